package tenstages.loadgen.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoadResultTest {
    private static final long[] COUNTS = {1, 2, 4, 8, 16, 32, 64};

    private final Recorder recorder = new Recorder(RequestLines.buysOfOne(2));

    @Test
    void ratesAreByWhatWasAnsweredAndByWhatSucceeded() {
        LoadResult result = result(4);
        assertThat(result.accepted()).isEqualTo(1);
        assertThat(result.ok()).isEqualTo(2);
        assertThat(result.rejected()).isEqualTo(4);
        assertThat(result.error()).isEqualTo(8);
        assertThat(result.succeeded()).isEqualTo(1 + 2);
        assertThat(result.answered()).isEqualTo(1 + 2 + 4 + 8);
        assertThat(result.goodput()).isEqualTo(3 / 4.0);
        assertThat(result.throughput()).isEqualTo(15 / 4.0);
        assertThat(result.timedOut()).isEqualTo(16);
        assertThat(result.inFlight()).isEqualTo(32);
        assertThat(result.neverSent()).isEqualTo(64);
    }

    @Test
    void ofThreadsThatRunAtTheSameTimeTheBusierOneSaysWhatTheyCost() {
        LoadResult.Client one = new LoadResult.Client(0.1, 0.4, 3, 5);
        LoadResult.Client other = new LoadResult.Client(0.9, 0.2, 4, 2);
        assertThat(one.together(other)).isEqualTo(new LoadResult.Client(0.9, 0.4, 4, 5));
        assertThat(other.together(one)).isEqualTo(one.together(other));
    }

    @Test
    void whatIsNoReplyToTheRequestIsAnError() {
        count("garbage", 3);
        count("{\"user\":\"user1\",\"action\":\"buy\",\"amount\":1}", 5);
        recorder.scheduled = 8;
        assertThat(of(1).error()).isEqualTo(8);
    }

    @Test
    void requestsThatDoNotAddUpAreABug() {
        result(1);
        recorder.scheduled++;
        assertThatThrownBy(() -> of(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("128 requests were scheduled and 127 accounted for");
    }

    private LoadResult result(double seconds) {
        count("{\"status\":\"accepted\"}", COUNTS[0]);
        count("{\"status\":\"ok\"}", COUNTS[1]);
        count("{\"status\":\"rejected\"}", COUNTS[2]);
        count("{\"status\":\"error\"}", COUNTS[3]);
        recorder.timedOut = COUNTS[4];
        recorder.inFlight = COUNTS[5];
        recorder.neverSent = COUNTS[6];
        recorder.scheduled = 127;
        return of(seconds);
    }

    private void count(String line, long count) {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        assertThat(recorder.replies.next(bytes, 0, bytes.length, null)).isTrue();
        recorder.replies.reply().count = count;
    }

    private LoadResult of(double seconds) {
        LoadPlan plan = new LoadPlan(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 1),
                RequestLines.buysOfOne(1),
                1,
                1,
                null,
                Duration.ofSeconds(1),
                1,
                Duration.ofSeconds(1));
        return LoadResult.of(
                plan,
                recorder,
                seconds,
                new LoadResult.Connections(1, 0, 0, 0, 0, ""),
                new LoadResult.Client(0, 0, 0, 10),
                false,
                false);
    }
}
