package tenstages.loadgen.report;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import tenstages.loadgen.engine.Arrivals;
import tenstages.loadgen.engine.LoadPlan;
import tenstages.loadgen.engine.LoadResult;
import tenstages.loadgen.engine.RequestLines;
import tenstages.loadgen.engine.Verdict;

/**
 * A result whose numbers are known and all different, so that each figure of a report can be told from every other. The
 * fields may be changed before {@link #result()} is asked for.
 */
public final class MadeResult {
    public long accepted = 7000;
    public long ok = 500;
    public long rejected = 90;
    public long error = 60;
    public long timedOut = 11;
    public long inFlight = 7;
    public long neverSent = 3;
    public int threads = 1;
    /** 1 to 1000 ms. */
    public Histogram response = upTo(1000, 1_000_000);
    /** 2 to 2000 µs. */
    public Histogram service = upTo(1000, 2000);
    /** 70 ns to 7 µs. */
    public Histogram closedLoopView = upTo(100, 70);
    /** 30 µs to 3 ms. */
    public Histogram failures = upTo(100, 30_000);
    /** 50 ns to 5 µs. */
    public Histogram sendLag = upTo(100, 50);
    /** 90 ns to 9 µs. */
    public Histogram readLag = upTo(100, 90);

    public LoadResult.Connections connections = new LoadResult.Connections(40, 1, 5, 3, 2, "Connection refused");
    public List<String> violations = new ArrayList<>();
    public Verdict verdict = new Verdict(Verdict.Status.VALID, List.of());
    private final Arrivals arrivals;

    private MadeResult(Arrivals arrivals) {
        this.arrivals = arrivals;
    }

    public static MadeResult closedLoop() {
        return new MadeResult(null);
    }

    public static MadeResult openLoop() {
        return new MadeResult(Arrivals.uniform(2000));
    }

    static MadeResult openLoop(Arrivals arrivals) {
        return new MadeResult(arrivals);
    }

    /** The step, twice the step, and so on. */
    public static Histogram upTo(int steps, long step) {
        Histogram histogram = none();
        for (int i = 1; i <= steps; i++) {
            histogram.recordValue(i * step);
        }
        return histogram;
    }

    public static Histogram none() {
        return new Histogram(1, Duration.ofHours(1).toNanos(), 3);
    }

    public MadeResult verdict(Verdict.Status status, String... reasons) {
        verdict = new Verdict(status, List.of(reasons));
        return this;
    }

    /** Four seconds long. */
    public LoadResult result() {
        Map<String, Long> replies = new LinkedHashMap<>();
        replies.put("accepted", accepted);
        replies.put("error invalid_json", error);
        replies.put("ok", ok);
        replies.put("rejected server_busy", rejected);
        return new LoadResult(
                new LoadPlan(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 7001),
                        RequestLines.buysOfOne(1),
                        51,
                        16,
                        arrivals,
                        Duration.ofSeconds(4),
                        Long.MAX_VALUE,
                        Duration.ofMillis(1500),
                        threads),
                4,
                List.of(1900L, 1910L, 1920L, 1930L),
                replies,
                new LoadResult.Requests(
                        accepted + ok + rejected + error + timedOut + inFlight + neverSent,
                        accepted,
                        ok,
                        rejected,
                        error,
                        0,
                        timedOut,
                        inFlight,
                        neverSent,
                        2),
                new LoadResult.Times(response, service, closedLoopView, failures, sendLag, readLag),
                violations,
                violations.size(),
                connections,
                new LoadResult.Client(0.25, 0.1, 12, 10),
                verdict);
    }
}
