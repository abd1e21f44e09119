package tenstages.loadgen.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tenstages.loadgen.engine.Verdict.Status;
import tenstages.loadgen.process.EchoProgram;
import tenstages.loadgen.process.ServerProcess;

@Timeout(120)
class LoadEngineTest {
    private static final String BUSY = "{\"status\":\"rejected\",\"reason\":\"server_busy\"}\n";
    private static final int REQUESTS = 100;

    @Test
    void accountsForEveryRequestByWhatItsReplySays() throws IOException {
        String[] replies = {
            ScriptedServer.ACCEPTED,
            BUSY,
            "{\"status\":\"ok\",\"balance\":-12}\n",
            "{\"status\":\"error\",\"reason\":\"invalid_json\"}\n"
        };
        try (ScriptedServer server = new ScriptedServer(number -> replies[number % 4])) {
            LoadResult result = run(server, 4);

            assertThat(result.scheduled()).isEqualTo(REQUESTS);
            assertThat(result.accepted()).isEqualTo(25);
            assertThat(result.ok()).isEqualTo(25);
            assertThat(result.rejected()).isEqualTo(25);
            assertThat(result.error()).isEqualTo(25);
            assertThat(result.replies())
                    .containsEntry("rejected server_busy", 25L)
                    .containsEntry("error invalid_json", 25L);
            assertThat(result.response().getTotalCount()).isEqualTo(50);
            assertThat(result.failures().getTotalCount()).isEqualTo(50);
            assertThat(result.violations()).isEmpty();
        }
    }

    @Test
    void namesAReplyTooMany() throws IOException {
        try (ScriptedServer server =
                new ScriptedServer(number -> ScriptedServer.ACCEPTED.repeat(number == REQUESTS / 2 ? 2 : 1))) {
            expectViolation(run(server, 1), "connection 0: one reply too many: {\"status\":\"accepted\"}");
        }
    }

    @Test
    void namesAMissingReply() throws IOException {
        try (ScriptedServer server =
                new ScriptedServer(number -> number == REQUESTS / 2 ? "" : ScriptedServer.ACCEPTED)) {
            LoadResult result = run(server, 4);
            assertThat(result.verdict().status()).isEqualTo(Status.INCONCLUSIVE);
            assertThat(result.violations()).anyMatch(line -> line.startsWith("connection 0: 1 reply missing"));
            assertThat(result.timedOut() + result.inFlight()).isEqualTo(1);
        }
    }

    @Test
    void namesTwoRepliesMergedIntoOne() throws IOException {
        try (ScriptedServer server = new ScriptedServer(number -> {
            if (number == 50) {
                return ScriptedServer.ACCEPTED.strip();
            }
            return ScriptedServer.ACCEPTED;
        })) {
            expectViolation(run(server, 4), "got what is no reply: {\"status\":\"accepted\"}{\"status\":\"accepted\"}");
        }
    }

    @Test
    void namesATornReply() throws IOException {
        try (ScriptedServer server = new ScriptedServer(
                number -> number == 50 ? "{\"status\":\"acc" : number > 50 ? null : ScriptedServer.ACCEPTED)) {
            expectViolation(run(server, 4), "a reply torn off by the end of the connection: {\"status\":\"acc");
        }
    }

