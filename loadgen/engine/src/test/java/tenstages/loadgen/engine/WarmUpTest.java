package tenstages.loadgen.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tenstages.loadgen.engine.Verdict.Status;
import tenstages.loadgen.model.ScriptedServer;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Isolated
class WarmUpTest {
    private static final InetSocketAddress NOBODY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    private static final Duration LONG = Duration.ofHours(1);

    @Test
    void itEndsWhenTheCodeHasComeToRestAndTheServerThatIsToBeMeasuredHasSeenNothingOfIt() throws IOException {
        AtomicInteger seen = new AtomicInteger();
        AtomicInteger rounds = new AtomicInteger();
        try (ScriptedServer server = ScriptedServer.talking(client -> seen.incrementAndGet())) {
            WarmUp.run(plan(server.address(), Arrivals.uniform(10)), LONG, () -> rounds.incrementAndGet() < 0);
        }
        assertThat(rounds).hasPositiveValue();
        assertThat(seen).hasValue(0);
    }

    @Test
    void itEndsWhenItIsToStop() {
        AtomicInteger asked = new AtomicInteger();
        WarmUp.run(plan(NOBODY, null), LONG, () -> asked.incrementAndGet() > 0);
        assertThat(asked).hasValue(1);
    }

    @Test
    void itEndsWhenItsTimeIsOver() {
        AtomicInteger rounds = new AtomicInteger();
        WarmUp.run(plan(NOBODY, null), Duration.ofNanos(1), () -> rounds.incrementAndGet() < 0);
        assertThat(rounds).hasValueLessThanOrEqualTo(1);
    }

    @Test
    void itLoadsAsThePlanDoesOverAFewConnections() {
        LoadPlan plan = plan(NOBODY, Arrivals.uniform(10));
        LoadPlan round = WarmUp.against(NOBODY, plan);
        assertThat(round.connections()).isEqualTo(16);
        assertThat(round.threads()).isEqualTo(plan.threads());
        assertThat(round.lines()).isSameAs(plan.lines());
        assertThat(round.openLoop()).isTrue();
        assertThat(WarmUp.against(NOBODY, plan(NOBODY, null)).openLoop()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000})
    void itsServerAnswersEachLineAndRejectsEveryHundredth(int pipeline) throws IOException {
        try (AcceptingServer server = new AcceptingServer()) {
            LoadResult result = PlannedRun.against(server.address())
                    .connections(2)
                    .pipeline(pipeline)
                    .requests(20_000)
                    .run();
            assertThat(result.accepted()).isEqualTo(19_800);
            assertThat(result.replies()).containsEntry("rejected server_busy", 200L);
            assertThat(result.violationCount()).isZero();
            assertThat(result.verdict().status()).isNotEqualTo(Status.INCONCLUSIVE);
        }
    }

    private static LoadPlan plan(InetSocketAddress target, Arrivals arrivals) {
        return new LoadPlan(
                target,
                RequestLines.buysOfOne(10),
                100,
                1,
                arrivals,
                Duration.ofSeconds(10),
                Long.MAX_VALUE,
                Duration.ofSeconds(1),
                2);
    }
}
