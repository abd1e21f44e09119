package tenstages.loadgen.pains;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tenstages.loadgen.process.Server;
import tenstages.loadgen.protocol.LineClient;

/** 2: lines that mean nothing, and a line that never ends. */
final class Break02Garbage {
    private static final int LINES = 100;
    private static final int CHUNK_BYTES = 1024 * 1024;

    /** Twice the heap of a server that keeps everything. */
    private static final int CHUNKS = 128;

    private static final String GARBAGE = "}{ garbage ";
    private static final String NAMED = "garbage lines answered with an error";
    private static final String ECHOED = "garbage lines answered as if fine";
    private static final String REFUSED = "endless line answered with line_too_long";
    private static final String ALIVE = "server survives the endless line";
    private static final String PROBE = "an ordinary client meanwhile";

    static final Scenario SCENARIO = new Scenario(
            2,
            Side.stage(2),
            Side.stage(3),
            "every byte is trusted",
            "The server keeps whatever it is sent until a newline comes, so a line without an end fills the heap and"
                    + " garbage passes for a request. A limit on the line and a strict parser turn both into an"
                    + " error reply.",
            "No line can end the server, and a mistake is named.",
            "What is accepted is not kept.",
            new Excerpt("LineDecoder.java", "byte[] next() throws BadRequest {"),
            Map.of(),
            List.of(
                    new Claim(NAMED, "0 of 100", n -> n == 0, "100 of 100", (before, after) -> after == LINES),
                    new Claim(ALIVE, "no", n -> n == 0, "yes", (before, after) -> after == 1),
                    new Claim(REFUSED, "no", n -> n == 0, "yes", (before, after) -> after == 1),
                    new Claim(PROBE, "denied", n -> n == 0, "held", (before, after) -> after == 1)),
            "garbage lines, of 100",
            2,
            false,
            Break02Garbage::run);

    private Break02Garbage() {}

    private static Outcome run(Bench bench) throws IOException {
        Server server = bench.start(List.of("-Xmx64m"), Map.of());
        List<String> replies = garbage(server);
        long named =
                replies.stream().filter(reply -> reply.contains("\"error\"")).count();
        long echoed =
                replies.stream().filter(reply -> reply.startsWith(GARBAGE)).count();
        try (Probe probe = new Probe(server)) {
            boolean refused = endlessLine(server);
            boolean held = probe.held();
            boolean alive = server.isAlive();
            return new Outcome()
                    .bar("answered with an error", NAMED, named, named + " of " + LINES)
                    .bar("echoed as if fine", ECHOED, echoed, echoed + " of " + LINES)
                    .figure(REFUSED, refused ? 1 : 0, refused ? "yes" : "no")
                    .figure(ALIVE, alive ? 1 : 0, alive ? "yes" : "no, at -Xmx64m")
                    .figure(PROBE, held ? 1 : 0, held ? "held" : "denied");
        }
    }

    private static List<String> garbage(Server server) throws IOException {
        List<String> replies = new ArrayList<>();
        try (LineClient client = Questions.connect(server)) {
            for (int i = 0; i < LINES; i++) {
                replies.add(String.valueOf(client.ask(GARBAGE + i)));
            }
        }
        return replies;
    }

    /** Sends until the server has had enough; whether it said so. */
    private static boolean endlessLine(Server server) throws IOException {
        try (LineClient client = Questions.connect(server)) {
            client.timeout(Duration.ofSeconds(2));
            byte[] chunk = "x".repeat(CHUNK_BYTES).getBytes(US_ASCII);
            try {
                for (int i = 0; i < CHUNKS && server.isAlive() && client.available() == 0; i++) {
                    client.send(chunk);
                }
            } catch (IOException e) {
                // The server hung up, or is dead. Its last line tells which.
            }
            try {
                String reply = client.readLine();
                return reply != null && reply.contains("line_too_long");
            } catch (IOException e) {
                // Nothing came, or a reset.
                return false;
            } finally {
                server.awaitExit(Duration.ofSeconds(1));
            }
        }
    }
}