    @Test
    void aReplyThatNeverComesTimesOutAndItsAgeIsATimeThatSomebodyWaited() throws IOException {
        CountDownLatch never = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer(number -> {
            if (number == 50) {
                never.await();
            }
            return ScriptedServer.ACCEPTED;
        })) {
            Duration timeout = Duration.ofMillis(300);
            LoadResult result = new LoadEngine(plan(server.address(), 1, null, timeout), progress -> {}).run();
            assertThat(result.verdict().status()).isEqualTo(Status.INCONCLUSIVE);
            assertThat(result.timedOut()).isEqualTo(1);
            assertThat(result.response().getMaxValue()).isGreaterThanOrEqualTo(timeout.toNanos());
            never.countDown();
        }
    }

    @Test
    void aServerThatReadsNothingLeavesRequestsInFlightOrNeverSent() throws IOException {
        CountDownLatch never = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer(number -> {
            never.await();
            return null;
        })) {
            LoadPlan plan = new LoadPlan(
                    server.address(),
                    RequestLines.of("{\"note\":\"" + "x".repeat(100_000) + "\"}"),
                    1,
                    1,
                    Arrivals.uniform(1000),
                    Duration.ofMillis(500),
                    Long.MAX_VALUE,
                    Duration.ofMillis(200));
            LoadResult result = new LoadEngine(plan, progress -> {}).run();
            assertThat(result.scheduled()).isEqualTo(500);
            assertThat(result.neverSent()).isPositive();
            assertThat(result.timedOut() + result.inFlight()).isPositive();
            never.countDown();
        }
    }

    @Test
    void saysWhyItCannotConnect() throws IOException {
        InetSocketAddress nobody;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = new InetSocketAddress(InetAddress.getLoopbackAddress(), closed.getLocalPort());
        }
        LoadPlan plan = plan(nobody, 1, null, Duration.ofSeconds(5));
        assertThatThrownBy(() -> new LoadEngine(plan, progress -> {}).run())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot connect to")
                .hasMessageContaining("refused");
    }

    /** As arithmetic has it, the longest 1 % of all requests wait at least the stall less 1 % of the run. */
    @Test
    void anOpenLoopSeesAStallThatAClosedLoopHides() throws IOException {
        Duration stall = Duration.ofMillis(1400);
        Duration duration = Duration.ofSeconds(4);
        double truth = stall.toNanos() - 0.01 * duration.toNanos();
        double open = p99AgainstAStall(stall, Arrivals.uniform(2000), duration);
        double closed = p99AgainstAStall(stall, null, duration);
        assertThat(open).isCloseTo(truth, within(0.1 * truth));
        assertThat(closed).isLessThan(truth / 10);
    }

    @Test
    void theSameSeedMakesTheSameRequestsAndTheSameArrivals() {
        RequestLines lines = RequestLines.events(10, 7);
        RequestLines again = RequestLines.events(10, 7);
        Arrivals arrivals = Arrivals.poisson(100, 7);
        Arrivals arrivalsAgain = Arrivals.poisson(100, 7);
        long last = 0;
        for (int i = 0; i < 10_000; i++) {
            int line = i % lines.count();
            assertThat(lines.line(line)).isEqualTo(again.line(line));
            last = arrivals.next();
            assertThat(last).isEqualTo(arrivalsAgain.next());
        }
        assertThat(last / 1e9).as("10,000 arrivals at 100 a second").isBetween(95.0, 105.0);
    }

    private static double p99AgainstAStall(Duration stall, Arrivals arrivals, Duration duration) throws IOException {
        try (ServerProcess server = EchoProgram.start(Duration.ofSeconds(1), stall)) {
            LoadPlan plan = new LoadPlan(
                    server.address(),
                    RequestLines.events(100, 1),
                    20,
                    1,
                    arrivals,
                    duration,
                    Long.MAX_VALUE,
                    Duration.ofSeconds(10));
            LoadResult result = new LoadEngine(plan, progress -> {}).run();
            assertThat(result.violations()).isEmpty();
            return result.response().getValueAtPercentile(99);
        }
    }

    private static LoadResult run(ScriptedServer server, int pipeline) throws IOException {
        return new LoadEngine(plan(server.address(), pipeline, null, Duration.ofSeconds(1)), progress -> {}).run();
    }

    private static LoadPlan plan(InetSocketAddress address, int pipeline, Arrivals arrivals, Duration timeout) {
        return new LoadPlan(
                address, RequestLines.events(10, 1), 1, pipeline, arrivals, Duration.ofSeconds(3), REQUESTS, timeout);
    }

    private static void expectViolation(LoadResult result, String words) {
        assertThat(result.violations()).anyMatch(line -> line.contains(words));
        assertThat(result.verdict().status()).isEqualTo(Status.INCONCLUSIVE);
    }
}
