package tenstages.loadgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tenstages.loadgen.engine.LoadEngine.Progress;
import tenstages.loadgen.engine.LoadPlan;
import tenstages.loadgen.engine.RequestLines;

class RunProgressTest {
    @Test
    void aRunForATimeShowsTheTimeAndTheRate() {
        assertThat(text(Duration.ofSeconds(10), Long.MAX_VALUE, new Progress(4.2, 35_130, 0)))
                .isEqualTo("4.2 s of 10 s  35,130 replies  8,364/s");
        assertThat(text(Duration.ofMillis(1500), Long.MAX_VALUE, new Progress(0, 0, 0)))
                .isEqualTo("0.0 s of 1.5 s  0 replies");
    }

    @Test
    void aRunOfSomeRequestsShowsHowMany() {
        assertThat(text(RunCommand.UNTIL_SENT, 5000, new Progress(2, 1000, 30)))
                .isEqualTo("2.0 s  1,000 of 5,000 replies  500/s  30 failures");
    }

    private static String text(Duration duration, long requests, Progress progress) {
        return new RunProgress(new LoadPlan(
                        new InetSocketAddress("127.0.0.1", 1),
                        RequestLines.of("{}"),
                        1,
                        1,
                        null,
                        duration,
                        requests,
                        Duration.ofSeconds(1)))
                .text(progress);
    }
}
