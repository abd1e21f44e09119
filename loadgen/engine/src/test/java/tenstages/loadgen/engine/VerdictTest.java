package tenstages.loadgen.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tenstages.loadgen.engine.Verdict.Status;

/** Each reason against VALID, by its cause; the thresholds just below, at and above. */
class VerdictTest {
    private static final Duration DURATION = Duration.ofSeconds(10);
    private static final long MICROS = 1000;

    private final Recorder recorder = new Recorder(RequestLines.buysOfOne(1));
    private Arrivals arrivals;
    private long requests = Long.MAX_VALUE;
    private double seconds = 10;
    private LoadResult.Connections connections = new LoadResult.Connections(20, 0, 0, 0, 0, "");
    private int threads = 1;
    private LoadResult.Client client = new LoadResult.Client(0.5, 0.1, 0, 10);
    private boolean endedEarly;
    private boolean stopped;

    @Test
    void aRunWithNothingAgainstItIsValid() {
        succeed(1);
        assertThat(verdict().status()).isEqualTo(Status.VALID);
        assertThat(verdict().reasons()).isEmpty();
    }

    @Test
    void aBrokenProtocolIsInconclusive() {
        succeed(1);
        recorder.violation("words");
        recorder.violation("words");
        expect(Status.INCONCLUSIVE, "the server owes replies or broke the protocol: 2 times");
    }

    @Test
    void aTimeoutIsInconclusive() {
        succeed(1);
        recorder.timedOut = 3;
        expect(Status.INCONCLUSIVE, "3 requests timed out");
    }

    @Test
    void aConnectionThatCannotBeOpenedIsInconclusive() {
        succeed(1);
        connections = new LoadResult.Connections(19, 0, 0, 0, 1, "Connection refused");
        expect(Status.INCONCLUSIVE, "1 of 20 connections failed: Connection refused");
    }

    @Test
    void aConnectionThatIsTurnedAwayIsInconclusive() {
        succeed(1);
        connections = new LoadResult.Connections(5, 0, 15, 0, 0, "");
        expect(Status.INCONCLUSIVE, "the server turned away 15 of 20 connections");
    }

    @Test
    void aConnectionThatTheServerEndsIsInconclusive() {
        succeed(1);
        connections = new LoadResult.Connections(20, 0, 0, 19, 0, "");
        expect(Status.INCONCLUSIVE, "the server hung up on 19 of 20 connections");
    }

    @Test
    void noReplyIsInconclusive() {
        expect(Status.INCONCLUSIVE, "no request was answered");
    }

    @Test
    void noSuccessIsInconclusive() {
        reply("{\"status\":\"rejected\"}", 1);
        expect(Status.INCONCLUSIVE, "no request succeeded");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{\"status\":\"accepted\"}", "{\"status\":\"ok\"}"})
    void oneSuccessOfEitherKindIsEnough(String success) {
        reply("{\"status\":\"rejected\"}", 1);
        reply(success, 1);
        expect(Status.VALID);
    }

    @Test
    void anEndBeforeItsTimeIsInconclusive() {
        succeed(1);
        seconds = 2.04;
        endedEarly = true;
        expect(Status.INCONCLUSIVE, "after 2.0 s no further reply could come in time");
    }

    @Test
    void anInterruptIsInconclusive() {
        succeed(1);
        stopped = true;
        expect(Status.INCONCLUSIVE, "the run was interrupted");
    }

    @ParameterizedTest
    @CsvSource({
        "0.949, 10, VALID",
        "0.95, 10, VALID",
        "0.951, 10, CLIENT_LIMITED",
        "0.99, 0.5, VALID",
        "0.99, 0.51, CLIENT_LIMITED"
    })
    void aBusyCoreLimitsTheClientExceptInAShortRun(double share, double runSeconds, Status status) {
        succeed(1);
        client = new LoadResult.Client(share, 0.1, 0, runSeconds);
        expect(status, "this client used %.0f %% of its core".formatted(100 * share));
    }

