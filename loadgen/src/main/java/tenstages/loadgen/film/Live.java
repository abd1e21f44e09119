package tenstages.loadgen.film;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import tenstages.loadgen.protocol.Onlooker;

/**
 * A film that is shown while it is made. Beside what the camera says, its lines are:
 *
 * <pre>
 *   server 2 10 stage 8           the second server begins; a period has 10 ms
 *   client 0 client-1             who has that lane
 *   clients 29012345 aC. 12 0 3   what each client does in that period; so many accepted, refused, and answered so far
 *   end 29012346                  the server has ended
 * </pre>
 */
public final class Live implements Audience, AutoCloseable {
    private static final int IDLE_MILLIS = 10;

    private final LiveHub hub;
    private final LiveClients clients;
    private final Thread ticker = new Thread(this::tick, "live-clients");

    // shared between threads
    private volatile boolean closed;
    private volatile int periodMillis;

    // guarded by this object
    private int servers;

    /** Shows it to those who come to the hub. */
    public Live(LiveHub hub) {
        this.hub = hub;
        clients = new LiveClients(hub::publish);
        ticker.setDaemon(true);
        ticker.start();
    }

    @Override
    public synchronized Consumer<String> server(String called, int period) {
        int number = ++servers;
        clients.clear();
        hub.publish("server " + number + " " + period + " " + called);
        // From now on there is somebody whose clients these are.
        periodMillis = period;
        return line -> pass(number, line);
    }

    private synchronized void pass(int number, String line) {
        if (number == servers) {
            hub.publish(line);
        }
    }

    @Override
    public Onlooker client() {
        return client("");
    }

    /** The same for one that has a name of its own. */
    Onlooker client(String name) {
        return clients.come(name);
    }

    /** Clients are looked at as often as the server is. */
    private void tick() {
        while (!closed) {
            long nanos = TimeUnit.MILLISECONDS.toNanos(periodMillis > 0 ? periodMillis : IDLE_MILLIS);
            long period = Math.floorDiv(System.nanoTime(), nanos);
            if (periodMillis > 0) {
                hub.publish(clients.look(period));
            }
            LockSupport.parkNanos((period + 1) * nanos - System.nanoTime());
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(ticker);
    }
}
