package tenstages.loadgen.practice.predict;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import tenstages.loadgen.practice.Dialog;

/** Somebody at a terminal, who types a line when he is asked, and leaves when he has typed all of them. */
public final class Typist extends Reader {
    private final Deque<String> lines;
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private String ahead = "";

    /** Types these lines. */
    public Typist(String... lines) {
        this.lines = new ArrayDeque<>(List.of(lines));
    }

    /** Has typed that before anything is asked. */
    Typist ahead(String typed) {
        ahead = typed;
        return this;
    }

    /** What he sees of the questions. */
    public String screen() {
        return screen.toString(StandardCharsets.UTF_8);
    }

    /** How many of his lines nobody has read. */
    public int left() {
        return lines.size();
    }

    PrintStream out() {
        return new PrintStream(screen, true, StandardCharsets.UTF_8);
    }

    /** One with him. */
    public Dialog dialog() {
        return new Dialog(new BufferedReader(this), out());
    }

    @Override
    public int read(char[] buffer, int offset, int length) {
        String typed = ahead.isEmpty() ? lines.isEmpty() ? "" : lines.pop() + "\n" : ahead;
        ahead = "";
        // As a terminal shows it.
        out().print(typed);
        typed.getChars(0, typed.length(), buffer, offset);
        return typed.isEmpty() ? -1 : typed.length();
    }

    @Override
    public boolean ready() {
        return !ahead.isEmpty();
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
