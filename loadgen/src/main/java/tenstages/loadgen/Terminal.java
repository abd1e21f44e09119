package tenstages.loadgen;

import java.io.IOException;

/** What the process knows of the terminal it may be running in. */
final class Terminal {
    private static final int STDOUT = 1;
    private static final int STDERR = 2;

    private Terminal() {}

    /** Whether stdout may be coloured: it is a terminal, and NO_COLOR (https://no-color.org) is not set. */
    static boolean colours() {
        String noColor = System.getenv("NO_COLOR");
        return (noColor == null || noColor.isEmpty()) && isTerminal(STDOUT);
    }

    /** Whether somebody watches stderr. */
    static boolean watched() {
        return isTerminal(STDERR);
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
}
