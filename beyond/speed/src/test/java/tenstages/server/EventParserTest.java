package tenstages.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.sym.ByteQuadsCanonicalizer;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both ways through a line lead to the same end, and the short one is taken by the events that are usual. */
class EventParserTest {
    private static final String PLAIN = "{\"user\":\"ada\",\"action\":\"buy\",\"amount\":7}";

    private static final List<String> PARTS = List.of(
            "{",
            "}",
            "{}",
            "[1]",
            ",",
            ":",
            " ",
            "\t",
            "\r",
            "\"user\"",
            "\"us\\u0065r\"",
            "\"action\"",
            "\"amount\"",
            "\"type\"",
            "\"note\"",
            "\"ada\"",
            "\"\"",
            "\" \"",
            "\"buy\"",
            "\"sell\"",
            "\"Buy\"",
            "\"\\ud83d\"",
            "\"zoë\"",
            "u".repeat(128),
            "\"" + "u".repeat(128) + "\"",
            "\"" + "u".repeat(129) + "\"",
            "0",
            "1",
            "-1",
            "01",
            "1.0",
            "1e2",
            "1000000000",
            "1000000001",
            "9223372036854775808",
            "1".repeat(1001),
            "true",
            "null",
            "NaN",
            "/**/",
            "\u0000",
            "\ufeff");

    private static final List<String> FIELDS = List.of(
            "\"user\":\"bob\"",
            "\"action\":\"sell\"",
            "\"amount\":12",
            "\"us\\u0065r\":\"\\u0061da\"",
            "\"action\":\"buy\"",
            "\"amount\":1000000000");

    private final EventParser events = new EventParser();
    private final RequestParser requests = new RequestParser();

