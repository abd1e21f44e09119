package tenstages.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tenstages.loadgen.process.JavaCommand;
import tenstages.loadgen.protocol.LineClient;
import tenstages.loadgen.protocol.Requests;

/** Everybody has a thread that costs next to nothing: nobody waits for one, so nothing limits what is done at once. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class VirtualThreadsTest {
    private static final int CLIENTS = 500;
    private static final int CARRIERS = 2;

    @Test
    void allEventsAreAtWorkAtOnceAndNoneHasAThreadOfTheSystem() throws Exception {
        Gate work = new Gate();
        List<LineClient> clients = new ArrayList<>();
        try (RunningServer server = start(work)) {
            int before = Thread.getAllStackTraces().size();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(server.connect().send(Requests.buy("ada", 1) + "\n"));
            }
            work.awaitArrivals(CLIENTS);
            assertThat(Thread.getAllStackTraces().size() - before).isLessThan(CLIENTS / 5);
            work.open();
            for (LineClient client : clients) {
                assertThat(client.readLine()).contains("ok");
                client.close();
            }
        }
    }

    /** Events that wait are at work together, unless they are pinned: then as many as there are carriers. */
    @Test
    void pinnedWorkIsDoneByAsManyAsThereAreCarriers() throws Exception {
        assertThat(mostAtWork("--pin")).isEqualTo(CARRIERS);
        assertThat(mostAtWork()).isGreaterThan(CARRIERS);
    }

    @Test
    void workIsPinnedIfAskedFor() throws IOException {
        assertThat(Main.work(Config.of("--pin"))).isInstanceOf(Pinned.class);
        assertThat(Main.work(Config.of())).isNotInstanceOf(Pinned.class);
    }

    @Test
    void pinnedWorkIsDoneForEachEvent() throws IOException {
        List<String> threads = new ArrayList<>();
        Balances balances =
                new Balances(new Pinned(() -> threads.add(Thread.currentThread().getName())));
        balances.apply(new Request.Event("ada", 1));
        balances.apply(new Request.Event("ada", 1));
        assertThat(threads).hasSize(2);
        assertThat(balances.of("ada")).isEqualTo(2);
    }

    /** Twenty clients send an event each; how many were at work at the same time. */
    private static int mostAtWork(String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                JavaCommand.java(),
                "-Djdk.virtualThreadScheduler.parallelism=" + CARRIERS,
                "-Djdk.virtualThreadScheduler.maxPoolSize=" + CARRIERS,
                "-cp",
                System.getProperty("java.class.path"),
                MostAtWork.class.getName()));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).isZero();
        return Integer.parseInt(printed);
    }

    private static RunningServer start(SimulatedWork work) throws Exception {
        return new RunningServer(new Server(Config.of("--port", "0"), new Handler(new Balances(work))));
    }
}
