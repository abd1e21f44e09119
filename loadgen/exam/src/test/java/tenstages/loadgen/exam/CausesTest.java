package tenstages.loadgen.exam;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One line stands where another should, and the words for it. */
class CausesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "x | xRETURN | The \\r before the newline",
                "{'status':'ok'} | {'status':'ok'}{'status':'accepted'} | Two replies stand in one line",
                "abc | abcd | Two replies stand in one line",
                "{'status':'ok'} | {'status': | The reply ends too early",
                "{'status':'ok'} | EMPTY | An empty line came",
                "x | EMPTY | -",
                "BALANCE -150 | BALANCE 100 | A balance may fall below 0",
                "BALANCE -150 | BALANCE 350 | A sell was added",
                "BALANCE -150 | BALANCE 18446744073709551466 | The balance is unsigned",
                "xRETURN | x | Only one \\r",
                "{'status':'ok'} | sent | The line came back",
                "BALANCE 100 | ACCEPTED | Only from stage 5 on",
                "BAD_USER | BAD_USER_TOO | The detail has other words",
                "{'status':'ok'} | {'sta{'status':'ok'} | A reply is cut off and another one follows",
                "grün | gr\ufffdn | Bytes were decoded",
                "gr\ufffdn | grün | -",
                "{'status':'ok'} | {'status': 'ok'} | The same JSON, and other bytes",
                "{'a':1,'b':2} | {'b':2,'a':1} | The same JSON, and other bytes",
                "' ' | '\t' | -",
                "{'status':'ok'} | TOO_MANY | The server turned a client away",
                "BALANCE 2999999999 | BALANCE 3000000000 | The balance has lost its last digits",
                "BALANCE 16777216 | BALANCE 16777217 | A sell was added",
                "INVALID_JSON | ACCEPTED | The line was acted upon",
                "INVALID_JSON | BALANCE 0 | The line was acted upon",
                "INVALID_JSON | BAD_USER | -",
                "INVALID_JSON | {'status':'error','error':'invalid_json'} | An error has the fields status and reason",
                "INVALID_JSON | {'status':'error','reason':'invalid_json','detail':'x'} | An error has the fields",
                "BAD_USER | {'status':'error','reason':'invalid_request'} | An error has the fields",
                "INVALID_JSON | {'status':'error','reason':'line_too_long'} | -",
                "BAD_USER | INVALID_JSON | This is JSON, and no request",
                "BAD_USER | BAD_AMOUNT | Another field is named",
                "BAD_USER | ACCEPTED | A field was not checked",
                "ACCEPTED | BUSY | The queue has less room",
                "ACCEPTED | BAD_USER | A valid event was refused",
                "ACCEPTED | INVALID_JSON | A valid event was refused",
                "ACCEPTED | BALANCE 5 | Only stage 4 replies with the balance",
                "ACCEPTED | SHUTTING_DOWN | -",
                "SHUTTING_DOWN | ACCEPTED | The server still takes events",
                "SHUTTING_DOWN | BUSY | -",
                "BALANCE 3000000000 | BALANCE -1294967296 | The balance is kept in 32 bits",
                "BALANCE 25 | BALANCE 50 | Each event was applied twice",
                "BALANCE -5 | BALANCE -10 | Each event was applied twice",
                "BALANCE -150 | BALANCE 0 | A balance may fall below 0",
                "BALANCE 2 | BALANCE 4 | Each event was applied twice",
                "BALANCE 2 | BALANCE 5 | A sell was added",
                "BALANCE 2 | BALANCE 1 | -",
                "BALANCE 0 | BALANCE 7 | -",
                "BALANCE 0 | BUSY | -",
                "abc | xyz | -",
                "hello | INVALID_JSON | This server is at stage 3 or later",
                "{'received':1} | INVALID_JSON | -"
            })
    void aDifferenceHasACause(String expected, String received, String cause) {
        String found = Causes.ofDifference(bytes("sent\n"), bytes(expected), bytes(received));
        if (cause == null) {
            assertThat(found).isNull();
        } else {
            assertThat(found).startsWith(cause);
        }
    }

    @Test
    void aReplyIsToldFromItsNeighbours() {
        List<byte[]> replies = List.of(bytes("a"), bytes("b"), bytes("c"), bytes("b"), bytes("d"));
        assertThat(Causes.ofOrder(replies, 0, bytes("b"))).startsWith("This is the reply to the next line:");
        assertThat(Causes.ofOrder(replies, 1, bytes("a"))).startsWith("This is the reply to the line before once more");
        assertThat(Causes.ofOrder(replies, 2, bytes("b"))).startsWith("This is the reply to the line before, or");
        assertThat(Causes.ofOrder(replies, 4, bytes("b"))).startsWith("This is the reply to the line before once more");
        assertThat(Causes.ofOrder(replies, 0, bytes("c"))).isNull();
        assertThat(Causes.ofOrder(replies, 4, bytes("a"))).isNull();
    }

    private static byte[] bytes(String text) {
        String line =
                switch (Objects.requireNonNull(text).split(" ", 2)[0]) {
                    case "EMPTY" -> "";
                    case "ACCEPTED" -> "{\"status\":\"accepted\"}";
                    case "INVALID_JSON" -> "{\"status\":\"error\",\"reason\":\"invalid_json\"}";
                    case "BAD_USER" -> "{\"status\":\"error\",\"reason\":\"invalid_request\",\"detail\":\"user: x\"}";
                    case "BAD_USER_TOO" ->
                        "{\"status\":\"error\",\"reason\":\"invalid_request\",\"detail\":\"user: y\"}";
                    case "BAD_AMOUNT" ->
                        "{\"status\":\"error\",\"reason\":\"invalid_request\",\"detail\":\"amount: x\"}";
                    case "TOO_MANY" -> "{\"status\":\"rejected\",\"reason\":\"too_many_connections\"}";
                    case "BUSY" -> "{\"status\":\"rejected\",\"reason\":\"server_busy\"}";
                    case "SHUTTING_DOWN" -> "{\"status\":\"rejected\",\"reason\":\"shutting_down\"}";
                    case "BALANCE" -> "{\"status\":\"ok\",\"balance\":" + text.split(" ", 2)[1] + "}";
                    default -> text.replace('\'', '"').replace("RETURN", "\r");
                };
        return line.getBytes(UTF_8);
    }
}
