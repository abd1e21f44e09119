package tenstages.loadgen.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import picocli.CommandLine;

/**
 * What came of something a user typed, within this process. Whoever uses it holds the locks of stdout and stderr.
 *
 * @param exitCode as the shell would see it
 * @param out stdout
 * @param err stderr
 */
record Typed(int exitCode, String out, String err) {
    /** Runs the program with these words. */
    static Typed words(String... words) {
        return into(Main::commandLine, words);
    }

    /** Runs the program with the words of a line, between spaces. */
    static Typed line(String line) {
        return words(line.isEmpty() ? new String[0] : line.split(" ", -1));
    }

    /** The program is made when its output is kept already, because it looks for stdout then. */
    static Typed into(Supplier<CommandLine> program, String... words) {
        return printing(() -> program.get().execute(words));
    }

    /** Keeps what a piece of the program prints, and the exit code it returns. */
    static Typed printing(IntSupplier program) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream oldOut = System.out;
        PrintStream oldErr = System.err;
        System.setOut(new PrintStream(out, true, UTF_8));
        System.setErr(new PrintStream(err, true, UTF_8));
        try {
            int exitCode = program.getAsInt();
            return new Typed(exitCode, out.toString(UTF_8), err.toString(UTF_8));
        } finally {
            System.setOut(oldOut);
            System.setErr(oldErr);
        }
    }

    /** Both, as one text in which words are one space apart. */
    String text() {
        return (out + " " + err).replaceAll("\\s+", " ");
    }
}
