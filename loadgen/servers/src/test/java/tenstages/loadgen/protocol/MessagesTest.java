package tenstages.loadgen.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests and replies, to the byte. */
class MessagesTest {
    @Test
    void eachCounterIsReadFromItsPlace() {
        assertThat(MetricsReply.parse("{\"received\":1,\"processed\":2,\"dropped\":3,\"pending\":4,\"failed\":5}"))
                .contains(new MetricsReply(1, 2, 3, 4, 5));
        MetricsReply reply = MetricsReply.parse(
                        "{\"received\":100000,\"processed\":99820,\"dropped\":180,\"pending\":0,\"failed\":7}")
                .orElseThrow();
        assertThat(reply.received()).isEqualTo(100_000);
        assertThat(reply.processed()).isEqualTo(99_820);
        assertThat(reply.dropped()).isEqualTo(180);
        assertThat(reply.pending()).isZero();
        assertThat(reply.failed()).isEqualTo(7);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"received\":1,\"processed\":2,\"dropped\":3,\"pending\":-4,\"failed\":5}",
                "{\"received\":1,\"processed\":2,\"dropped\":3,\"pending\":18446744073709551612,\"failed\":5}",
                "{\"received\":1,\"processed\":2,\"dropped\":3,\"pending\":4}",
                "{\"received\":1,\"dropped\":3,\"processed\":2,\"pending\":4,\"failed\":5}",
                "{\"received\": 1,\"processed\":2,\"dropped\":3,\"pending\":4,\"failed\":5}",
                "{\"received\":1,\"processed\":2,\"dropped\":3,\"pending\":4,\"failed\":5} ",
                " {\"received\":1,\"processed\":2,\"dropped\":3,\"pending\":4,\"failed\":5}"
            })
    void whatIsNotAMetricsReplyToTheByteIsNone(String line) {
        assertThat(MetricsReply.parse(line)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 0, 0, true",
        "10, 4, 3, 2, 1, true",
        "11, 4, 3, 2, 1, false",
        "10, 5, 3, 2, 1, false",
        "10, 4, 4, 2, 1, false",
        "10, 4, 3, 3, 1, false",
        "10, 4, 3, 2, 2, false",
        "10, 4, 3, 2, 0, false"
    })
    void countersAddUpOrNot(long received, long processed, long dropped, long pending, long failed, boolean addsUp) {
        assertThat(new MetricsReply(received, processed, dropped, pending, failed).addsUp())
                .isEqualTo(addsUp);
    }

    @ParameterizedTest
    @CsvSource({"0", "100", "-150", "9223372036854775807"})
    void aBalanceIsReadAsItIsWritten(long balance) {
        assertThat(Replies.readBalance("{\"status\":\"ok\",\"balance\":" + balance + "}"))
                .isEqualTo(OptionalLong.of(balance));
        assertThat(Replies.balance(balance)).isEqualTo("{\"status\":\"ok\",\"balance\":" + balance + "}");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "{\"status\":\"ok\"}",
                "{\"status\":\"accepted\"}",
                "{\"status\":\"ok\",\"balance\":}",
                "{\"status\":\"ok\",\"balance\":18446744073709551466}",
                "{\"status\":\"ok\",\"balance\":1.0}",
                "{\"status\":\"ok\",\"balance\":\"1\"}",
                "{\"status\":\"ok\",\"balance\":1} ",
                "{\"status\":\"no\",\"balance\":1}"
            })
    void anyOtherReplyHasNoBalance(String reply) {
        assertThat(Replies.readBalance(reply)).isEmpty();
    }

    @Test
    void requestsAreAsTheProtocolHasThem() {
        assertThat(Requests.buy("alice", 100)).isEqualTo("{\"user\":\"alice\",\"action\":\"buy\",\"amount\":100}");
        assertThat(Requests.sell("bob", 1)).isEqualTo("{\"user\":\"bob\",\"action\":\"sell\",\"amount\":1}");
        assertThat(Requests.balanceOf("alice")).isEqualTo("{\"type\":\"balance\",\"user\":\"alice\"}");
        assertThat(Requests.METRICS).isEqualTo("{\"type\":\"metrics\"}");
        assertThat(Requests.HEALTH).isEqualTo("{\"type\":\"health\"}");
    }

    @Test
    void repliesAreAsTheProtocolHasThem() {
        assertThat(Replies.ACCEPTED).isEqualTo("{\"status\":\"accepted\"}");
        assertThat(Replies.HEALTHY).isEqualTo("{\"status\":\"ok\"}");
        assertThat(Replies.DRAINING).isEqualTo("{\"status\":\"draining\"}");
        assertThat(Replies.INVALID_JSON).isEqualTo("{\"status\":\"error\",\"reason\":\"invalid_json\"}");
        assertThat(Replies.LINE_TOO_LONG).isEqualTo("{\"status\":\"error\",\"reason\":\"line_too_long\"}");
        assertThat(Replies.NOT_HTTP).isEqualTo("{\"status\":\"error\",\"reason\":\"not_http\"}");
        assertThat(Replies.BUSY).isEqualTo("{\"status\":\"rejected\",\"reason\":\"server_busy\"}");
        assertThat(Replies.SHUTTING_DOWN).isEqualTo("{\"status\":\"rejected\",\"reason\":\"shutting_down\"}");
        assertThat(Replies.TOO_MANY_CONNECTIONS)
                .isEqualTo("{\"status\":\"rejected\",\"reason\":\"too_many_connections\"}");
        assertThat(Replies.BAD_AMOUNT)
                .isEqualTo("{\"status\":\"error\",\"reason\":\"invalid_request\","
                        + "\"detail\":\"amount: must be an integer from 1 to 1000000000\"}");
    }
}
