package tenstages.loadgen.report;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine.Help.Ansi;

/** What the process knows of the terminal it may be running in, and how it writes to it. */
public final class Terminal {
    private static final int STDIN = 0;
    private static final int STDOUT = 1;
    private static final int STDERR = 2;
    private static final int USUAL_WIDTH = 80;
    private static final int LEAST_WIDTH = 40;

    /** Longer lines of prose are hard to read. */
    private static final int MOST_WIDTH = 100;

    /** One that takes escape sequences: others are called dumb, or nothing. */
    private static final boolean OBEYS = obeys(System.getenv().getOrDefault("TERM", ""));

    /** Such a terminal, and NO_COLOR (https://no-color.org) is not set. */
    private static final boolean COLOURS =
            OBEYS && System.getenv().getOrDefault("NO_COLOR", "").isEmpty() && isTerminal(STDOUT);

    private static final int WIDTH = Math.max(LEAST_WIDTH, Math.min(MOST_WIDTH, columns()));
    private static final boolean WATCHED = OBEYS && isTerminal(STDERR);

    private Terminal() {}

    /** Characters in a line of stdout: those of COLUMNS or of the terminal, from 40 to 100. */
    public static int width() {
        return WIDTH;
    }

    /** Whether somebody watches stderr, on a terminal on which a line can be written again. */
    public static boolean watched() {
        return WATCHED;
    }

    /** Whether stdin and stdout are terminals, of any kind. */
    public static boolean canAnswer() {
        return isTerminal(STDIN) && isTerminal(STDOUT);
    }

    /** Whether help is coloured. */
    public static Ansi ansi() {
        return COLOURS ? Ansi.ON : Ansi.OFF;
    }

    /** The text, bold where stdout is a terminal. */
    public static String bold(String text) {
        return coloured(1, text);
    }

    /** The text, green where stdout is a terminal. */
    public static String green(String text) {
        return coloured(32, text);
    }

    /** The text, red where stdout is a terminal. */
    public static String red(String text) {
        return coloured(31, text);
    }

    /** Whether the terminal that TERM names takes escape sequences. */
    static boolean obeys(String term) {
        return !List.of("", "dumb").contains(term);
    }

    private static String coloured(int code, String text) {
        return COLOURS ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    private static int columns() {
        try {
            String columns = System.getenv("COLUMNS");
            if (columns != null) {
                return Integer.parseInt(columns.strip());
            }
            return isTerminal(STDOUT) ? askedColumns() : USUAL_WIDTH;
        } catch (NumberFormatException e) {
            return USUAL_WIDTH;
        }
    }

    private static int askedColumns() {
        String[] rowsAndColumns = output("stty", "size").split(" ", -1);
        int columns = rowsAndColumns.length == 2 ? Integer.parseInt(rowsAndColumns[1]) : 0;
        return columns == 0 ? USUAL_WIDTH : columns;
    }

    /** Java cannot tell for one stream alone; the shell's own test can. */
    private static boolean isTerminal(int stream) {
        try {
            return new ProcessBuilder("test", "-t", String.valueOf(stream))
                            .inheritIO()
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String output(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
