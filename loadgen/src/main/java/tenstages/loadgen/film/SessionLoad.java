package tenstages.loadgen.film;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import tenstages.loadgen.film.SessionClient.Manner;
import tenstages.loadgen.protocol.Onlooker;
import tenstages.loadgen.protocol.Requests;

/**
 * The clients of a free session, on one thread: as many and of the kinds that its knobs say at the moment. It measures
 * nothing; for that there is the verb {@code run}.
 */
final class SessionLoad implements AutoCloseable {
    private static final int TURN_MILLIS = 5;
    private static final double BYTE_SECONDS = 0.2;
    private static final double ASK_SECONDS = 0.02;

    /** How long a client that was sent away stays away. */
    private static final double AWAY_SECONDS = 0.5;

    // fixed at construction
    private final Function<String, Onlooker> onlookers;
    private final Selector selector = Selector.open();
    private final Thread thread = new Thread(this::run, "session-load");

    // shared between threads
    private volatile Knobs knobs;
    private volatile InetSocketAddress server;
    private volatile boolean closed;

    // its own thread only
    private final Map<Manner, List<SessionClient>> clients = new EnumMap<>(Manner.class);
    private final SplittableRandom random = new SplittableRandom();
    private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
    private final Due dribbles = new Due();
    private final Due asks = new Due();
    private final Due events = new Due();
    private InetSocketAddress loaded;
    private double now;
    private double comeBackAt;
    private int turn;

    /** How often something was to be done since the last look; what was missed for longer is left out. */
    private final class Due {
        private double last;
        private double owed;

        int count(double perSecond) {
            owed = Math.min(owed + (now - last) * perSecond, 1 + perSecond / 10);
            last = now;
            int count = (int) owed;
            owed -= count;
            return count;
        }
    }

    /** Loads nothing yet. A client asks for its onlooker by its name, which is empty for a usual one. */
    SessionLoad(Knobs knobs, Function<String, Onlooker> onlookers) throws IOException {
        this.knobs = knobs;
        this.onlookers = onlookers;
        for (Manner manner : Manner.values()) {
            clients.put(manner, new ArrayList<>());
        }
        thread.setDaemon(true);
        thread.start();
    }

    /** From now on it loads this server; null is none. */
    void load(InetSocketAddress next) {
        server = next;
    }

    void turn(Knobs next) {
        knobs = next;
    }

    private void run() {
        try (selector) {
            while (!closed) {
                selector.select(key -> ((SessionClient) key.attachment()).ready(buffer), TURN_MILLIS);
                now = System.nanoTime() / 1e9;
                turn();
            }
            leaveAll();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void turn() {
        Knobs wanted = knobs;
        InetSocketAddress next = server;
        if (next != loaded) {
            leaveAll();
            loaded = next;
            comeBackAt = now;
        }
        if (loaded != null) {
            keep(Manner.SILENT, wanted.silent());
            keep(Manner.DRIBBLING, wanted.dribbling());
            keep(Manner.DEAF, wanted.deaf());
            keep(Manner.USUAL, wanted.connections());
        }
        clients.values().forEach(all -> all.forEach(SessionClient::goOn));
        for (int i = dribbles.count(1 / BYTE_SECONDS); i > 0; i--) {
            clients.get(Manner.DRIBBLING).forEach(client -> client.dribble(event(wanted)));
        }
        for (int i = asks.count(1 / ASK_SECONDS); i > 0; i--) {
            clients.get(Manner.DEAF).stream()
                    .filter(SessionClient::isFree)
                    .forEach(client -> client.send(Requests.balanceOf(user(0))));
        }
        for (int i = events.count(wanted.rate()); i > 0; i--) {
            send(event(wanted));
        }
    }

    /** So many of this kind: the last ones leave, and new ones come. */
    private void keep(Manner manner, int count) {
        List<SessionClient> all = clients.get(manner);
        if (all.removeIf(client -> !client.isOpen())) {
            comeBackAt = now + AWAY_SECONDS;
        }
        while (all.size() > count) {
            all.remove(all.size() - 1).close();
        }
        while (all.size() < count && now >= comeBackAt) {
            try {
                all.add(new SessionClient(selector, loaded, manner, onlookers.apply(manner.name)));
            } catch (IOException e) {
                comeBackAt = now + AWAY_SECONDS;
            }
        }
    }

    /** By the next usual client that is free; if none is, by nobody. */
    private void send(String line) {
        List<SessionClient> all = clients.get(Manner.USUAL);
        for (int i = 0; i < all.size(); i++) {
            turn = (turn + 1) % all.size();
            if (all.get(turn).isFree()) {
                all.get(turn).send(line);
                return;
            }
        }
    }

    private String event(Knobs wanted) {
        boolean hot = random.nextInt(100) < wanted.hot();
        return Requests.buy(user(hot ? 0 : random.nextInt(wanted.users())), 1);
    }

    private static String user(int number) {
        return "user" + number;
    }

    private void leaveAll() {
        clients.values().forEach(all -> {
            all.forEach(SessionClient::close);
            all.clear();
        });
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
