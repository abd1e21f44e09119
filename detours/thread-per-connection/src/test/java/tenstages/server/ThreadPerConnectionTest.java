package tenstages.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tenstages.loadgen.protocol.LineClient;
import tenstages.loadgen.protocol.Requests;

/** Nobody waits for anybody else, and everybody costs a thread, whether it has something to say or not. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ThreadPerConnectionTest {
    private static final int CLIENTS = 300;

    @Test
    void eachClientCostsAThreadUntilItLeaves() throws Exception {
        List<LineClient> silent = new ArrayList<>();
        try (RunningServer server = start(SimulatedWork.ofMillis(0))) {
            for (int i = 0; i < CLIENTS; i++) {
                silent.add(server.connect());
            }
            await().until(() -> connectionThreads() == CLIENTS);
            for (LineClient client : silent) {
                client.close();
            }
            await().until(() -> connectionThreads() == 0);
        }
    }

    /** Twenty events are at work side by side, though nothing else was built for it. */
    @Test
    void workThatWaitsIsDoneSideBySide() throws Exception {
        Gate work = new Gate();
        List<LineClient> clients = new ArrayList<>();
        try (RunningServer server = start(work)) {
            for (int i = 0; i < 20; i++) {
                clients.add(server.connect().send(Requests.buy("ada", 1) + "\n"));
            }
            work.awaitArrivals(20);
            assertThat(work.threads()).doesNotHaveDuplicates();
            try (LineClient other = server.connect()) {
                assertThat(other.ask(Requests.balanceOf("ada"))).isEqualTo("{\"status\":\"ok\",\"balance\":0}");
            }
            work.open();
            List<String> replies = new ArrayList<>();
            for (LineClient client : clients) {
                replies.add(client.readLine());
                client.close();
            }
            assertThat(replies).doesNotHaveDuplicates().contains("{\"status\":\"ok\",\"balance\":20}");
        }
    }

    private static RunningServer start(SimulatedWork work) throws Exception {
        Handler handler = new Handler(new Balances(work));
        return new RunningServer(new Server(Config.of("--port", "0"), handler));
    }

    private static long connectionThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("connection-"))
                .count();
    }
}
