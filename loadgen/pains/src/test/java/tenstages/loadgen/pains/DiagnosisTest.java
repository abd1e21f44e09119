package tenstages.loadgen.pains;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

    @Test
    void anAttackThatTakesFarTooLongIsLookedIntoAndNoted() throws IOException {
        Looks looks = new Looks();
        Breaking breaking = Breaking.of(scenario(0, looks::await), side -> looks, side -> {});
        assertThat(breaking.notes())
                .singleElement()
                .asString()
                .matches("stage 2 took \\d+ s for what usually takes 0 s; in \\d of \\d looks .* at Handler.java:40");
    }

    @Test
    void whatIsFoundByAnotherRunIsNotedBehindWhatWasNotedBefore() {
        Looks looks = new Looks();
        Breaking noted = new Breaking(
                scenario(1, looks::await), List.of(), List.of(), List.of(), List.of("a note"), List.of(), "");
        assertThat(noted.lookedInto(Side.stage(2), looks).notes())
                .hasSize(2)
                .startsWith("a note")
                .last()
                .asString()
                .matches("stage 2: in \\d of \\d looks .* at Handler.java:40");
    }

    /** A server whose event loop is blocked whenever somebody looks, under an attack that lasts for two looks. */
    private static final class Looks implements Subject {
        private final CountDownLatch left = new CountDownLatch(2);

        Outcome await(Bench bench) throws IOException {
            bench.start();
            Awaitility.await().until(() -> left.getCount() == 0);
            return new Outcome().figure("figure", 1, "1");
        }

        @Override
        public Server start(List<String> jvmOptions, Map<String, String> options) {
            return new Saying(List.of(), BLOCKED, left);
        }

        @Override
        public boolean showsItsThreads() {
            return true;
        }
    }

    /** All are in its environment. */
    @Test
    void aServerOfOnesOwnGetsTheOptionsOfItsStage(@TempDir Path data) {
        Subject own = Subject.of(new ServerCommand("echo with queue $TEN_QUEUE:", false), 4);
        assertThatThrownBy(
                        () -> own.start(List.of(), Map.of("--work-ms", "5", "--queue", "9", "--data", data.toString())))
                .hasMessageEndingWith("\n  with queue 9: --work-ms 5");
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
        return scenario(1, attack);
    }

    private static Scenario scenario(int seconds, Scenario.Attack attack) {
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
                seconds,
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

    /** A server that is there only to be quoted and, if there is something to see, to be looked at. */
    private record Saying(List<String> firstErrors, List<String> look, CountDownLatch looks) implements Server {
        Saying(List<String> firstErrors) {
            this(firstErrors, List.of(), new CountDownLatch(0));
        }

        @Override
        public InetSocketAddress address() {
            return InetSocketAddress.createUnresolved("nowhere", 1);
        }

        @Override
        public boolean isAlive() {
            return !look.isEmpty();
        }

        @Override
        public void signal(String name) {
            looks.countDown();
        }

        @Override
        public List<String> stdoutSince(long count) {
            return look;
        }

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
