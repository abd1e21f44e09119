package tenstages.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.ARRAY;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestParserTest {
    private final RequestParser parser = new RequestParser();

    @Test
    void readsAnEventWithItsFieldsInAnyOrderAndOthersBesideThem() throws Exception {
        Request request = parse("{\"amount\":7,\"note\":[{\"user\":1}],\"action\":\"sell\",\"user\":\"ada\"}");
        assertThat(request).isEqualTo(new Request.Event("ada", -7));
    }

    @Test
    void takesTheLastOfTwoEqualNames() throws Exception {
        Request request = parse("{\"user\":5,\"amount\":\"x\",\"user\":\"ada\",\"action\":\"buy\",\"amount\":7}");
        assertThat(request).isEqualTo(new Request.Event("ada", 7));
        assertThatThrownBy(() -> parse("{\"user\":\"ada\",\"user\":5,\"action\":\"buy\",\"amount\":7}"))
                .hasMessageContaining("user: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "{}{}", "[1,]", "01", "NaN", "nul", "{\"user\":\"ada\"", "// {}", "\uFEFF{}"})
    void knowsWhatIsNotJson(String line) {
        assertThatThrownBy(() -> parse(line)).isInstanceOf(BadRequest.class).hasMessageContaining("invalid_json");
    }

    /** Or bad input would cost more than good input does. */
    @Test
    void aMistakeOfTheClientCollectsNoStackTrace() {
        assertThatThrownBy(() -> parse("x"))
                .extracting(Throwable::getStackTrace, as(ARRAY))
                .isEmpty();
    }

    @Test
    void whatIsNotJsonIsNotJudgedByItsFields() {
        assertThatThrownBy(() -> parse("{\"user\":5} x")).hasMessageContaining("invalid_json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-1",
                "1000000001",
                "9223372036854775808",
                "18446744073709551621",
                "1.0",
                "1e2",
                "\"1\"",
                "true",
                "null",
                "[1]"
            })
    void knowsWhatIsNoAmount(String amount) {
        assertThatThrownBy(() -> parse("{\"user\":\"ada\",\"action\":\"buy\",\"amount\":" + amount + "}"))
                .hasMessageContaining("amount: must be an integer from 1 to 1000000000");
    }

    @Test
    void namesTheFirstWrongField() {
        assertThatThrownBy(() -> parse("{}")).hasMessageContaining("user: ");
        assertThatThrownBy(() -> parse("{\"user\":\"ada\"}")).hasMessageContaining("action: ");
        assertThatThrownBy(() -> parse("{\"user\":\"ada\",\"action\":\"buy\"}")).hasMessageContaining("amount: ");
        assertThatThrownBy(() -> parse("[]")).hasMessageContaining("request: ");
        assertThatThrownBy(() -> parse("{\"type\":\"nothing\"}")).hasMessageContaining("type: ");
    }

    @Test
    void countsAUserInUtf16Units() throws Exception {
        assertThat(parse(buyBy("\uD83D\uDE00".repeat(64)))).isInstanceOf(Request.Event.class);
        assertThatThrownBy(() -> parse(buyBy("\uD83D\uDE00".repeat(64) + "x"))).hasMessageContaining("user: ");
        assertThatThrownBy(() -> parse(buyBy("\\u2003"))).hasMessageContaining("user: ");
    }

    @Test
    void countsLevelsUpToAThousand() {
        assertThatThrownBy(() -> parse("[".repeat(1000) + "]".repeat(1000))).hasMessageContaining("request: ");
        assertThatThrownBy(() -> parse("[".repeat(1001) + "]".repeat(1001))).hasMessageContaining("invalid_json");
    }

    @Test
    void aNumberHasAThousandDigitsAtMostWhereverItStands() {
        assertThatThrownBy(() -> parse("9".repeat(1000))).hasMessageContaining("request: ");
        assertThatThrownBy(() -> parse("9".repeat(1001))).hasMessageContaining("invalid_json");
        assertThatThrownBy(() -> parse("{\"note\":[" + "9".repeat(1001) + "]}")).hasMessageContaining("invalid_json");
    }

    /** Names are the client's: each may be new, and as long as a line. */
    @Test
    void namesAreAsLongAsALineAndHaveNoMemory() {
        assertThatThrownBy(() -> parse("{\"" + "n".repeat(100_000) + "\":1}")).hasMessageContaining("user: ");
        for (int i = 0; i < 20_000; i++) {
            int number = i;
            assertThatThrownBy(() -> parse("{\"name" + number + "\":1}")).hasMessageContaining("user: ");
        }
    }

    /** "Ab" and "BA" have the same hash, so these 1,024 names have too. Jackson's cache of names would refuse them. */
    @Test
    void namesWithEqualHashesAreNamesLikeOthers() {
        StringBuilder names = new StringBuilder();
        for (int name = 0; name < 1024; name++) {
            names.append('"');
            for (int bit = 0; bit < 10; bit++) {
                names.append((name >> bit & 1) == 0 ? "Ab" : "BA");
            }
            names.append("\":1,");
        }
        assertThatThrownBy(() -> parse("{" + names + "\"last\":1}")).hasMessageContaining("user: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1", "POST /x HTTP/1.0", " HTTP/1.1", "\u00ff HTTP/1.1"})
    void knowsWhatIsTheBeginningOfAnHttpRequest(String line) {
        assertThatThrownBy(() -> parse(line)).hasMessageContaining("not_http");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1 ", "GET / HTTP/1.2", "HTTP/1.1", "GET /HTTP/1.1", "x HTTP/1.1x"})
    void knowsWhatIsNotTheBeginningOfAnHttpRequest(String line) {
        assertThatThrownBy(() -> parse(line)).hasMessageContaining("invalid_json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "5", "[]", "\"event\"", "\"Balance\""})
    void anObjectWithATypeIsNeverAnEvent(String type) {
        assertThatThrownBy(() -> parse("{\"user\":\"ada\",\"action\":\"buy\",\"amount\":1,\"type\":" + type + "}"))
                .hasMessageContaining("type: must be");
    }

    @Test
    void takesTheGreatestAmountAndTheLongestUser() throws Exception {
        assertThat(parse("{\"user\":\"" + "u".repeat(128) + "\",\"action\":\"sell\",\"amount\":1000000000}"))
                .isEqualTo(new Request.Event("u".repeat(128), -1_000_000_000));
    }

    private Request parse(String line) throws BadRequest {
        return parser.parse(line.getBytes(UTF_8));
    }

    private static String buyBy(String user) {
        return "{\"user\":\"" + user + "\",\"action\":\"buy\",\"amount\":1}";
    }
}
