package tenstages.loadgen.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An installed Chromium with one page, driven as its own developer tools drive it: over a WebSocket. */
final class Browser implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Integer> CODES =
            Map.of(" ", 32, "End", 35, "Home", 36, "ArrowLeft", 37, "ArrowRight", 39);

    private final BlockingQueue<JsonNode> heard = new LinkedBlockingQueue<>();
    private final List<String> errors = new ArrayList<>();
    private final Process process;
    private final Path folder;
    private final WebSocket socket;
    private String session;
    private int calls;

    Browser(Path program, Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        process = new ProcessBuilder(
                        program.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + folder.resolve("profile"),
                        "about:blank")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(address(process.errorReader(UTF_8))), new Listener())
                .join();
        String target = call("Target.createTarget", params().put("url", "about:blank"))
                .get("targetId")
                .asText();
        session = call("Target.attachToTarget", params().put("targetId", target).put("flatten", true))
                .get("sessionId")
                .asText();
        call("Page.enable", params());
        call("Runtime.enable", params());
        call("Log.enable", params());
    }

    /** Where the browser listens: it says so on its standard error. What else it says there is read and forgotten. */
    private static String address(BufferedReader said) throws IOException {
        String start = "DevTools listening on ";
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            if (line.startsWith(start)) {
                Thread rest = new Thread(() -> forget(said), "what the browser says");
                rest.setDaemon(true);
                rest.start();
                return line.substring(start.length());
            }
        }
        throw new IOException("the browser did not say where it listens");
    }

    private static void forget(BufferedReader said) {
        try {
            said.transferTo(Writer.nullWriter());
        } catch (IOException e) {
            // The browser has ended.
        }
    }

    /** Shows a page; the part of the address behind the # may be empty. */
    void show(String page, String hash) throws IOException, InterruptedException {
        Path file = Files.writeString(Files.createTempFile(folder, "page", ".html"), page);
        call("Page.navigate", params().put("url", file.toUri() + hash));
        until("document.readyState === 'complete' && location.pathname.endsWith('" + file.getFileName() + "')");
    }

    /** Opens the page of a server, and waits until it is there; what else it loads may still come. */
    void open(String address) throws IOException, InterruptedException {
        call("Page.navigate", params().put("url", address));
        until("document.readyState === 'complete' && location.href === '" + address + "'");
    }

    /** A width in CSS pixels, and "light" or "dark". */
    void look(int width, int height, String scheme, boolean reducedMotion) throws IOException, InterruptedException {
        call(
                "Emulation.setDeviceMetricsOverride",
                params().put("width", width)
                        .put("height", height)
                        .put("deviceScaleFactor", 1)
                        .put("mobile", false));
        ObjectNode media = params();
        media.putArray("features")
                .add(params().put("name", "prefers-color-scheme").put("value", scheme))
                .add(params().put("name", "prefers-reduced-motion")
                        .put("value", reducedMotion ? "reduce" : "no-preference"));
        call("Emulation.setEmulatedMedia", media);
    }

    /** "achromatopsia" sees no colour; "none" sees all. */
    void vision(String kind) throws IOException, InterruptedException {
        call("Emulation.setEmulatedVisionDeficiency", params().put("type", kind));
    }

    /** What a script says, as text. */
    String ask(String script) throws IOException, InterruptedException {
        JsonNode answer =
                call("Runtime.evaluate", params().put("expression", script).put("returnByValue", true));
        if (answer.has("exceptionDetails")) {
            throw new IOException(script + ": " + answer.get("exceptionDetails"));
        }
        return answer.path("result").path("value").asText();
    }

    /** Asks until it is so. */
    void until(String condition) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!ask(condition).equals("true")) {
            if (System.nanoTime() > end) {
                throw new AssertionError("it never was so: " + condition);
            }
        }
    }

    /** Presses and releases a key; text is what the key writes, or nothing. */
    void press(String key, boolean shift) throws IOException, InterruptedException {
        for (String type : List.of("keyDown", "keyUp")) {
            ObjectNode event = params().put("type", type).put("key", key).put("modifiers", shift ? 8 : 0);
            // What a script does not do with a key, the browser does, and it goes by these.
            event.put("windowsVirtualKeyCode", CODES.getOrDefault(key, 0));
            if (key.equals(" ") && type.equals("keyDown")) {
                event.put("text", " ");
            }
            call("Input.dispatchKeyEvent", event);
        }
    }

    void mouse(String type, int x, int y) throws IOException, InterruptedException {
        call(
                "Input.dispatchMouseEvent",
                params().put("type", type)
                        .put("x", x)
                        .put("y", y)
                        .put("button", "left")
                        .put("buttons", type.equals("mouseReleased") ? 0 : 1)
                        .put("clickCount", 1));
    }

    byte[] picture() throws IOException, InterruptedException {
        JsonNode answer = call("Page.captureScreenshot", params().put("captureBeyondViewport", false));
        return Base64.getDecoder().decode(answer.get("data").asText());
    }

    /** What was written to the console as an error, and what no script caught. */
    List<String> errors() throws IOException, InterruptedException {
        ask("0");
        return errors;
    }

    private static ObjectNode params() {
        return JSON.createObjectNode();
    }

    private JsonNode call(String method, ObjectNode params) throws IOException, InterruptedException {
        send(method, params);
        for (JsonNode next = next(); next != null; next = next()) {
            if (next.path("id").asInt() == calls) {
                if (next.has("error")) {
                    throw new IOException(method + ": " + next.get("error"));
                }
                return next.get("result");
            }
            note(next);
        }
        throw new IOException("no answer to " + method);
    }

    private void send(String method, ObjectNode params) {
        ObjectNode call = JSON.createObjectNode().put("id", ++calls).put("method", method);
        call.set("params", params);
        if (session != null) {
            call.put("sessionId", session);
        }
        socket.sendText(call.toString(), true).join();
    }

    private JsonNode next() throws InterruptedException {
        return heard.poll(60, TimeUnit.SECONDS);
    }

    private void note(JsonNode event) {
        String method = event.path("method").asText();
        boolean error = method.equals("Runtime.exceptionThrown")
                || (method.equals("Runtime.consoleAPICalled")
                        && event.at("/params/type").asText().equals("error"))
                || (method.equals("Log.entryAdded")
                        && event.at("/params/entry/level").asText().equals("error"));
        if (error) {
            errors.add(event.toString());
        }
    }

    @Override
    public void close() throws InterruptedException {
        session = null;
        send("Browser.close", params());
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                try {
                    heard.add(JSON.readTree(text.toString()));
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
                text.setLength(0);
            }
            from.request(1);
            return null;
        }
    }
}
