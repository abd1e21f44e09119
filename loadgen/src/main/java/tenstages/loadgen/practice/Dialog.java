package tenstages.loadgen.practice;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Optional;
import tenstages.loadgen.report.Terminal;

/** Questions to somebody at a terminal, answered by a line. One thread at a time may use it. */
public final class Dialog {
    private final BufferedReader in;
    private final PrintStream out;

    /** Asks on this stream, and takes the answers from that one. */
    public Dialog(BufferedReader in, PrintStream out) {
        this.in = in;
        this.out = out;
    }

    /** The one with whoever started this process; there may be only one, because it reads ahead. */
    public static Dialog here() {
        return new Dialog(new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())), System.out);
    }

    /** Whether somebody can answer: stdin and stdout are terminals, and no build server is at work. */
    public static boolean isPossible() {
        return Terminal.canAnswer() && System.getenv().getOrDefault("CI", "").isEmpty();
    }

    /** Prints the question without a line end, and waits for a line; empty if there will be none any more. */
    public Optional<String> ask(String question) {
        out.print(question);
        out.flush();
        try {
            return Optional.ofNullable(in.readLine()).map(String::strip);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