    @ParameterizedTest
    @CsvSource({"499, VALID", "500, VALID", "501, CLIENT_LIMITED"})
    void collectingGarbageForMoreThanFivePercentLimitsTheClient(long millis, Status status) {
        succeed(1);
        client = new LoadResult.Client(0.5, 0.1, millis, 10);
        expect(status, "this client spent " + millis + " ms collecting garbage");
    }

    @ParameterizedTest
    @CsvSource({"0.55, 10, VALID", "0.56, 10, CLIENT_LIMITED", "0.9, 0.5, VALID", "0.9, 0.51, CLIENT_LIMITED"})
    void waitingForAProcessorLimitsTheClientExceptInAShortRun(double share, double runSeconds, Status status) {
        succeed(1);
        client = new LoadResult.Client(0.2, share, 0, runSeconds);
        expect(status, "this client waited for a processor for %.0f %% of the time".formatted(100 * share));
    }

    @ParameterizedTest
    @CsvSource({"500, VALID", "501, CLIENT_LIMITED"})
    void standingStillLimitsTheClient(long millis, Status status) {
        succeed(1);
        recorder.stoodStill = Duration.ofMillis(millis).toNanos();
        expect(status, "this client stood still for 0.5 s at once");
    }

    /**
     * A third of the 99th percentile of response times is allowed, or a tenth if that is more than 2 ms; but 0.2 ms at
     * least, and 5 ms at most.
     */
    @ParameterizedTest
    @CsvSource({
        "300, 199, VALID",
        "300, 202, CLIENT_LIMITED",
        "1500, 495, VALID",
        "1500, 510, CLIENT_LIMITED",
        "9000, 1990, VALID",
        "9000, 2010, CLIENT_LIMITED",
        "30000, 2980, VALID",
        "30000, 3030, CLIENT_LIMITED",
        "900000, 4980, VALID",
        "900000, 5020, CLIENT_LIMITED"
    })
    void latenessOfItsOwnLimitsTheClientOfAnOpenLoop(long responseMicros, long lagMicros, Status status) {
        open(100);
        recorder.scheduled = 1000;
        long send = 100;
        for (int i = 0; i < 1000; i++) {
            recorder.response.record(responseMicros * MICROS);
            recorder.sendLag.record(i < 994 ? 0 : send * MICROS);
            recorder.readLag.record(i < 985 ? 0 : (lagMicros - send) * MICROS);
        }
        succeed(1000);
        expect(
                status,
                ("of 1 %% of the times more than %.2f ms can be this client's own"
                                + " (0.10 until it sent, %.2f until it read)")
                        .formatted(lagMicros / 1e3, (lagMicros - send) / 1e3));
    }

    @Test
    void lessThanHalfAPercentSentLateAndOnePercentReadLateLimitsNothing() {
        open(100);
        recorder.scheduled = 1000;
        succeed(1000);
        for (int i = 0; i < 1000; i++) {
            recorder.sendLag.record(i < 996 ? 0 : Duration.ofSeconds(1).toNanos());
            recorder.readLag.record(i < 991 ? 0 : Duration.ofSeconds(1).toNanos());
        }
        expect(Status.VALID);
    }

    /** Two thirds of the 99th percentile of response times are allowed, but 2 ms at least. */
    @ParameterizedTest
    @CsvSource({"1000, 1990, VALID", "1000, 2010, CLIENT_LIMITED", "9000, 6000, VALID", "9000, 6100, CLIENT_LIMITED"})
    void readingLateLimitsTheClientOfAClosedLoop(long responseMicros, long lagMicros, Status status) {
        for (int i = 0; i < 1000; i++) {
            recorder.response.record(responseMicros * MICROS);
            recorder.readLag.record(i < 985 ? 0 : lagMicros * MICROS);
        }
        succeed(1000);
        expect(status, "this client read 1 %% of the replies more than %.1f ms late".formatted(lagMicros / 1e3));
    }