    @ParameterizedTest
    @ValueSource(
            strings = {
                PLAIN,
                "{\"amount\":1000000000,\"action\":\"sell\",\"user\":\"a b\"}",
                "{\"user\" : \"ada\" ,\t\"action\" : \"buy\" , \"amount\" : 7 } \r",
                "{\"us\\u0065r\":\"\\u0061da\",\"action\":\"buy\",\"amount\":7}",
                "{\"user\":\"eve\",\"user\":\"ada\",\"action\":\"hold\",\"action\":\"buy\",\"amount\":7}"
            })
    void aPlainEventTakesTheShortWay(String text) throws BadRequest {
        assertThat(events.parse(line(text))).isNotNull().isEqualTo(requests.parse(text.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"user\":\"ada\",\"action\":\"buy\",\"amount\":7",
                "{\"user\":\"ada\",\"action\":\"buy\",\"amount\":7}}",
                "{\"user\":\"ada\",\"action\":\"buy\",\"amount\":7} 1",
                "{\"user\":\"ada\",\"action\":\"buy\",\"amount\":7,}",
                "{\"user\":\"ada\",\"action\":\"buy\"}",
                "{\"user\":\"ada\",\"amount\":7}",
                "{\"action\":\"buy\",\"amount\":7}",
                "{\"user\":\" \",\"action\":\"buy\",\"amount\":7}",
                "{\"user\":\"ada\",\"action\":\"hold\",\"amount\":7}",
                "{\"user\":\"ada\",\"action\":\"buy\",\"amount\":0}",
                "{\"user\":\"ada\",\"action\":\"buy\",\"amount\":1000000001}",
                "{\"user\":\"ada\",\"action\":\"buy\",\"amount\":9223372036854775808}",
                "{\"user\":\"ada\",\"action\":\"buy\",\"amount\":7.0}",
                "{\"user\":\"ada\",\"action\":\"buy\",\"amount\":7,\"type\":\"balance\"}",
                "{\"type\":\"balance\",\"user\":\"ada\"}",
                "{\"user\":\"zoë\",\"action\":\"buy\",\"amount\":7}",
                "{\"user\":5,\"user\":\"ada\",\"action\":\"buy\",\"amount\":7}",
                " {\"user\":\"ada\",\"action\":\"buy\",\"amount\":7}",
                "{\"u",
                "{\"",
                "5",
                "GET / HTTP/1.1"
            })
    void whateverElseAnotherDecidesAndTheNextEventIsReadAgain(String text) {
        assertThat(events.parse(line(text))).isNull();
        assertThat(events.parse(line(PLAIN))).isEqualTo(new Request.Event("ada", 7));
    }

    /** Malformed UTF-8 that Jackson's parser of bytes would take: a zero in two bytes, half a surrogate pair. */
    @Test
    void bytesThatAreNoTextAreNoEvent() {
        for (String user : List.of("\u00c0\u0080", "\u00ed\u00a0\u0080", "\u00ff")) {
            byte[] bytes = (PLAIN.replace("ada", user) + "\n").getBytes(ISO_8859_1);
            assertThat(events.parse(new Line(bytes, 0, bytes.length - 1))).isNull();
        }
    }

    @Test
    void aSecondLineIsLookedAtAsTheFirstOneIs() {
        byte[] bytes = (PLAIN + "\n" + PLAIN.replace("ada", "\u00c0\u0080") + "\n").getBytes(ISO_8859_1);
        assertThat(events.parse(new Line(bytes, 0, PLAIN.length()))).isNotNull();
        assertThat(events.parse(new Line(bytes, PLAIN.length() + 1, bytes.length - 1)))
                .isNull();
    }

    /** Clients choose the names, so nothing may be kept for each. */
    @Test
    void namesThatAreNoneOfOursAreForgotten() throws ReflectiveOperationException {
        for (int i = 0; i < 1000; i++) {
            events.parse(line("{\"user" + i + "\":1}"));
        }
        Field json = EventParser.class.getDeclaredField("JSON");
        json.setAccessible(true);
        assertThat(json.get(null)).extracting("_byteSymbolCanonicalizer").satisfies(names -> assertThat(
                        ((ByteQuadsCanonicalizer) names).size())
                .isLessThan(10));
    }

    @Test
    void onlyTheLineIsRead() {
        byte[] bytes = (PLAIN + "\r\n" + PLAIN.replace("7", "8") + "\ngarbage").getBytes(UTF_8);
        int second = PLAIN.length() + 2;
        assertThat(events.parse(new Line(bytes, 0, PLAIN.length())).change()).isEqualTo(7);
        assertThat(events.parse(new Line(bytes, second, second + PLAIN.length()))
                        .change())
                .isEqualTo(8);
    }

    /** The same reader for all of them: no line may leave anything behind for the next one. */
    @Test
    void linesPutTogetherAtRandomAreReadAsTheLastStageReadsThem() {
        Random random = new Random(11);
        int shortWays = 0;
        for (int i = 0; i < 200_000; i++) {
            String text = random.nextInt(3) == 0 ? PLAIN : i % 2 == 0 ? mutated(random) : event(random);
            Request.Event event = events.parse(line(text));
            if (event != null) {
                shortWays += text.equals(PLAIN) ? 0 : 1;
                assertThat(decidedByTheOther(text)).as(text).isEqualTo(event);
            }
        }
        assertThat(shortWays).isGreaterThan(5_000);
    }

    private Request decidedByTheOther(String text) {
        try {
            return requests.parse(text.getBytes(UTF_8));
        } catch (BadRequest bad) {
            return null;
        }
    }

    /** An event with something else in it. */
    private static String mutated(Random random) {
        int at = random.nextInt(PLAIN.length());
        int skipped = random.nextInt(4);
        return PLAIN.substring(0, at) + part(random) + PLAIN.substring(Math.min(PLAIN.length(), at + skipped));
    }

    /** Something with the shape of an event: mostly its own names and values, in any order and number. */
    private static String event(Random random) {
        StringBuilder text = new StringBuilder("{");
        int first = random.nextInt(FIELDS.size());
        int fields = 2 + random.nextInt(3);
        for (int i = 0; i < fields; i++) {
            String field = FIELDS.get((first + i) % FIELDS.size());
            text.append(i == 0 ? "" : ",").append(random.nextInt(8) == 0 ? part(random) + ":" + part(random) : field);
        }
        return text.append('}').toString();
    }

    private static String part(Random random) {
        return PARTS.get(random.nextInt(PARTS.size()));
    }

    private static Line line(String text) {
        byte[] bytes = (text + "\n").getBytes(UTF_8);
        return new Line(bytes, 0, bytes.length - 1);
    }
}
