package tenstages.loadgen.film;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/**
 * A page for the browsers of this machine, and the lines that come to it while it is open, as an event stream. Only
 * who has read the page knows its token, and only who knows the token may command. Any thread may call it.
 */
public final class LiveHub implements AutoCloseable {
    private static final int MOST_BROWSERS = 16;
    private static final int MOST_COMMAND_BYTES = 1000;
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    // fixed at construction
    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final ExecutorService threads = Executors.newCachedThreadPool(LiveHub::daemon);
    private final String token = new BigInteger(128, new SecureRandom()).toString(16);
    private final byte[] page;
    private final Commands commands;
    private final Set<String> hosts;

    // guarded by this object
    private final LiveHead head = new LiveHead();
    private final List<LiveStream> streams = new ArrayList<>();
    private boolean visited;
    private boolean over;

    /** What a page may ask for. */
    @FunctionalInterface
    public interface Commands {
        /** Of a page that only shows. */
        Commands NONE = words -> false;

        /** Does it, and returns whether it can be done. */
        boolean run(Map<String, String> words) throws IOException;
    }

    /** Serves at once; the page is made with the token that its commands must bring. */
    public LiveHub(UnaryOperator<String> page, Commands commands) throws IOException {
        this.page = page.apply(token).getBytes(UTF_8);
        this.commands = commands;
        int port = server.getAddress().getPort();
        hosts = Set.of("127.0.0.1:" + port, "localhost:" + port);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    /** Where the page is. */
    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /** For every browser that listens; a line that stays true also for those that come later. Never waits. */
    public synchronized void publish(String line) {
        boolean stays = head.keep(line);
        streams.forEach(stream -> stream.offer(line, stays, head::lines));
    }

    /** Waits until a browser listens; not longer than that. */
    public synchronized void awaitBrowser(Duration patience) {
        awaitUntil(patience, () -> visited);
    }

    /** The last thing that browsers hear: an event with a text of one line. */
    public synchronized void end(String event, String text) {
        over = true;
        streams.forEach(stream -> stream.end("event: " + event + "\ndata: " + text + "\n\n"));
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!isOurs(exchange)) {
                answer(exchange, 403, "text/plain", "this page is for the browsers of this machine\n".getBytes(UTF_8));
                return;
            }
            switch (exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath()) {
                case "GET /" -> answer(exchange, 200, "text/html; charset=utf-8", page);
                case "GET /live" -> stream(exchange);
                case "POST /do" -> command(exchange);
                case "GET /favicon.ico" -> answer(exchange, 204, null, null);
                default -> answer(exchange, 404, "text/plain", "there is nothing here\n".getBytes(UTF_8));
            }
        }
    }

    /** A name that leads to this machine is not enough: another page may have got one for itself. */
    private boolean isOurs(HttpExchange exchange) {
        String host = exchange.getRequestHeaders().getFirst("Host");
        String origin = exchange.getRequestHeaders().getFirst("Origin");
        return host != null && hosts.contains(host) && (origin == null || origin.equals("http://" + host));
    }

    private static void answer(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        if (type != null) {
            exchange.getResponseHeaders().set("Content-Type", type);
        }
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.getResponseHeaders()
                .set(
                        "Content-Security-Policy",
                        "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:;"
                                + " connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'");
        exchange.sendResponseHeaders(status, body == null ? -1 : body.length);
        if (body != null) {
            exchange.getResponseBody().write(body);
        }
    }

    private void stream(HttpExchange exchange) throws IOException {
        LiveStream stream = join();
        if (stream == null) {
            answer(exchange, 503, "text/plain", "too many browsers, or too late\n".getBytes(UTF_8));
            return;
        }
        try {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.sendResponseHeaders(200, 0);
            stream.pump(exchange.getResponseBody());
        } finally {
            leave(stream);
        }
    }

    private synchronized LiveStream join() {
        if (over || streams.size() == MOST_BROWSERS) {
            return null;
        }
        LiveStream stream = new LiveStream(head.lines());
        streams.add(stream);
        visited = true;
        notifyAll();
        return stream;
    }

    private synchronized void leave(LiveStream stream) {
        streams.remove(stream);
        notifyAll();
    }

    private void command(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MOST_COMMAND_BYTES);
        Map<String, String> words = new HashMap<>();
        for (String pair : new String(body, UTF_8).split("&")) {
            String[] both = pair.split("=", 2);
            words.put(both[0], both.length < 2 ? "" : URLDecoder.decode(both[1], UTF_8));
        }
        if (!token.equals(words.remove("token"))) {
            answer(exchange, 403, "text/plain", "only the page itself may command\n".getBytes(UTF_8));
        } else {
            obey(exchange, words);
        }
    }

    private void obey(HttpExchange exchange, Map<String, String> words) throws IOException {
        boolean done;
        try {
            done = commands.run(words);
        } catch (IOException e) {
            answer(
                    exchange,
                    409,
                    "text/plain; charset=utf-8",
                    String.valueOf(e.getMessage()).getBytes(UTF_8));
            return;
        }
        answer(exchange, done ? 204 : 400, null, null);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "live");
        thread.setDaemon(true);
        return thread;
    }

    private synchronized void awaitUntil(Duration patience, BooleanSupplier condition) {
        long end = System.nanoTime() + patience.toNanos();
        try {
            for (long left = patience.toNanos();
                    left > 0 && !condition.getAsBoolean();
                    left = end - System.nanoTime()) {
                wait(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Browsers have a moment to hear the last event. */
    @Override
    public void close() {
        end("over", "");
        awaitUntil(GOODBYE, streams::isEmpty);
        server.stop(0);
        threads.shutdownNow();
    }
}
