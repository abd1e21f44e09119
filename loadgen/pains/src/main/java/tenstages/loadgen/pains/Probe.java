package tenstages.loadgen.pains;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import tenstages.loadgen.process.Server;
import tenstages.loadgen.protocol.LineClient;

/**
 * An ordinary client beside an attack: it asks a line every 20 ms, and what it gets tells what the attack does to
 * others.
 */
final class Probe implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Thread thread = new Thread(this::ask, "probe");
    private final LineClient client;

    // shared between threads
    private volatile boolean done;
    private volatile int asked;
    private volatile int answered;

    Probe(Server server) throws IOException {
        client = new LineClient(server.address(), PATIENCE);
        thread.setDaemon(true);
        thread.start();
    }

    private void ask() {
        try {
            // The last question comes after the attack, so a server that has just died is seen.
            for (boolean last = false; !last; ) {
                last = done;
                asked++;
                if (client.ask("probe") == null) {
                    return;
                }
                answered++;
                TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
            }
        } catch (IOException e) {
            // Denied: the last question stays without an answer.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the asking; whether every question was answered. */
    boolean held() {
        done = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return answered > 0 && answered == asked;
    }

    @Override
    public void close() throws IOException {
        done = true;
        client.close();
    }
}
