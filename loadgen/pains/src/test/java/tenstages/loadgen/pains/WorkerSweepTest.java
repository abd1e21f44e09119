package tenstages.loadgen.pains;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tenstages.loadgen.model.Fault;
import tenstages.loadgen.model.ModelServer;
import tenstages.loadgen.model.Quoting;
import tenstages.loadgen.process.Server;
import tenstages.loadgen.protocol.Onlooker;
import tenstages.loadgen.protocol.Onlookers;
import tenstages.loadgen.protocol.StageOptions;

/** A sweep's point, from a server whose seconds are written down. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(60)
class WorkerSweepTest {
    private static final Map<String, String> OPTIONS = Map.of("--work-ms", "1000", "--hold-ms", "0");
    private static final Offset<Double> CLOSE = Offset.offset(1e-9);

    @Test
    void aServerThatSaysNothingOfItsSecondsIsAnErrorThatQuotesIt() {
        assertThatThrownBy(() -> measure("events/s=7 and nothing else"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(
                        "the server with 4 workers printed no events per second; its last lines were:\n")
                .hasMessageContaining("events/s=7 and nothing else");
    }

    @Test
    void oneSecondIsNotEnough() {
        assertThatThrownBy(() -> measure(second(7, "1.00"))).isInstanceOf(IOException.class);
    }

    @Test
    void theFirstSecondIsLeftOut() throws IOException {
        WorkerSweep.Point point = measure(second(1, "50.00"), second(100, "3.00"), second(200, "5.50"));
        assertThat(point.workers()).isEqualTo(4);
        assertThat(point.perSecond()).isCloseTo(150, CLOSE);
        assertThat(point.waitToHold()).isCloseTo(4.25, CLOSE);
        assertThat(point.reads().getMaxValue()).isPositive();
        assertThat(point.ranDry()).isFalse();
    }

    @Test
    void aServerThatHasAppliedNearlyAllRanDry() throws IOException {
        // 5,000 events are sent; so many applied leave less than another second's.
        assertThat(measure(second(1000, "1.00"), second(1500, "1.00"), second(1500, "1.00"))
                        .ranDry())
                .isTrue();
    }

    @Test
    void aServerThatHasAnotherSecondsWorkLeftDidNotRunDry() throws IOException {
        assertThat(measure(second(1000, "1.00"), second(1000, "1.00"), second(1000, "1.00"))
                        .ranDry())
                .isFalse();
    }

    /** What a JVM does for the first time takes longer. */
    @Test
    void readsAreDoneManyTimesBeforeTheyAreTimed() throws IOException {
        AtomicInteger readsBefore = new AtomicInteger();
        AtomicBoolean fed = new AtomicBoolean();
        Onlooker onlooker = new Onlooker() {
            @Override
            public void heard(Heard what) {
                fed.compareAndSet(false, what != Heard.ANSWERED);
                readsBefore.addAndGet(fed.get() ? 0 : 1);
            }
        };
        Subject watched = (jvmOptions, options) -> {
            Server server = model(second(100, "1.00"), second(100, "1.00")).start(jvmOptions, options);
            Onlookers.watch(server.address(), () -> onlooker);
            return server;
        };
        WorkerSweep.measure(watched, OPTIONS, 4);
        assertThat(readsBefore).hasValueGreaterThan(100);
    }

    private static String second(int events, String waitToHold) {
        return "events/s=" + events + " wait avg=1.00ms max=2.00ms hold avg=1.00ms max=2.00ms wait/hold=" + waitToHold;
    }

    private static WorkerSweep.Point measure(String... lines) throws IOException {
        return WorkerSweep.measure(model(lines), OPTIONS, 4);
    }

    private static Subject model(String... lines) {
        return (jvmOptions, options) -> {
            assertThat(StageOptions.known(7, options))
                    .containsExactly("--hold-ms", "0", "--queue", "5000", "--work-ms", "1000", "--workers", "4");
            return new Quoting(
                    ModelServer.start(
                            7,
                            jvmOptions,
                            StageOptions.known(7, options),
                            Set.of(Fault.SAYS_NOTHING_OF_ITS_SECONDS),
                            new ConcurrentHashMap<>()),
                    List.of(lines));
        };
    }
}