    @Test
    void readingLateInAShortRunLimitsNothing() {
        recorder.response.record(1);
        recorder.readLag.record(Duration.ofSeconds(1).toNanos());
        client = new LoadResult.Client(0.5, 0.1, 0, 0.5);
        succeed(1);
        expect(Status.VALID);
    }

    @Test
    void aClosedLoopSendsNothingLate() {
        succeed(1);
        recorder.sendLag.record(Duration.ofSeconds(1).toNanos());
        expect(Status.VALID);
    }

    /** Of 10,000 due, 1 % may be missing, and one that was due at the very end. */
    @ParameterizedTest
    @CsvSource({"9898, CLIENT_LIMITED", "9899, VALID", "10000, VALID"})
    void aRateThatIsMissedLimitsTheClient(long scheduled, Status status) {
        open(1000);
        recorder.scheduled = scheduled;
        succeed(1);
        expect(status, "only " + scheduled + " requests were sent at the rate asked for");
    }

    /** Of those, 1 % may be missing, and four times the square root: 9,500 are enough. */
    @ParameterizedTest
    @CsvSource({"9499, CLIENT_LIMITED", "9500, VALID"})
    void randomArrivalsMayBeFewerByChance(long scheduled, Status status) {
        arrivals = Arrivals.poisson(1000, 1);
        recorder.scheduled = scheduled;
        succeed(1);
        expect(status, "only " + scheduled + " requests were sent at the rate asked for");
    }

    @Test
    void noMoreIsExpectedThanWasAskedFor() {
        open(1000);
        requests = 500;
        recorder.scheduled = 500;
        succeed(1);
        expect(Status.VALID);
    }

    @Test
    void noMoreIsExpectedThanIsDueWhileRequestsAreSent() {
        open(1000);
        seconds = 30;
        recorder.scheduled = 10_000;
        succeed(1);
        expect(Status.VALID);
    }

    @Test
    void noMoreIsExpectedThanUntilAnInterrupt() {
        open(1000);
        stopped = true;
        seconds = 5;
        recorder.scheduled = 5000;
        succeed(1);
        expect(Status.INCONCLUSIVE, "the run was interrupted");
    }

    @Test
    void whatTheServerDidWinsOverWhatTheClientDidAndBothAreSaid() {
        succeed(1);
        recorder.timedOut = 1;
        client = new LoadResult.Client(0.97, 0.1, 0, 10);
        expect(Status.INCONCLUSIVE, "1 requests timed out", "this client used 97 % of its core");
    }

    private void open(double rate) {
        arrivals = Arrivals.uniform(rate);
    }

    private void succeed(int count) {
        reply("{\"status\":\"accepted\"}", count);
    }

    private void reply(String line, int count) {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        assertThat(recorder.replies.next(bytes, 0, bytes.length, null)).isTrue();
        recorder.replies.reply().count += count;
        recorder.answered += count;
    }

    @Test
    void oneBusyThreadOfSeveralIsEnoughToLimitTheClient() {
        succeed(1);
        threads = 2;
        client = new LoadResult.Client(0.97, 0.1, 0, 10);
        expect(Status.CLIENT_LIMITED, "a thread of this client used 97 % of its core");
    }

    private void expect(Status status, String... reasons) {
        Verdict verdict = verdict();
        assertThat(verdict.status()).isEqualTo(status);
        assertThat(verdict.reasons()).containsExactly(status == Status.VALID ? new String[0] : reasons);
    }

    private Verdict verdict() {
        LoadPlan plan = new LoadPlan(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 1),
                RequestLines.buysOfOne(1),
                20,
                1,
                arrivals,
                DURATION,
                requests,
                Duration.ofSeconds(1),
                threads);
        return Verdict.of(plan, recorder, seconds, connections, client, endedEarly, stopped);
    }
}
