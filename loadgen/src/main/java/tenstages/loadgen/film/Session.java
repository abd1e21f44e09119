package tenstages.loadgen.film;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import tenstages.loadgen.process.Server;

/**
 * A server under the camera without any break: somebody plays with it from a page. Its lines, beside those of
 * {@link Live}, are {@code load connections=10 …}, {@code state running}, {@code state ended 137}, and
 * {@code says TEXT}, the last line that the server has printed.
 */
public final class Session implements AutoCloseable, LiveHub.Commands {
    private static final int PERIOD_MILLIS = 10;
    private static final Duration LOOK = Duration.ofMillis(200);

    private final Starter starter;
    private final Path camera;
    private final LiveHub hub;
    private final Live live;
    private final Viewer viewer;
    private final SessionLoad load;

    // guarded by this object
    private Knobs knobs = Knobs.FIRST;
    private Server server;
    private boolean closed;

    /** What the page has been told last of what servers say. Only one thread waits for their ends. */
    private String said = "";

    /** Starts the server with these options for its JVM, and returns once it listens. */
    @FunctionalInterface
    public interface Starter {
        /** Throws IOException, with the server's words, if it does not listen. */
        Server start(List<String> jvmOptions) throws IOException;
    }

    /**
     * A session of a server of that name, on a page that is made with a token. Throws IOException if the camera has not
     * been built.
     */
    public Session(String called, Starter starter, UnaryOperator<String> page) throws IOException {
        this.starter = starter;
        camera = Studio.camera();
        hub = new LiveHub(page, this);
        live = new Live(hub);
        long periodNanos = TimeUnit.MILLISECONDS.toNanos(PERIOD_MILLIS);
        LongSupplier now = () -> Math.floorDiv(System.nanoTime(), periodNanos);
        viewer = new Viewer(now, () -> live.server(called, PERIOD_MILLIS));
        load = new SessionLoad(knobs, live::client);
        hub.publish(knobs.line());
    }

    /** Where the page is. */
    public String address() {
        return hub.address();
    }

    /** Starts the server, for the first time or again. Throws IOException, with its words, if it does not start. */
    public synchronized void start() throws IOException {
        server = starter.start(List.of("-javaagent:" + camera + "=" + viewer.port() + "," + PERIOD_MILLIS));
        hub.publish("state running");
        load.load(server.address());
        notifyAll();
    }

    @Override
    public synchronized boolean run(Map<String, String> words) throws IOException {
        if (words.containsKey("knob")) {
            return turn(words.get("knob"), words.getOrDefault("value", ""));
        }
        String what = words.getOrDefault("server", "");
        if (what.equals("start") && !closed && !isAlive()) {
            start();
            return true;
        }
        if ((what.equals("INT") || what.equals("KILL")) && isAlive()) {
            server.signal(what);
            return true;
        }
        return false;
    }

    private boolean turn(String knob, String value) {
        try {
            knobs = knobs.with(knob, Integer.parseInt(value));
        } catch (IllegalArgumentException e) {
            return false;
        }
        load.turn(knobs);
        hub.publish(knobs.line());
        return true;
    }

    private boolean isAlive() {
        return server != null && server.isAlive();
    }

    /** Returns the exit code of the server when it has ended, and nobody has started it again for so long. */
    public int awaitEnd(Duration patience) {
        while (true) {
            Server now = running();
            int code = exitCode(now);
            now.close();
            tellEnd(now, code);
            if (!startedAgain(now, patience)) {
                return code;
            }
        }
    }

    private synchronized Server running() {
        return server;
    }

    /** Of a server, when it has ended; meanwhile its last words are told. */
    private int exitCode(Server server) {
        int code = -1;
        while (code < 0) {
            code = server.awaitExit(LOOK);
            List<String> lines = server.lastLines();
            String last = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
            if (!last.equals(said)) {
                said = last;
                hub.publish("says " + last);
            }
        }
        return code;
    }

    /** Unless another one runs already. */
    private synchronized void tellEnd(Server ended, int code) {
        if (server == ended) {
            load.load(null);
            hub.publish("state ended " + code);
        }
    }

    private synchronized boolean startedAgain(Server before, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        try {
            for (long left = patience.toNanos(); left > 0 && server == before; left = end - System.nanoTime()) {
                wait(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        closed = server == before;
        return !closed;
    }

    @Override
    public void close() throws IOException {
        load.close();
        Server last = running();
        if (last != null) {
            last.close();
        }
        viewer.close();
        live.close();
        hub.close();
    }
}
