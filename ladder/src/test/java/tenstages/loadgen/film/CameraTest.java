package tenstages.loadgen.film;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tenstages.ladder.PatchedStage;
import tenstages.loadgen.pains.Side;
import tenstages.loadgen.pains.Subject;
import tenstages.loadgen.process.Server;
import tenstages.loadgen.protocol.LineClient;
import tenstages.loadgen.protocol.Requests;

/** The camera in the packaged stages. Work and locks last for ever, so what is to be seen stays until it is seen. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(180)
class CameraTest {
    private static final int PERIOD_MILLIS = 5;
    private static final List<String> QUICK_TO_START = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
    private static final String EVER = "600000";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Map<String, String> OPTIONS = Map.of("--workers", "3", "--queue", "7", "--stripes", "4");
    private static final Pattern SECOND = Pattern.compile("events/s=\\d+ wait avg.*wait/hold=([\\d.]+)");

    @TempDir
    private Path folder;

    /** A stage with a camera, and a client of it. */
    private static final class Set implements AutoCloseable {
        final FilmedSide side;
        final Server server;
        final LineClient client;

        Set(int stage, Subject subject, Map<String, String> options) throws IOException {
            Map<String, String> all = new HashMap<>(OPTIONS);
            all.putAll(options);
            side = new FilmedSide(Side.stage(stage), subject, Studio.camera(), PERIOD_MILLIS);
            server = side.start(QUICK_TO_START, all);
            client = new LineClient(server.address(), PATIENCE);
        }

        static Set of(int stage, Map<String, String> options) throws IOException {
            return new Set(stage, Subject.of(Side.stage(stage)), options);
        }

        /** What each lane does now, such as {@code main:A}, in the order of the alphabet. */
        List<String> picture() {
            Footage footage = side.footage();
            long last = footage.last();
            return IntStream.range(0, footage.lanes().size())
                    .mapToObj(i -> footage.lanes().get(i).name + ":" + Runs.ofStates(List.of(footage.state(i, last))))
                    .map(lane -> lane.replaceFirst("1(_\\d+)?$", "$1"))
                    .sorted()
                    .toList();
        }

        void awaitPicture(String... lanes) {
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(picture()).containsExactly(lanes));
        }

        /** Sends events of one user, and does not wait for replies. */
        void send(int events) throws IOException {
            client.send((Requests.buy("ada", 1) + "\n").repeat(events));
        }

        /** It says nothing, and the stage says nothing because of it. */
        void saysNothing() {
            assertThat(server.firstErrors()).isEmpty();
        }

        @Override
        public void close() throws IOException {
            client.close();
            server.close();
            side.close();
        }
    }

    @Test
    void aServerForOneClientIsSeenWaitingForItsLine() throws IOException {
        try (Set set = Set.of(1, Map.of())) {
            set.awaitPicture("main:L");
            set.client.close();
            set.awaitPicture("main:A");
            set.saysNothing();
        }
    }

    @TestFactory
    Stream<DynamicTest> aSelectorIsSeenWaitingForAll() {
        return Stream.of(2, 3).map(stage -> test(stage, Map.of(), set -> set.awaitPicture("event-loop:E")));
    }

    @Test
    void workOnTheEventLoopIsSeen() throws IOException {
        try (Set set = Set.of(4, Map.of("--work-ms", EVER))) {
            set.awaitPicture("event-loop:E");
            set.send(1);
            set.awaitPicture("event-loop:S");
            assertThat(set.side.footage().capacity()).isNull();
            set.saysNothing();
        }
    }

    @Test
    void oneWorkerWorksAndTheOthersWaitInTheQueue() throws IOException {
        try (Set set = Set.of(5, Map.of("--work-ms", EVER))) {
            set.awaitPicture("event-loop:E", "worker-1:Q");
            set.send(4);
            set.awaitPicture("event-loop:E", "worker-1:S");
            awaitQueue(set, 3);
            assertThat(set.side.footage().capacity()).isEqualTo(7);
            assertThat(set.side.footage().locks()).isZero();
            set.saysNothing();
        }
    }

    @Test
    void threeWorkersWorkAtOnce() throws IOException {
        try (Set set = Set.of(6, Map.of("--work-ms", EVER))) {
            set.awaitPicture("event-loop:E", "worker-1:Q", "worker-2:Q", "worker-3:Q");
            set.send(3);
            set.awaitPicture("event-loop:E", "worker-1:S", "worker-2:S", "worker-3:S");
            set.saysNothing();
        }
    }

    @Test
    void oneHoldsTheLockAndEverybodyWaits() throws IOException {
        try (Set set = Set.of(7, Map.of("--work-ms", "0", "--hold-ms", EVER))) {
            set.send(1);
            await().atMost(PATIENCE).until(() -> String.join(" ", set.picture()).contains("H_0"));
            set.send(4);
            await().atMost(PATIENCE)
                    .until(() -> count(set, "W_0") == 2 && count(set, "H_0") == 1 && count(set, "event-loop:E") == 1);
            awaitQueue(set, 2);
            set.client.send(Requests.balanceOf("eve") + "\n");
            await().atMost(PATIENCE).until(() -> count(set, "event-loop:W_0") == 1);
            assertThat(set.side.footage().locks()).isEqualTo(1);
            set.saysNothing();
        }
    }

    @TestFactory
    Stream<DynamicTest> aStripeIsHeldAndReadsPass() {
        return Stream.of(8, 9, 10)
                .map(stage -> test(stage, Map.of("--work-ms", "0", "--hold-ms", EVER), set -> {
                    set.send(2);
                    await().atMost(PATIENCE)
                            .until(() -> count(set, ":H_") == 1 && count(set, ":W_") == 1 && count(set, ":Q") == 1);
                    assertThat(set.side.footage().locks()).isEqualTo(4);
                    assertThat(set.side.footage().capacity()).isEqualTo(7);
                    String all = String.join(" ", set.picture());
                    assertThat(lockOf(all, "H")).isEqualTo(lockOf(all, "W"));
                    set.client.send(Requests.balanceOf("ada") + "\n");
                    // The event loop passes them, and waits for the next line.
                    set.awaitPicture(set.picture().stream()
                            .map(lane -> lane.startsWith("event-loop:") ? "event-loop:E" : lane)
                            .toArray(String[]::new));
                }));
    }

    /** The camera goes by where fields lead, and not by their names. */
    @Test
    void aFieldWithAnotherNameMakesNoDifference() throws IOException {
        PatchedStage renamed = new PatchedStage(7, "Worker.java").with("queue", "line");
        try (Set set = new Set(7, patched(7, renamed), Map.of("--work-ms", "0", "--hold-ms", EVER))) {
            set.send(5);
            await().atMost(PATIENCE).until(() -> count(set, ":W_0") == 2 && count(set, ":H_0") == 1);
            awaitQueue(set, 2);
            assertThat(set.side.footage().notes()).isEmpty();
        }
    }

    @Test
    void whereNoFieldLeadsToTheQueueTheFilmSaysSo() throws IOException {
        PatchedStage hidden = new PatchedStage(7, "Workers.java")
                .with(
                        "new Worker(queue, balances)",
                        "new java.util.concurrent.FutureTask<>(new Worker(queue, balances), null)");
        try (Set set = new Set(7, patched(7, hidden), Map.of("--work-ms", EVER))) {
            set.send(1);
            await().atMost(PATIENCE).until(() -> count(set, ":S") == 1 && count(set, ":Q") == 2);
            assertThat(set.side.footage().notes())
                    .containsExactly("no queue, and no locks: no field of what worker-1 runs leads to a BlockingQueue");
            assertThat(set.side.footage().capacity()).isNull();
            set.saysNothing();
        }
    }

    /** The server measures the same with its own clock. Where the camera missed much, the film proves nothing. */
    @Test
    void theFilmWaitsAndHoldsAsLongAsTheServerSays() throws IOException {
        for (int i = 0; i < 3; i++) {
            if (agree()) {
                return;
            }
        }
        assumeTrue(false, "the machine is too busy to be filmed");
    }

    private boolean agree() throws IOException {
        Map<String, String> options =
                Map.of("--work-ms", "20", "--hold-ms", "10", "--workers", "8", "--queue", "10000");
        try (Set set = Set.of(7, options)) {
            set.send(1000);
            awaitSeconds(set.server, 1);
            long from = set.side.footage().last();
            awaitSeconds(set.server, 4);
            long to = set.side.footage().last();
            long missed = count(set, from, to, '-') / set.side.footage().lanes().size();
            double waits = count(set, from, to, 'W');
            double holds = count(set, from, to, 'H');
            double ratio = seconds(set.server).stream()
                    .skip(1)
                    .mapToDouble(Double::parseDouble)
                    .average()
                    .orElseThrow();
            if (missed * 10 > to - from) {
                return false;
            }
            assertThat(waits / holds).isBetween(ratio * 0.9, ratio * 1.1);
            return true;
        }
    }

    private static void awaitSeconds(Server server, int count) {
        await().atMost(PATIENCE).until(() -> seconds(server).size() >= count);
    }

    private static List<String> seconds(Server server) {
        return server.stdoutLines().stream()
                .flatMap(line -> SECOND.matcher(line).results().map((MatchResult second) -> second.group(1)))
                .toList();
    }

    /** In how many samples a lane was in this state. */
    private static long count(Set set, long from, long to, char letter) {
        Footage footage = set.side.footage();
        long count = 0;
        for (int lane = 0; lane < footage.lanes().size(); lane++) {
            for (long period = from; period < to; period++) {
                count += footage.state(lane, period).letter() == letter ? 1 : 0;
            }
        }
        return count;
    }

    private static DynamicTest test(int stage, Map<String, String> options, Scene scene) {
        return DynamicTest.dynamicTest("stage " + stage, () -> {
            try (Set set = Set.of(stage, options)) {
                scene.play(set);
                set.saysNothing();
            }
        });
    }

    private interface Scene {
        void play(Set set) throws IOException;
    }

    private Subject patched(int stage, PatchedStage patched) {
        return (jvm, options) -> {
            List<String> words = new ArrayList<>(List.of("--port", "0"));
            words.addAll(Side.stage(stage).resolved().known(options));
            return patched.start(folder, jvm, words);
        };
    }

    private static void awaitQueue(Set set, int length) {
        Footage footage = set.side.footage();
        await().atMost(PATIENCE).until(() -> footage.queued(footage.last()) == length);
    }

    private static long count(Set set, String what) {
        return set.picture().stream().filter(lane -> lane.contains(what)).count();
    }

    private static String lockOf(String picture, String letter) {
        return Pattern.compile(":" + letter + "_(\\d+)")
                .matcher(picture)
                .results()
                .map(lock -> lock.group(1))
                .collect(Collectors.joining(" "));
    }
}
