package tenstages.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests with something wrong anywhere. Whatever it is, replies are replies, and the same by way of a socket. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FuzzTest {
    private static final int COUNT = 3000;
    private static final long SEED = 20_240_601;
    private static final Pattern DATE = Pattern.compile("Date: [^\r]*\r\n");
    private static final Pattern REPLY = Pattern.compile(
            "HTTP/1\\.1 (100 Continue\r\n|[2-5]\\d\\d [A-Z][A-Za-z -]+\r\n([A-Z][A-Za-z-]+: [^\r\n]+\r\n)+)");
    private static final List<String> STRANGE = List.of(
            "\r",
            "\n",
            "\r\n",
            "\0",
            " ",
            "\t",
            ":",
            ",",
            ";",
            "%",
            "/",
            "*",
            "\u00ff",
            "chunked",
            "Content-Length: 1\r\n",
            "Transfer-Encoding: chunked\r\n",
            "0",
            "-1",
            "Host: y\r\n",
            "HTTP/1.0",
            "Connection: close\r\n",
            "\r\n\r\n");

    private final Random random = new Random(SEED);
    private final List<String> whole = new ArrayList<>(Requests.thatGoOn().keySet());

    @Test
    void whateverComesIsAnsweredOrRefused() throws Exception {
        BlockingQueue<Request.Work> queue = new ArrayBlockingQueue<>(10 * COUNT);
        Config config = Config.of("--port=0", "--max-body-bytes=" + Talk.MAX_BODY_BYTES);
        try (RunningServer server = new RunningServer(config, AnyHandler.with(queue, new Metrics()))) {
            for (int i = 0; i < COUNT; i++) {
                String bytes = mutated();
                String replies = new Talk().say(bytes);
                assertThat(REPLY.matcher(replies).lookingAt() || replies.isEmpty())
                        .as(bytes)
                        .isTrue();
                assertThat(replies).doesNotContain("HTTP/1.1 500");
                assertThat(new Talk().say(pieces(bytes))).as(bytes).isEqualTo(replies);
                assertThat(bySocket(server, bytes)).as(bytes).isEqualTo(replies);
            }
        }
    }

    private static String bySocket(RunningServer server, String bytes) throws Exception {
        try (HttpSocket client = server.connect()) {
            client.send(bytes);
            client.socket.shutdownOutput();
            return DATE.matcher(client.rest()).replaceAll(Talk.DATE);
        }
    }

    private String mutated() {
        StringBuilder bytes = new StringBuilder();
        for (int requests = 1 + random.nextInt(3); requests > 0; requests--) {
            bytes.append(whole.get(random.nextInt(whole.size())));
        }
        for (int changes = random.nextInt(4); changes >= 0; changes--) {
            change(bytes);
        }
        return bytes.toString();
    }

    private void change(StringBuilder bytes) {
        int at = random.nextInt(bytes.length() + 1);
        int end = Math.min(bytes.length(), at + 1 + random.nextInt(20));
        switch (random.nextInt(5)) {
            case 0 -> bytes.insert(at, STRANGE.get(random.nextInt(STRANGE.size())));
            case 1 -> bytes.insert(at, (char) random.nextInt(256));
            case 2 -> bytes.replace(at, Math.min(end, at + 1), String.valueOf((char) random.nextInt(256)));
            case 3 -> bytes.delete(at, end);
            default -> bytes.setLength(at);
        }
        if (bytes.length() == 0) {
            bytes.append('x');
        }
    }

    private String[] pieces(String bytes) {
        List<String> pieces = new ArrayList<>();
        for (int from = 0; from < bytes.length(); ) {
            int to = Math.min(bytes.length(), from + 1 + random.nextInt(30));
            pieces.add(bytes.substring(from, to));
            from = to;
        }
        return pieces.toArray(new String[0]);
    }
}
