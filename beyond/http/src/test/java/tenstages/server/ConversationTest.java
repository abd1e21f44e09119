package tenstages.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each request has its reply, and no other, in whatever pieces its bytes come. */
class ConversationTest {
    private static final int FEW = 2000;
    private static final int STRIDE = 97;

    @TestFactory
    Stream<DynamicTest> isAnsweredAndTheNextOneToo() {
        return each(Requests.thatGoOn(), (request, status) -> {
            Talk talk = new Talk();
            assertThat(talk.say(request)).startsWith("HTTP/1.1 " + status + " ");
            assertThat(talk.conversation.isOver()).isFalse();
            assertThat(talk.say(Requests.FAST)).endsWith(alone(Requests.FAST));
        });
    }

    @TestFactory
    Stream<DynamicTest> isAnsweredAndTheConnectionEnds() {
        return each(Requests.thatEnd(), ConversationTest::requireTheEnd);
    }

    @TestFactory
    Stream<DynamicTest> isRefusedAndWhatComesBehindItIsNotActedUpon() {
        return each(Requests.thatAreRefused(), ConversationTest::requireTheEnd);
    }

    @TestFactory
    Stream<DynamicTest> isRefusedOnceItIsTooLong() {
        return each(Requests.thatAreTooLong(), ConversationTest::requireTheEnd);
    }

    private static void requireTheEnd(String request, int status) {
        Talk talk = new Talk();
        String reply = talk.say(request);
        assertThat(reply).startsWith("HTTP/1.1 " + status + " ").contains("\r\nConnection: close\r\n");
        assertThat(talk.conversation.isOver()).isTrue();
        assertThat(talk.conversation.hasBegun()).as("anything is kept").isFalse();
        String more = Requests.FAST + Requests.post(Requests.BUY);
        assertThat(talk.say(more)).as("what comes later").isEqualTo(reply);
        assertThat(talk.queue).hasSize(status == 202 ? 1 : 0);
        assertThat(new Talk().say(request + more)).as("what comes with it").isEqualTo(reply);
    }

    /** A limit is a limit: one byte less, or one field, and the request is still wanted. */
    @TestFactory
    Stream<DynamicTest> isNotRefusedOneByteBefore() {
        return each(Requests.thatAreTooLong(), (request, status) -> {
            String limit = request.contains("chunked")
                    ? request.substring(0, request.lastIndexOf("1;"))
                    : request.substring(0, request.length() - (request.endsWith("\r\n") ? 6 : 1));
            assertThat(new Talk().say(limit)).isEmpty();
        });
    }

    @TestFactory
    Stream<DynamicTest> isAnsweredInTheSameWayWhereverItIsCut() {
        return Stream.of(Requests.thatGoOn(), Requests.thatEnd(), Requests.thatAreRefused(), Requests.thatAreTooLong())
                .flatMap(requests -> each(requests, (request, status) -> {
                    String whole = alone(request);
                    for (int cut = 1; cut < request.length(); cut += request.length() < FEW ? 1 : STRIDE) {
                        assertThat(new Talk().say(request.substring(0, cut), request.substring(cut)))
                                .as("cut at %s", cut)
                                .isEqualTo(whole);
                    }
                    assertThat(new Talk().say(request.split("", -1)))
                            .as("byte by byte")
                            .isEqualTo(whole);
                }));
    }

    /** No reply depends on what was asked before, and none comes in another's place. */
    @Test
    void manyAtOnceAreAnsweredInTheirOrder() {
        List<String> requests = new ArrayList<>(Requests.thatGoOn().keySet());
        String replies = requests.stream().map(ConversationTest::alone).collect(Collectors.joining());
        String all = String.join("", requests);
        assertThat(new Talk().say(all)).isEqualTo(replies);
        for (int cut = 1; cut < all.length(); cut += 3) {
            assertThat(new Talk().say(all.substring(0, cut), all.substring(cut)))
                    .as("cut at %s", cut)
                    .isEqualTo(replies);
        }
    }

