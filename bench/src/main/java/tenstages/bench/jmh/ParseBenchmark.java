package tenstages.bench.jmh;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One line to an event: as a tree, as tokens, and by a parser that goes on with the next line. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ParseBenchmark {
    private static final JsonFactory JSON = new JsonFactory();
    private static final JsonMapper MAPPER = new JsonMapper();

    /** With its newline, which ends the last token. */
    private final byte[] line = "{\"user\":\"user123\",\"action\":\"buy\",\"amount\":42}\n".getBytes(UTF_8);

    private JsonParser endless;
    private ByteArrayFeeder feeder;

    /** What a line is read to. */
    public record Event(String user, long change) {}

    /** Makes the parser that is used again. */
    @Setup
    public void begin() throws IOException {
        endless = JSON.createNonBlockingByteArrayParser();
        feeder = (ByteArrayFeeder) endless.getNonBlockingInputFeeder();
    }

    /** Stage 10: decoded, then read as a tree. */
    @Benchmark
    public Event tree() throws IOException {
        JsonNode json = MAPPER.readTree(decoded());
        long sign = json.path("action").textValue().equals("buy") ? 1 : -1;
        return new Event(
                json.path("user").textValue(), sign * json.path("amount").longValue());
    }

    /** Decoded, then read as tokens by a parser of its own. */
    @Benchmark
    public Event tokens() throws IOException {
        try (JsonParser parser = JSON.createParser(decoded())) {
            parser.nextToken();
            return fields(parser);
        }
    }

    /** The bytes as they are, by a parser of their own. */
    @Benchmark
    public Event tokensOfBytes() throws IOException {
        try (JsonParser parser = JSON.createParser(line)) {
            parser.nextToken();
            return fields(parser);
        }
    }

    /** beyond/speed: the bytes as they are, by a parser that goes on with the next line. */
    @Benchmark
    public Event reused() throws IOException {
        feeder.feedInput(line, 0, line.length);
        endless.nextToken();
        Event event = fields(endless);
        endless.nextToken();
        return event;
    }

    private String decoded() throws IOException {
        return UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
    }

    private static Event fields(JsonParser parser) throws IOException {
        String user = null;
        long sign = 0;
        long amount = 0;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "user" -> user = parser.getText();
                case "action" -> sign = parser.getText().equals("buy") ? 1 : -1;
                default -> amount = parser.getLongValue();
            }
        }
        return new Event(user, sign * amount);
    }
}
