package tenstages.loadgen.pains;

import java.io.IOException;
import tenstages.loadgen.process.Program;
import tenstages.loadgen.process.Programs;

/**
 * One of the two that a pain is shown on: where it hurts, or where it is gone.
 *
 * @param program what people type for the program, such as {@code 4} or {@code beyond/kafka}
 * @param isDoubled whether it is two servers on a cluster of brokers, and not one server
 */
public record Side(String program, boolean isDoubled) {
    /** The last stage with a log in place of its queue. */
    public static final Side LOG = new Side("beyond/kafka", false);

    /** Two servers that share a log. */
    public static final Side TWO_LOGS = new Side("beyond/kafka", true);

    /** Stage 1 behind HTTP. */
    public static final Side BLOCKING_HTTP = new Side("http-blocking", false);

    /** The last stage behind HTTP. */
    public static final Side HTTP = new Side("beyond/http", false);

    /** A stage of the ladder. */
    public static Side stage(int number) {
        return new Side(String.valueOf(number), false);
    }

    /** Its name in a sentence. */
    public String called() {
        if (isDoubled) {
            return "two of them";
        }
        return program.matches("\\d+") ? "stage " + program : program;
    }

    /** Its name over a column. Throws IOException if the project has no such program. */
    public String name() throws IOException {
        return isDoubled ? called() : resolved().name();
    }

    /** The program itself. Throws IOException if the project has none of this name. */
    public Program resolved() throws IOException {
        return Programs.named(program);
    }
}