    @Test
    void aRequestThatIsNotWholeHasNoReply() {
        for (String request : Requests.thatGoOn().keySet()) {
            Talk talk = new Talk();
            for (String each : request.substring(0, request.length() - 1).split("", -1)) {
                assertThat(talk.say(each)).as(request).isIn("", "HTTP/1.1 100 Continue\r\n\r\n");
            }
        }
    }

    @Test
    void aReplyIsExactToTheByte() {
        assertThat(alone(Requests.post(Requests.BUY)))
                .isEqualTo("HTTP/1.1 202 Accepted\r\nContent-Type: application/json\r\nContent-Length: 22\r\n"
                        + Talk.DATE + "\r\n{\"status\":\"accepted\"}\n");
        assertThat(alone("GET /health HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"))
                .isEqualTo("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 16\r\n" + Talk.DATE
                        + "Connection: keep-alive\r\n\r\n{\"status\":\"ok\"}\n");
        assertThat(alone("OPTIONS /events HTTP/1.1\r\nHost: x\r\n\r\n"))
                .isEqualTo("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nAllow: POST, OPTIONS\r\n" + Talk.DATE + "\r\n");
        assertThat(alone("GET /x HTTP/1.1\r\nHost: x\nx"))
                .isEqualTo("HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nContent-Length: 80\r\n"
                        + Talk.DATE + "Connection: close\r\n\r\n"
                        + "{\"status\":\"error\",\"reason\":\"bad_request\","
                        + "\"detail\":\"a line must end with CR LF\"}\n");
    }

    @Test
    void aHeadHasTheFieldsOfTheWholeAndNoBody() {
        for (String path : List.of("/", "/fast", "/health", "/balances/ada", "/nothing", "/balances/")) {
            String whole = alone(Requests.get(path));
            String head = whole.substring(0, whole.indexOf("\r\n\r\n") + 4);
            assertThat(alone(Requests.get(path).replace("GET", "HEAD"))).isEqualTo(head);
        }
    }

    /** However little of it is understood. */
    @Test
    void aHeadThatIsRefusedHasNoBodyEither() {
        for (String refused :
                List.of(" HTTP/1.1\r\n\r\n", " HTTP/2.0\r\n", "% HTTP/1.1\r\n", "x".repeat(8192), "\n", " \r\n")) {
            assertThat(alone("HEAD /" + refused)).as(refused).endsWith("\r\n\r\n");
            assertThat(alone("HEADS /" + refused)).as(refused).endsWith("}\n");
        }
        assertThat(alone(Requests.get("/").replace("GET", "HEAD") + "GET\r\n")).endsWith("}\n");
    }

    @Test
    void aHostOfAnyLengthIsRead() {
        assertThat(alone("GET /fast HTTP/1.1\r\nHost: " + "x.".repeat(15_000) + "\r\n\r\n"))
                .isEqualTo(alone(Requests.FAST));
    }

    @Test
    void whatIsAllowedIsSaid() {
        assertThat(alone("PUT /events HTTP/1.1\r\nHost: x\r\n\r\n")).contains("\r\nAllow: POST, OPTIONS\r\n");
        assertThat(alone("POST / HTTP/1.1\r\nHost: x\r\n\r\n")).contains("\r\nAllow: GET, HEAD, OPTIONS\r\n");
        assertThat(alone("OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n")).contains("\r\nAllow: GET, HEAD, POST, OPTIONS\r\n");
    }

