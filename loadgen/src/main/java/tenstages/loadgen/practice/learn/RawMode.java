package tenstages.loadgen.practice.learn;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A terminal that hands over each key at once and does not show it, until this is closed, or the process ends. Ctrl+C
 * and Ctrl+Z stay what they are. It is told by {@code stty}, which Linux and macOS have: what a library does without
 * native code is the same.
 */
final class RawMode implements AutoCloseable {
    private final String before;
    private final Thread hook = new Thread(this::restore, "restore-terminal");
    private boolean over;

    private RawMode(String before) {
        this.before = before;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** That of stdin; empty if it cannot be had. */
    static Optional<RawMode> enter() {
        Optional<String> before = stty("-g");
        if (before.isEmpty() || before.get().isEmpty()) {
            return Optional.empty();
        }
        RawMode mode = new RawMode(before.get());
        if (mode.set()) {
            return Optional.of(mode);
        }
        mode.close();
        return Optional.empty();
    }

    /** Once more: a shell that has stopped this process sets the terminal as it likes. Returns whether it is done. */
    synchronized boolean set() {
        return !over && stty("-icanon", "-echo", "min", "1", "time", "0").isPresent();
    }

    @Override
    public void close() {
        restore();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending, and the hook finds nothing to do.
        }
    }

    private synchronized void restore() {
        if (!over) {
            over = true;
            stty(before);
        }
    }

    /** What it printed; empty if it failed. */
    private static Optional<String> stty(String... words) {
        String[] command = new String[words.length + 1];
        command[0] = "stty";
        System.arraycopy(words, 0, command, 1, words.length);
        try {
            Process stty = new ProcessBuilder(command)
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String output = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return stty.waitFor() == 0 ? Optional.of(output) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
