package tenstages.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client that nobody here wrote: the JDK's. It asks for HTTP/2 as well, and is answered in HTTP/1.1. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HttpClientTest {
    private final BlockingQueue<Request.Work> queue = new ArrayBlockingQueue<>(1000);
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(20)).build();
    private RunningServer server;

    @BeforeEach
    void start() throws IOException {
        server = new RunningServer(Config.of("--port", "0"), AnyHandler.with(queue, new Metrics()));
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void readsWhatCanBeAsked() throws Exception {
        assertThat(get("/health").body()).isEqualTo("{\"status\":\"ok\"}\n");
        assertThat(get("/fast").statusCode()).isEqualTo(200);
        assertThat(get("/balances/" + "%F0%9F%98%80").body()).isEqualTo("{\"status\":\"ok\",\"balance\":0}\n");
        assertThat(get("/").headers().firstValue("content-type")).contains("text/html; charset=utf-8");
        assertThat(get("/metrics").body()).contains("\ntenstages_connections 1\n");
        assertThat(get("/nothing").statusCode()).isEqualTo(404);
        assertThat(get("/health").version()).isEqualTo(HttpClient.Version.HTTP_1_1);
    }

    @Test
    void sendsAnEventWhoseLengthItKnowsOrNot() throws Exception {
        byte[] event = Requests.BUY.getBytes(UTF_8);
        List<BodyPublisher> bodies = List.of(
                BodyPublishers.ofString(Requests.BUY),
                BodyPublishers.ofByteArray(event),
                // Of a stream it does not know how long it is: the body comes in chunks.
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(event)));
        for (BodyPublisher body : bodies) {
            HttpResponse<String> response = send(request("/events").POST(body));
            assertThat(response.statusCode()).isEqualTo(202);
            assertThat(response.body()).isEqualTo("{\"status\":\"accepted\"}\n");
        }
        assertThat(queue).hasSize(bodies.size()).containsOnly(new Request.Event("ada", 1));
    }

    /** If it is told anything else, that of JDK 17 waits for ever (JDK-8286171). curl does not. */
    @Test
    void sendsAnEventOnceItIsToldToGoOn() throws Exception {
        BodyPublisher body = BodyPublishers.ofString(Requests.BUY);
        assertThat(send(request("/events").expectContinue(true).POST(body)).statusCode())
                .isEqualTo(202);
    }

    @Test
    void sendsManyAtOnce() {
        List<CompletableFuture<HttpResponse<String>>> responses = IntStream.range(0, 300)
                .mapToObj(i -> client.sendAsync(
                        request("/events")
                                .POST(BodyPublishers.ofString(Requests.BUY))
                                .build(),
                        BodyHandlers.ofString()))
                .toList();
        assertThat(responses)
                .allSatisfy(response -> assertThat(response.join().statusCode()).isEqualTo(202));
        assertThat(queue).hasSize(300);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(request(path).GET());
    }

    private java.net.http.HttpRequest.Builder request(String path) {
        URI uri = server.uri(path);
        return java.net.http.HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20));
    }

    private HttpResponse<String> send(java.net.http.HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
