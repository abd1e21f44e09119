package tenstages.loadgen.exam;

import java.io.IOException;
import java.net.BindException;
import java.util.List;
import java.util.Map;
import tenstages.loadgen.protocol.StageOptions;

/**
 * One promise of the protocol, and the exchange that puts it to the test.
 *
 * @param id such as {@code s03.invalid-json}: the stage that introduces it, and its name
 * @param since the first stage that promises it
 * @param until the last one
 * @param promise what is promised, in a line
 * @param options what the server is to be started with, beside {@link Exam#options}; none if any running server will do
 * @param exchange the test
 * @param mostlyWaits whether it is run beside the others, with a server of its own
 */
public record ExamItem(
        String id,
        int since,
        int until,
        String promise,
        Map<String, String> options,
        Exchange exchange,
        boolean mostlyWaits) {

    /** An item that is run in its turn. */
    public ExamItem(String id, int since, int until, String promise, Map<String, String> options, Exchange exchange) {
        this(id, since, until, promise, options, exchange, false);
    }

    /** Talks to a server; throws {@link ExamFailure} if it breaks the promise. */
    @FunctionalInterface
    public interface Exchange {
        /** Throws {@link ExamFailure}, {@link Inconclusive}, or an IOException if a connection breaks. */
        void run(Examinee server) throws IOException;
    }

    /**
     * Puts the server to the test. Throws {@link ExamFailure} if it breaks the promise, and {@link Inconclusive} if
     * that cannot be told.
     */
    public void examine(Examinee server) {
        try {
            exchange.run(server);
        } catch (BrokenConnection e) {
            throw e.failure();
        } catch (IOException e) {
            judgeUnconnected(String.valueOf(e.getMessage()), e instanceof BindException);
        }
    }

    /** Whether it must be started for this item at this stage with options of its own, or signalled. */
    public boolean needsStart(int stage) {
        return endsServer() || !ownOptions(stage).isEmpty();
    }

    /** Where more is said about the item, in the project's folder. */
    public String page() {
        return "docs/exam.md#" + id.replace(".", "");
    }

    /** Whether it ends the server: all that the last stage adds is about that. */
    public boolean endsServer() {
        return since == StageOptions.LAST_STAGE;
    }

    /** What the server is to be started with for this item alone, as a command line: those that the stage knows. */
    public List<String> ownOptions(int stage) {
        return StageOptions.known(stage, options);
    }

    /** What may be wrong if the promise is not kept, and how to go about it. */
    public Advice advice() {
        return Advice.of(id);
    }

    /** Our own system may be the one that has no more to give. */
    private static void judgeUnconnected(String message, boolean noPortOfOurs) {
        if (noPortOfOurs || message.contains("Too many open files")) {
            throw new Inconclusive("the examiner itself got no further connection: " + message);
        }
        throw new ExamFailure(
                "no connection can be made: " + message,
                "The server has ended, listens no more, or takes no further client while it is busy with others.");
    }
}
