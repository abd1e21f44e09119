package tenstages.loadgen.film;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a hub gives to browsers, and which ones it serves. */
@Timeout(60)
class LiveHubTest {
    private final List<Map<String, String>> commands = new CopyOnWriteArrayList<>();
    private final List<InputStream> streams = new ArrayList<>();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final LiveHub hub = new LiveHub(token -> "the token is " + token, words -> commands.add(words));
    private final int port = URI.create(hub.address()).getPort();

    LiveHubTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        for (InputStream stream : streams) {
            stream.close();
        }
        hub.close();
    }

    /** Lines of a page's stream, as they come. */
    private final class Reader {
        final List<String> lines = new CopyOnWriteArrayList<>();
        final List<Long> times = new CopyOnWriteArrayList<>();
        private final BufferedReader in;

        Reader() throws IOException {
            in = streaming();
        }

        Reader begin() {
            Thread thread = new Thread(this::read, "reader");
            thread.setDaemon(true);
            thread.start();
            return this;
        }

        private void read() {
            try {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    if (line.startsWith("data: ") || line.startsWith("event: ")) {
                        times.add(System.nanoTime());
                        lines.add(line.replace("data: ", ""));
                    }
                }
            } catch (IOException e) {
                // The test is over.
            }
        }

        void await(String line) {
            Awaitility.await().until(() -> lines.contains(line));
        }
    }

    @Test
    void onlyWhoAsksForThisMachineIsServed() throws IOException {
        for (String host : List.of("127.0.0.1:" + port, "localhost:" + port)) {
            assertThat(status("GET / HTTP/1.1", "Host: " + host)).isEqualTo(200);
        }
        List<String> others =
                List.of("evil.example:" + port, "evil.example", "127.0.0.1", "127.0.0.1:1", "[::1]:" + port);
        for (String host : others) {
            for (String what : List.of("GET / HTTP/1.1", "GET /live HTTP/1.1", "POST /do HTTP/1.1")) {
                assertThat(status(what, "Host: " + host)).as(what + " " + host).isEqualTo(403);
            }
        }
        String host = "Host: 127.0.0.1:" + port;
        assertThat(status("GET /live HTTP/1.1", host, "Origin: http://evil.example"))
                .isEqualTo(403);
        assertThat(status("GET /etc/passwd HTTP/1.1", host)).isEqualTo(404);
    }

    @Test
    void onlyThePageItselfCommands() throws Exception {
        String token = get("").body().replace("the token is ", "");
        assertThat(token).hasSizeGreaterThan(20);
        assertThat(post("knob=rate&value=5")).isEqualTo(403);
        assertThat(post("token=" + token.replace(token.charAt(0), 'x') + "&server=KILL"))
                .isEqualTo(403);
        assertThat(get("do").statusCode()).isEqualTo(404);
        assertThat(commands).isEmpty();
        assertThat(post("token=" + token + "&knob=rate&value=5")).isEqualTo(204);
        assertThat(commands).containsExactly(Map.of("knob", "rate", "value", "5"));
    }

    /** Lines that say what the letters of a sample mean come first, of the server that runs now. */
    @Test
    void whoComesLateIsToldWhatIsThere() throws IOException {
        publish("load rate=1", "server 1 10 stage 7", "lane 0 loop main", "queue 7", "1 E 0", "load rate=2");
        publish("server 2 10 stage 8", "lane 0 loop main", "lane 0 loop event-loop", "note a", "note b", "2 E -1");
        Reader late = new Reader().begin();
        publish("3 E -1");
        late.await("3 E -1");
        assertThat(late.lines)
                .containsExactly(
                        "load rate=2", "server 2 10 stage 8", "lane 0 loop event-loop", "note a", "note b", "3 E -1");
    }

    @Test
    void theLastEventComesAfterAllLines() throws IOException {
        Reader reader = new Reader().begin();
        publish("1 E -1", "2 E -1");
        hub.end("film", "{}");
        reader.await("{}");
        assertThat(reader.lines).containsExactly("1 E -1", "2 E -1", "event: film", "{}");
    }

    /** It holds up neither who publishes nor the other one; of what it missed, only what stays true comes again. */
    @Test
    void aSlowBrowserLosesSamplesAndDisturbsNobody() throws IOException {
        publish("server 1 10 stage 7", "lane 0 loop main");
        BufferedReader slow = streaming();
        Reader quick = new Reader().begin();
        String rest = " " + "E".repeat(4000);
        int samples = 0;
        for (int batch = 0; batch < 5; batch++) {
            for (int i = 0; i < LiveStream.ROOM * 3 / 4; i++) {
                publish(++samples + rest);
            }
            quick.await(samples + rest);
        }
        publish("lane 0 loop event-loop");
        quick.await("lane 0 loop event-loop");
        assertThat(quick.lines).hasSize(2 + samples + 1);
        hub.end("over", "");
        List<String> seen = new ArrayList<>();
        for (String line = slow.readLine(); line != null; line = slow.readLine()) {
            if (line.startsWith("data: ") && line.length() > "data: ".length()) {
                seen.add(line.replace("data: ", "").replace(rest, ""));
            }
        }
        assertThat(seen).hasSizeLessThan(samples).startsWith("server 1 10 stage 7", "lane 0 loop main", "1");
        assertThat(seen).endsWith("server 1 10 stage 7", "lane 0 loop event-loop");
    }

    /** What the machine itself is late by does not count. */
    @Test
    void aSampleIsInTheBrowserInTwoTenthsOfASecond() throws IOException {
        Reader reader = new Reader().begin();
        List<Long> sent = new ArrayList<>();
        List<Long> oversleeps = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            sent.add(System.nanoTime());
            publish(i + " E -1");
            long wake = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(10);
            for (long left = wake - System.nanoTime(); left > 0; left = wake - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            oversleeps.add(System.nanoTime() - wake);
        }
        reader.await("49 E -1");
        assumeTrue(
                median(oversleeps) < TimeUnit.MILLISECONDS.toNanos(5), "the machine is too busy to tell who is late");
        List<Long> delays = new ArrayList<>();
        for (int i = 0; i < sent.size(); i++) {
            delays.add(reader.times.get(i) - sent.get(i));
        }
        assertThat(median(delays)).isLessThan(TimeUnit.MILLISECONDS.toNanos(200));
    }

    @Test
    void somebodyIsWaitedForUntilABrowserComes() throws Exception {
        hub.awaitBrowser(Duration.ZERO);
        Thread waiting = new Thread(() -> hub.awaitBrowser(Duration.ofHours(1)));
        waiting.start();
        await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
        new Reader().begin();
        waiting.join();
    }

    private static long median(List<Long> times) {
        long[] sorted = times.stream().mapToLong(Long::longValue).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private void publish(String... lines) {
        Arrays.stream(lines).forEach(hub::publish);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(hub.address() + path)).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private int post(String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(hub.address() + "do"))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    /** An ordinary client would not say such things. */
    private int status(String... head) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String text = String.join("\r\n", head) + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(text.getBytes(UTF_8));
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            return Integer.parseInt(in.readLine().split(" ")[1]);
        }
    }

    /** A stream that has begun. What nobody reads of it stays where it is, and in the end with the hub. */
    private BufferedReader streaming() throws IOException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(hub.address() + "live")).build();
        try {
            InputStream in = client.send(request, HttpResponse.BodyHandlers.ofInputStream())
                    .body();
            streams.add(in);
            return new BufferedReader(new InputStreamReader(in, UTF_8));
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
