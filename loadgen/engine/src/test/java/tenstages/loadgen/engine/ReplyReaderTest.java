package tenstages.loadgen.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tenstages.loadgen.model.ScriptedServer;

class ReplyReaderTest {
    private final RequestLines events = RequestLines.buysOfOne(2);
    private final ReplyReader reader = new ReplyReader(events);

    @Test
    void howDeepAReplyIsAndHowManyDigitsItHasIsTheServersAffair() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);
        for (String value : List.of(deep, "9".repeat(5000), "1." + "0".repeat(5000))) {
            byte[] bytes = ("{\"status\":\"ok\",\"value\":" + value + "}\n").getBytes(UTF_8);
            assertThat(reader.next(bytes, 0, bytes.length, null)).isTrue();
            assertThat(reader.reply().kind).isEqualTo(ReplyKind.OK);
        }
    }

    /** The last few lines are remembered, whichever comes next. */
    @Test
    void repliesThatTakeTurnsAreToldApart() {
        for (int i = 0; i < 60; i++) {
            String status = List.of("ok", "accepted", "rejected", "error", "unsaid", "draining")
                    .get(i % 6);
            byte[] bytes = ("{\"status\":\"" + status + "\"}\n").getBytes(UTF_8);
            assertThat(reader.next(bytes, 0, bytes.length, null)).isTrue();
            assertThat(reader.length()).isEqualTo(bytes.length);
            reader.reply().count++;
        }
        assertThat(reader.counts()).hasSize(6).allSatisfy((label, count) -> assertThat(count)
                .isEqualTo(10));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"status\":\"accepted\"} | ACCEPTED | accepted",
                "{\"status\":\"ok\"} | OK | ok",
                "{\"status\":\"ok\",\"balance\":0} | OK | ok",
                "{\"status\":\"ok\",\"balance\":-9007199254740993} | OK | ok",
                "{\"status\":\"ok\", \"balance\": 5} | OK | ok",
                "{\"status\":\"draining\"} | OK | draining",
                "{\"ok\":true} | OK | ok",
                "{\"success\":true,\"data\":[1]} | OK | ok",
                "{\"status\":\"Success\"} | OK | Success",
                "{\"status\":200} | OK | 200",
                "{\"jsonrpc\":\"2.0\",\"result\":null,\"id\":1} | OK | ok",
                "{\"error\":null,\"value\":5} | OK | ok",
                "{\"error\":false,\"value\":5} | OK | ok",
                "{\"errors\":[],\"result\":5} | OK | ok",
                "{\"done\":true} | UNKNOWN | unknown: done",
                "{} | UNKNOWN | unknown: no fields",
                "{\"a\":1,\"b\":2,\"c\":3,\"d\":4,\"e\":5,\"f\":6} | UNKNOWN | unknown: a, b, c, d, e, …",
                "{\"error\":\"no such user\"} | ERROR | error no such user",
                "{\"error\":true,\"status\":\"ok\"} | ERROR | error true",
                "{\"error\":{\"why\":7}} | ERROR | error {'why':7}",
                "{\"errors\":[{\"message\":\"x\"}],\"data\":null} | ERROR | error [{'message':'x'}]",
                "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32601,\"message\":\"Method not found\"},\"id\":1} | ERROR |"
                        + " error -32601 Method not found",
                "{\"ok\":false,\"message\":\"no\"} | ERROR | ok false no",
                "{\"success\":false} | ERROR | success false",
                "{\"success\":\"False\"} | ERROR | success false",
                "{\"ok\":0} | ERROR | ok false",
                "{\"ok\":1} | OK | ok",
                "{\"status\":null,\"ok\":true} | OK | ok",
                "{\"status\":true} | OK | true",
                "{\"status\":false,\"message\":\"no\"} | ERROR | false no",
                "{\"ok\":\"true\"} | OK | ok",
                "{\"error\":0,\"ok\":true} | OK | ok",
                "{\"error\":\"\",\"value\":1} | OK | ok",
                "{\"error\":500} | ERROR | error 500",
                "{\"status\":\"timeout\"} | ERROR | timeout",
                "{\"status\":{\"a\":1}} | UNKNOWN | unknown: status",
                "{\"status\":\"FAILED\"} | ERROR | FAILED",
                "{\"status\":503} | ERROR | 503",
                "{\"status\":404} | ERROR | 404",
                "{\"status\":204} | OK | 204",
                "{\"status\":\"7\"} | UNKNOWN | unknown: 7",
                "{\"status\":\"not_found\"} | ERROR | not_found",
                "{\"status\":\"created\"} | OK | created",
                "{\"status\":\"completed\"} | OK | completed",
                "{\"status\":\"healthy\"} | OK | healthy",
                "{\"result\":\"error\"} | ERROR | result error",
                "{\"result\":\"error: no such user\"} | ERROR | result error: no such user",
                "{\"ok\":true,\"type\":\"errand\"} | OK | ok",
                "{\"result\":\"failover done\"} | OK | ok",
                "{\"type\":\"error\",\"message\":\"a\\u202eb\\ud83d\\u009b\"} | ERROR | type error a b",
                "{\"status\":\"rejected\",\"reason\":\"server_busy\"} | REJECTED | rejected server_busy",
                "{\"status\":\"rejected\"} | REJECTED | rejected",
                "{\"status\":\"error\",\"reason\":\"invalid_json\"} | ERROR | error invalid_json",
                "{\"status\":\"error\",\"reason\":\"invalid_request\",\"detail\":\"user: a\"} | ERROR | error"
                        + " invalid_request",
                "{\"status\":\"maybe\"} | UNKNOWN | unknown: maybe",
                "{\"received\":1,\"processed\":1} | FOREIGN | ok, to another kind of request",
                "{\"user\":\"user1\",\"action\":\"buy\",\"amount\":1} | FOREIGN | echo of another request",
                "{\"status\":\"ok\",\"balance\":-} | GARBLED | garbled",
                "{\"status\":\"ok\",\"balance\":} | GARBLED | garbled",
                "{\"status\":\"ok\",\"balance\":1x} | GARBLED | garbled",
                "{\"status\":\"ok\",\"balance\":1]  | GARBLED | garbled",
                "{\"status\":\"accepted\"}{\"status\":\"accepted\"} | GARBLED | garbled",
                "{\"status\":\"acc | GARBLED | garbled",
                "[\"accepted\"] | GARBLED | garbled",
                "accepted | GARBLED | garbled",
                "'' | GARBLED | garbled"
            })
    void aReplyToAnEventIsWhatItSays(String line, ReplyKind kind, String label) {
        ReplyReader.Reply reply = read(line + "\n", events.line(0));
        assertThat(reply.kind).isEqualTo(kind);
        assertThat(reply.label.replace('"', '\'')).isEqualTo(label);
        assertThat(reader.length()).isEqualTo(line.length() + 1);
    }

    @Test
    void theLineThatWasSentIsOkIfItComesBack() {
        assertThat(read(new String(events.line(1), UTF_8), events.line(1)).label)
                .isEqualTo("ok");
        assertThat(read(new String(events.line(1), UTF_8), events.line(0)).label)
                .isEqualTo("echo of another request");
    }

    @ParameterizedTest
    @CsvSource({
        ":5, OK",
        ":-12, OK",
        ":9007199254740993, OK",
        ":, GARBLED",
        ":-, GARBLED",
        ":5x, GARBLED",
        "+OK, GARBLED",
        "'{\"status\":\"accepted\"}', FOREIGN"
    })
    void anIncrementOfRedisIsAnsweredByAnInteger(String line, ReplyKind kind) {
        ReplyReader increments = new ReplyReader(RequestLines.redisIncrements(3, 1));
        byte[] reply = (line + "\r\n").getBytes(UTF_8);
        assertThat(increments.next(reply, 0, reply.length, null)).isTrue();
        assertThat(increments.reply().kind).isEqualTo(kind);
        assertThat(increments.length()).isEqualTo(reply.length);
    }

    @Test
    void anIntegerThatEndsWithoutACarriageReturnIsNone() {
        ReplyReader increments = new ReplyReader(RequestLines.redisIncrements(3, 1));
        byte[] reply = ":57\n".getBytes(UTF_8);
        assertThat(increments.next(reply, 0, reply.length, null)).isTrue();
        assertThat(increments.reply().kind).isEqualTo(ReplyKind.GARBLED);
    }

    @Test
    void aBalanceQueryIsNotAnsweredByAccepted() {
        ReplyReader balances = new ReplyReader(RequestLines.of("{\"type\":\"balance\",\"user\":\"a\"}"));
        byte[] accepted = ScriptedServer.ACCEPTED.getBytes(UTF_8);
        assertThat(balances.next(accepted, 0, accepted.length, null)).isTrue();
        assertThat(balances.reply().kind).isEqualTo(ReplyKind.FOREIGN);
        assertThat(balances.reply().label).isEqualTo("accepted, to another kind of request");
        byte[] balance = "{\"status\":\"ok\",\"balance\":7}\n".getBytes(UTF_8);
        assertThat(balances.next(balance, 0, balance.length, null)).isTrue();
        assertThat(balances.reply().kind).isEqualTo(ReplyKind.OK);
    }

    @Test
    void aBalanceAnswersNoQuestionForHealthOrCounters() {
        byte[] balance = "{\"status\":\"ok\",\"balance\":7}\n".getBytes(UTF_8);
        for (String type : new String[] {"health", "metrics"}) {
            ReplyReader reader = new ReplyReader(RequestLines.of("{\"type\":\"" + type + "\"}"));
            assertThat(reader.next(balance, 0, balance.length, null)).isTrue();
            assertThat(reader.reply().kind).as(type).isEqualTo(ReplyKind.FOREIGN);
        }
    }

    @Test
    void aReplyEqualToTheOneBeforeIsThatReply() {
        ReplyReader.Reply first = read(ScriptedServer.ACCEPTED, events.line(0));
        assertThat(read(ScriptedServer.ACCEPTED, events.line(1))).isSameAs(first);
        assertThat(reader.length()).isEqualTo(ScriptedServer.ACCEPTED.length());
        assertThat(read("{\"status\":\"accepted\",\"id\":1}\n", events.line(1))).isSameAs(first);
        assertThat(read("{\"status\":\"ok\",\"balance\":1}\n", events.line(1))).isNotSameAs(first);
        assertThat(read(ScriptedServer.ACCEPTED, events.line(1))).isSameAs(first);
    }

    @Test
    void halfALineIsNoReplyYet() {
        byte[] line = ScriptedServer.ACCEPTED.getBytes(UTF_8);
        for (int end = 0; end < line.length; end++) {
            assertThat(reader.next(line, 0, end, events.line(0))).isFalse();
        }
        assertThat(reader.next(line, 0, line.length, events.line(0))).isTrue();
        for (int end = 0; end < line.length; end++) {
            assertThat(reader.next(line, 0, end, events.line(0)))
                    .as("as before")
                    .isFalse();
        }
        byte[] echo = events.line(0);
        assertThat(reader.next(echo, 0, echo.length - 1, echo)).isFalse();
    }

    @Test
    void repliesAreReadOneAfterTheOther() {
        String busy = "{\"status\":\"rejected\",\"reason\":\"server_busy\"}\n";
        byte[] bytes = ("xx" + ScriptedServer.ACCEPTED + ScriptedServer.ACCEPTED + busy).getBytes(UTF_8);
        int from = 2;
        for (String label : new String[] {"accepted", "accepted", "rejected server_busy"}) {
            assertThat(reader.next(bytes, from, bytes.length, null)).isTrue();
            assertThat(reader.reply().label).isEqualTo(label);
            from += reader.length();
        }
        assertThat(reader.next(bytes, from, bytes.length, null)).isFalse();
    }

    @Test
    void countsAreByWordsAndByKindAndOnlyOfWhatWasCounted() {
        read("{\"status\":\"error\",\"reason\":\"invalid_json\"}\n", null).count = 3;
        read("{\"status\":\"failed\"}\n", null).count = 4;
        read("{\"status\":\"rejected\"}\n", null);
        assertThat(reader.counts())
                .hasSize(2)
                .containsEntry("error invalid_json", 3L)
                .containsEntry("failed", 4L);
        assertThat(reader.count(ReplyKind.ERROR)).isEqualTo(7);
        assertThat(reader.count(ReplyKind.REJECTED)).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "code=0 | {\"code\":0} | OK",
                "code=0 | {\"code\":1} | ERROR",
                "code=0 | {\"status\":\"ok\"} | ERROR",
                "code!=500 | {\"code\":200} | OK",
                "code!=500 | {\"code\":500} | ERROR",
                "value | {\"value\":0} | OK",
                "value | {\"value\":false} | ERROR",
                "value | {\"value\":null} | ERROR",
                "!error | {\"error\":null} | OK",
                "!error | {\"error\":\"x\"} | ERROR",
                "head.state=fine | {\"head\":{\"state\":\"fine\"}} | OK",
                "status=accepted | {\"status\":\"accepted\"} | ACCEPTED",
                "status=ok | {\"status\":\"rejected\"} | REJECTED",
                "a.b.c=1 | {\"a\":{\"b\":{\"c\":1}}} | OK",
                "amount=2 | {\"user\":\"user0\",\"action\":\"buy\",\"amount\":1} | ERROR",
                "amount=2 | {\"user\":\"user1\",\"action\":\"buy\",\"amount\":1} | ERROR",
                "status=ok | {\"status\":\"ok\",\"balance\":5} | OK",
                "code=0 | {\"status\":\"ok\",\"balance\":5} | ERROR",
            })
    void aConditionSaysWhatASuccessIs(String condition, String line, ReplyKind kind) {
        ReplyReader reader = new ReplyReader(events.succeedingIf(List.of(OkExpression.of(condition))));
        byte[] bytes = (line + "\n").getBytes(UTF_8);
        assertThat(reader.next(bytes, 0, bytes.length, events.line(0))).isTrue();
        assertThat(reader.reply().kind).isEqualTo(kind);
        assertThat(reader.reply().label)
                .as("the words do not say something else")
                .doesNotStartWith("unknown");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "=ok", "!", "!a=b", "a b", "a b=c"})
    void whatIsNoConditionIsSaidToBeNone(String text) {
        assertThatThrownBy(() -> OkExpression.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + text + "' is no condition: it should be like status=ok, code!=500, result or !error");
    }

    @Test
    void ofManyDifferentRepliesTheMostFrequentAreNamedAndNoneIsLost() {
        ReplyReader one = new ReplyReader(events);
        ReplyReader other = new ReplyReader(events);
        for (int i = 0; i < 20_000; i++) {
            for (ReplyReader each : List.of(one, other)) {
                count(each, "{\"error\":\"no " + i + "\"}\n");
                count(each, i % 5 == 0 ? ScriptedServer.ACCEPTED : "{\"error\":\"often\"}\n");
            }
        }
        one.add(other);
        assertThat(one.count(ReplyKind.ERROR)).isEqualTo(40_000 + 32_000);
        assertThat(one.count(ReplyKind.ACCEPTED)).isEqualTo(8000);
        assertThat(one.counts()).hasSize(21).containsEntry("accepted", 8000L).containsEntry("error often", 32_000L);
        assertThat(one.counts().values().stream().mapToLong(count -> count).sum())
                .isEqualTo(80_000);
        assertThat(new ArrayList<>(one.counts().keySet()).get(20)).isEqualTo(LoadResult.OTHERS);
        assertThat(one.kept()).isLessThanOrEqualTo(1000);
    }

    /** The reply that is looked at first is counted, however many others came. */
    @Test
    void aSuccessIsCountedAfterManyOtherReplies() {
        ReplyReader reader = new ReplyReader(events);
        for (int i = 0; i < 1500; i++) {
            count(reader, "{\"error\":\"no " + i + "\"}\n");
        }
        for (int i = 0; i < 100; i++) {
            count(reader, "{\"status\":\"ok\",\"balance\":5}\n");
        }
        assertThat(reader.count(ReplyKind.OK)).isEqualTo(100);
    }

    private static void count(ReplyReader reader, String line) {
        byte[] bytes = line.getBytes(UTF_8);
        assertThat(reader.next(bytes, 0, bytes.length, null)).isTrue();
        reader.reply().count++;
    }

    @Test
    void aLongTextIsCutBetweenTwoCharacters() {
        String words = "x".repeat(52) + "\ud83d\ude00".repeat(40_000);
        String label = read("{\"error\":\"" + words + "\"}\n", null).label;
        assertThat(label).isEqualTo("error " + "x".repeat(52) + "\ud83d\ude00 …");
        label = read("{\"error\":\"x" + words + "\"}\n", null).label;
        assertThat(label).isEqualTo("error x" + "x".repeat(52) + " …");
    }

    private ReplyReader.Reply read(String line, byte[] request) {
        byte[] bytes = line.getBytes(UTF_8);
        assertThat(reader.next(bytes, 0, bytes.length, request)).isTrue();
        return reader.reply();
    }
}
