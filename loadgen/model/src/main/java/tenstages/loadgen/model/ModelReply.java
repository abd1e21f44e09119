package tenstages.loadgen.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * A reply as the protocol has it, written here once more: what the examiner expects must not be copied from the
 * examiner.
 *
 * @param line without its newline
 * @param last whether the connection ends behind it
 */
record ModelReply(byte[] line, boolean last) {
    static final ModelReply ACCEPTED = of("{\"status\":\"accepted\"}");
    static final ModelReply OK = of("{\"status\":\"ok\"}");
    static final ModelReply DRAINING = of("{\"status\":\"draining\"}");
    static final ModelReply BUSY = of("{\"status\":\"rejected\",\"reason\":\"server_busy\"}");
    static final ModelReply SHUTTING_DOWN = of("{\"status\":\"rejected\",\"reason\":\"shutting_down\"}");
    static final ModelReply TOO_MANY = last("{\"status\":\"rejected\",\"reason\":\"too_many_connections\"}");
    static final ModelReply INVALID_JSON = of("{\"status\":\"error\",\"reason\":\"invalid_json\"}");
    static final ModelReply TOO_LONG = last("{\"status\":\"error\",\"reason\":\"line_too_long\"}");
    static final ModelReply NOT_HTTP = last("{\"status\":\"error\",\"reason\":\"not_http\"}");

    static ModelReply of(String line) {
        return new ModelReply(line.getBytes(UTF_8), false);
    }

    static ModelReply last(String line) {
        return new ModelReply(line.getBytes(UTF_8), true);
    }

    static ModelReply invalidRequest(String detail) {
        return of("{\"status\":\"error\",\"reason\":\"invalid_request\",\"detail\":\"" + detail + "\"}");
    }

    static ModelReply balance(long balance) {
        return of("{\"status\":\"ok\",\"balance\":" + balance + "}");
    }

    /** With its newline. */
    byte[] bytes() {
        byte[] bytes = Arrays.copyOf(line, line.length + 1);
        bytes[line.length] = '\n';
        return bytes;
    }

    /** Thrown where a line is no request that can be acted upon. */
    static final class Refusal extends Exception {
        final transient ModelReply reply;

        Refusal(ModelReply reply) {
            super(null, null, false, false);
            this.reply = reply;
        }
    }
}
