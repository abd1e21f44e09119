package tenstages.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tenstages.loadgen.protocol.LineClient;

/** The pain before is gone: events are remembered. The pain of this stage: their work is done on the event loop. */
@Timeout(60)
class SharedStateTest {
    private static final int CLIENTS = 40;
    private static final int EVENTS = 500;

    @Test
    void balancesAreExactUnderFortyPipeliningClients() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try (RunningServer server = start(SimulatedWork.ofMillis(0))) {
            List<Future<Integer>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(threads.submit(pipeline(server)));
            }
            for (Future<Integer> client : clients) {
                assertThat(client.get()).isEqualTo(EVENTS);
            }
            try (LineClient auditor = server.connect()) {
                assertThat(auditor.ask("{\"type\":\"balance\",\"user\":\"ada\"}"))
                        .isEqualTo("{\"status\":\"ok\",\"balance\":" + CLIENTS * EVENTS + "}");
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** A turn ends when its time is up, so a client that has sent several events reads each reply when it is there. */
    @Test
    void aReplyDoesNotWaitForTheWorkOfTheNextEvent() throws Exception {
        Semaphore done = new Semaphore(0);
        Semaphore begun = new Semaphore(0);
        SimulatedWork work = () -> {
            begun.release();
            done.acquireUninterruptibly();
            workLongerThanATurn();
        };
        try (RunningServer server = start(work);
                LineClient client = server.connect()) {
            client.send("{\"user\":\"ada\",\"action\":\"buy\",\"amount\":1}\n".repeat(3));
            begun.acquire();
            done.release();
            assertThat(client.readLine()).isEqualTo("{\"status\":\"ok\",\"balance\":1}");
            done.release(2);
            assertThat(client.readLine()).isEqualTo("{\"status\":\"ok\",\"balance\":2}");
        }
    }

    /** A turn lasts a tenth of a millisecond. */
    private static void workLongerThanATurn() {
        long end = System.nanoTime() + 1_000_000;
        while (System.nanoTime() - end < 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void whileAnEventWorksTheEventLoopServesNobody() throws Exception {
        Gate work = new Gate();
        try (RunningServer server = start(work);
                LineClient slow = server.connect();
                LineClient other = server.connect()) {
            slow.send("{\"user\":\"ada\",\"action\":\"buy\",\"amount\":1}\n");
            work.awaitArrivals(1);
            other.send("{\"type\":\"balance\",\"user\":\"ada\"}\n");
            assertThat(work.threads()).containsExactly("event-loop");
            assertThat(other.available()).isZero();

            work.open();

            assertThat(slow.readLine()).isEqualTo("{\"status\":\"ok\",\"balance\":1}");
            assertThat(other.readLine()).isEqualTo("{\"status\":\"ok\",\"balance\":1}");
        }
    }

    /** Sends all events in one write and returns how many of the replies are ok. */
    private static Callable<Integer> pipeline(RunningServer server) {
        return () -> {
            try (LineClient client = server.connect()) {
                client.send("{\"user\":\"ada\",\"action\":\"buy\",\"amount\":1}\n".repeat(EVENTS));
                int ok = 0;
                for (int i = 0; i < EVENTS; i++) {
                    ok += client.readLine().startsWith("{\"status\":\"ok\"") ? 1 : 0;
                }
                return ok;
            }
        };
    }

    private static RunningServer start(SimulatedWork work) throws Exception {
        return new RunningServer(Config.of("--port", "0"), new Handler(new Balances(work)));
    }
}
