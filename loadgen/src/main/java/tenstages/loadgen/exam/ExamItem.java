package tenstages.loadgen.exam;

import java.io.IOException;
import java.util.Map;

/**
 * One promise of the protocol, and the exchange that puts it to the test.
 *
 * @param id such as {@code s03.invalid-json}: the stage that introduces it, and its name
 * @param since the first stage that promises it
 * @param until the last one
 * @param promise what is promised, in a line
 * @param options what the server is to be started with, beside {@link Exam#options}
 * @param exchange the test
 */
public record ExamItem(
        String id, int since, int until, String promise, Map<String, String> options, Exchange exchange) {

    /** Talks to a server; throws {@link ExamFailure} if it breaks the promise. */
    @FunctionalInterface
    public interface Exchange {
        /** Throws {@link ExamFailure}, or an IOException if a connection breaks. */
        void run(Examinee server) throws IOException;
    }

    /** Puts the server to the test; throws {@link ExamFailure} if it breaks the promise. */
    public void examine(Examinee server) {
        try {
            exchange.run(server);
        } catch (IOException e) {
            throw new ExamFailure("input or output failed: " + e.getMessage());
        }
    }
}