    /** The worker's reply holds up those behind it, on this connection and on no other. */
    @Test
    void whatComesBehindARequestThatAWorkerHasWaits() {
        Talk talk = new Talk();
        String sleep = Requests.get("/sleep");
        assertThat(talk.say(Requests.FAST + sleep + Requests.get("/health"))).isEqualTo(alone(Requests.FAST));
        assertThat(talk.say(Requests.FAST)).isEqualTo(alone(Requests.FAST));
        assertThat(talk.conversation.isWaiting()).isTrue();
        assertThat(talk.queue).hasSize(1);
        ((Request.Sleep) talk.queue.remove()).whenDone().accept(Reply.OK);
        String fast = alone(Requests.FAST);
        assertThat(talk.replies()).isEqualTo(fast + fast + alone(Requests.get("/health")) + fast);
        assertThat(talk.conversation.isWaiting()).isFalse();
    }

    @Test
    void aWorkersReplyIsWrittenAsItsRequestWants() {
        Talk talk = new Talk();
        talk.say("HEAD /sleep HTTP/1.0\r\n\r\n");
        ((Request.Sleep) talk.queue.remove()).whenDone().accept(Reply.OK);
        assertThat(talk.replies()).endsWith("\r\nConnection: close\r\n\r\n");
        assertThat(talk.conversation.isOver()).isTrue();
    }

    @Test
    void whileItDrainsNoClientStaysAndNoEventIsAccepted() {
        Talk talk = new Talk();
        talk.handler.refuseEvents();
        assertThat(talk.say(Requests.get("/health") + Requests.FAST))
                .startsWith("HTTP/1.1 503 Service Unavailable\r\n")
                .contains("\r\nConnection: close\r\n")
                .endsWith("{\"status\":\"draining\"}\n");
        for (String request : List.of(Requests.post(Requests.BUY), Requests.get("/sleep"))) {
            Talk another = new Talk();
            another.handler.refuseEvents();
            assertThat(another.say(request)).startsWith("HTTP/1.1 503 ").endsWith("\"shutting_down\"}\n");
            assertThat(another.queue).isEmpty();
        }
    }

    @Test
    void aFullQueueIsSaidAndWhenToTryAgainAndAnEventIsCounted() {
        Map<String, Metrics.Snapshot> counted = Map.of(
                Requests.post(Requests.BUY), new Metrics.Snapshot(1, 0, 1, 0),
                Requests.get("/sleep"), new Metrics.Snapshot(0, 0, 0, 0));
        counted.forEach((request, snapshot) -> {
            Talk talk = new Talk();
            while (talk.queue.offer(new Request.Event("ada", 1))) {}
            assertThat(talk.say(request))
                    .contains("HTTP/1.1 503 ", "\r\nRetry-After: 1\r\n")
                    .doesNotContain("Connection")
                    .endsWith("{\"status\":\"rejected\",\"reason\":\"server_busy\"}\n");
            assertThat(talk.metrics.snapshot()).isEqualTo(snapshot);
        });
    }

    @Test
    void theEventIsTheBodyAndThePathIsTheUser() {
        Talk talk = new Talk();
        talk.say(Requests.post("{\"user\":\"\u00c3\u00a4\",\"action\":\"sell\",\"amount\":7}"));
        assertThat(talk.queue).containsExactly(new Request.Event("\u00e4", -7));
        talk.balances.apply(new Request.Event("\u00e4/+ b", -7));
        assertThat(talk.say(Requests.get("/balances/%C3%A4%2f+%20b"))).endsWith("{\"status\":\"ok\",\"balance\":-7}\n");
    }

    private static String alone(String request) {
        return new Talk().say(request);
    }

    /** Something to be said of a request and the status of its reply. */
    private interface Claim {
        void check(String request, int status);
    }

    private static Stream<DynamicTest> each(Map<String, Integer> requests, Claim claim) {
        return requests.entrySet().stream()
                .map(request -> DynamicTest.dynamicTest(
                        request.getValue() + " " + shown(request.getKey()),
                        () -> claim.check(request.getKey(), request.getValue())));
    }

    private static String shown(String request) {
        String text = request.replace("\r", "\\r").replace("\n", "\\n").replaceAll("[^ -~]", "?");
        return text.length() > 100 ? text.substring(0, 100) + "…" : text;
    }
}
