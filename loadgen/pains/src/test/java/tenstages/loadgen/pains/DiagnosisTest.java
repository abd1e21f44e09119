package tenstages.loadgen.pains;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tenstages.loadgen.process.Server;
import tenstages.loadgen.process.ServerCommand;

/** Where an event loop was, by what a JVM prints on SIGQUIT, and what a server said. */
class DiagnosisTest {
    private static final List<String> WAITING = List.of(
            "Full thread dump OpenJDK 64-Bit Server VM:",
            "\"event-loop\" #1 prio=5 runnable",
            "   java.lang.Thread.State: RUNNABLE",
            "\tat sun.nio.ch.EPoll.wait(java.base@17/Native Method)",
            "\tat sun.nio.ch.SelectorImpl.select(java.base@17/SelectorImpl.java:161)",
            "\tat tenstages.server.EventLoop.run(EventLoop.java:70)",
            "\tat tenstages.server.Main.main(Main.java:41)",
            "",
            "\"worker-1\" #9 prio=5 waiting",
            "\tat tenstages.server.Worker.run(Worker.java:12)",
            "");
    private static final List<String> BLOCKED = List.of(
            "\"event-loop\" #1 prio=5 sleeping",
            "\tat java.lang.Thread.sleep(java.base@17/Native Method)",
            "\tat app//tenstages.server.Handler.reply(Handler.java:40)",
            "\tat tenstages.server.EventLoop.dispatch(EventLoop.java:113)",
            "\tat sun.nio.ch.SelectorImpl.select(java.base@17/SelectorImpl.java:161)",
            "\tat tenstages.server.EventLoop.run(EventLoop.java:70)",
            "");

    @Test
    void aLoopThatWaitsForClientsIsWhereItShouldBe() {
        assertThat(Diagnosis.places(List.of())).isEmpty();
        assertThat(Diagnosis.places(WAITING)).isEmpty();
        assertThat(Diagnosis.places(times(WAITING, 3, BLOCKED, 3)))
                .as("half of the looks")
                .isEmpty();
    }

    @Test
    void aLoopThatIsMostlyAtOneLineIsTold() {
        assertThat(Diagnosis.places(times(WAITING, 2, BLOCKED, 3)))
                .isEqualTo("in 3 of 5 looks its event loop did not wait for clients, but was at Handler.java:40");
    }

    @Test
    void aServerIsQuotedWithoutTheFramesOfOthersAndWithoutRepetitions() {
        List<String> said = List.of(
                "worker-1: an event failed",
                "java.lang.IllegalStateException: my bug",
                "\tat java.base/java.util.HashMap.get(HashMap.java:1)",
                "\tat tenstages.server.Balances.apply(Balances.java:30)",
                "\t... 7 more");
        List<String> twice = new ArrayList<>(said);
        twice.addAll(said);
        assertThat(Diagnosis.words(List.of(new Saying(twice))))
                .containsExactly(
                        "worker-1: an event failed",
                        "java.lang.IllegalStateException: my bug",
                        "    at tenstages.server.Balances.apply(Balances.java:30)");
    }

    @Test
    void anAttackThatFailsNamesTheSideAndQuotesIt() {
        Scenario scenario = scenario(bench -> {
            bench.start();
            throw new SocketTimeoutException("Read timed out");
        });
        assertThatThrownBy(() ->
                        Breaking.of(scenario, side -> (jvm, options) -> new Saying(List.of("no luck")), side -> {}))
                .isInstanceOf(IOException.class)
                .hasMessage("stage 2: it did not answer in time\n  no luck");
    }

    @Test
    void whatAServerSaidIsKeptForEachSide() throws IOException {
        Scenario scenario = scenario(bench -> {
            bench.start();
            return new Outcome().figure("figure", 1, "1");
        });
        Breaking breaking = Breaking.of(
                scenario, side -> (jvm, options) -> new Saying(List.of("I am " + side.called())), side -> {});
        assertThat(breaking.said()).containsExactly(List.of("I am stage 2"), List.of("I am stage 3"));
        assertThat(breaking.notes()).isEmpty();
    }

    /** SIGQUIT ends a program that is no JVM. */
    @Test
    void onlyOurOwnProgramsAreLookedAt() throws IOException {
        Subject own = Subject.of(new ServerCommand("python3 server.py", false), 4);
        assertThat(own.showsItsThreads()).isFalse();
        assertThat(Subject.of(Side.stage(4)).showsItsThreads()).isTrue();
        Subject anybody = (jvm, options) -> new Saying(List.of());
        try (Bench bench = new Bench(anybody, Map.of())) {
            bench.start();
            assertThat(bench.servers()).hasSize(1);
            assertThat(bench.serversToLookAt()).isEmpty();
        }
    }

    private static Scenario scenario(Scenario.Attack attack) {
        Claim claim = new Claim("figure", "1", value -> true, "1", (before, after) -> true);
        return new Scenario(
                2,
                Side.stage(2),
                Side.stage(3),
                "title",
                "why",
                "",
                "",
                null,
                Map.of(),
                List.of(claim),
                "axis",
                1,
                false,
                attack);
    }

    private static List<String> times(List<String> first, int some, List<String> second, int more) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < some; i++) {
            all.addAll(first);
        }
        for (int i = 0; i < more; i++) {
            all.addAll(second);
        }
        return all;
    }

    /** A server that is there only to be quoted. */
    private record Saying(List<String> firstErrors) implements Server {
        @Override
        public InetSocketAddress address() {
            return InetSocketAddress.createUnresolved("nowhere", 1);
        }

        @Override
        public boolean isAlive() {
            return false;
        }

        @Override
        public void signal(String name) {}

        @Override
        public int awaitExit(Duration timeout) {
            return -1;
        }

        @Override
        public List<String> stdoutLines() {
            return List.of();
        }

        @Override
        public List<String> lastLines() {
            return List.of();
        }

        @Override
        public void close() {}
    }
}
