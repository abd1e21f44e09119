package tenstages.loadgen.process;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The last lines that a process has printed on stdout and stderr; what a JVM adds by itself is not the program's. Two
 * threads read them, so that the process never waits for us. Any thread may ask.
 */
final class OutputLines {
    /** What a JVM says by itself of options that it was given by the environment. */
    private static final Pattern PICKED_UP = Pattern.compile("(NOTE: )?Picked up \\w+: .*");

    /** What a JVM logs on stdout, with a time, such as {@code [0.005s][info][gc] Using G1}. */
    private static final Pattern LOGGED =
            Pattern.compile("(\\[\\d[^]]*])+\\[(trace|debug|info|warning|error) *]\\[[a-z0-9,]+ *].*");

    private static final int KEPT_LINES = 32;
    private static final int KEPT_STDOUT_LINES = 1000;
    private static final int KEPT_FIRST_ERRORS = 200;
    private static final int KEPT_CHARACTERS = 4000;
    private static final int READERS_MS = 2000;

    // fixed at construction
    private final Thread stdoutReader;
    private final Thread stderrReader;

    // shared between threads
    @GuardedBy("this")
    private final Deque<String> lines = new ArrayDeque<>();

    @GuardedBy("this")
    private final Deque<String> stdoutLines = new ArrayDeque<>();

    @GuardedBy("this")
    private long stdoutCount;

    /** The first lines of stderr: what went wrong first is mostly the cause of the rest. */
    @GuardedBy("this")
    private final List<String> firstErrors = new ArrayList<>();

    /** How many lines there have been; the last of them are kept. */
    @GuardedBy("this")
    private long count;

    /** Reads from now on; tells each line of stdout, and the end of stdout, on the thread that reads it. */
    OutputLines(Process process, Consumer<String> onStdoutLine, Runnable onStdoutEnd) {
        stdoutReader = start("stdout", () -> {
            read(process.getInputStream(), line -> {
                if (LOGGED.matcher(line).matches()) {
                    keepLogged(line);
                } else {
                    keepStdout(line);
                    onStdoutLine.accept(line);
                }
            });
            onStdoutEnd.run();
        });
        stderrReader = start("stderr", () -> read(process.getErrorStream(), this::keepError));
    }

    /** The last lines of stdout and stderr. */
    synchronized List<String> last() {
        return List.copyOf(lines);
    }

    /** How many lines there have been by now; to be passed to {@link #since}. */
    synchronized long count() {
        return count;
    }

    /** Those of the last lines that came after so many others. */
    synchronized List<String> since(long before) {
        return lastOf(lines, count - before);
    }

    /** The last lines of stdout alone. */
    synchronized List<String> stdout() {
        return List.copyOf(stdoutLines);
    }

    /** How many lines of stdout there have been by now; to be passed to {@link #stdoutSince}. */
    synchronized long stdoutCount() {
        return stdoutCount;
    }

    /** Those of the last lines of stdout that came after so many others. */
    synchronized List<String> stdoutSince(long before) {
        return lastOf(stdoutLines, stdoutCount - before);
    }

    /** The first lines of stderr. */
    synchronized List<String> firstErrors() {
        return List.copyOf(firstErrors);
    }

    /** Waits until all is read, unless a child that outlives the process holds the other end. */
    void awaitEnd() throws InterruptedException {
        stdoutReader.join(READERS_MS);
        stderrReader.join(READERS_MS);
    }

    private static Thread start(String name, Runnable reading) {
        Thread thread = new Thread(reading, "server-" + name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void read(InputStream stream, Consumer<String> keep) {
        try (Reader characters = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            StringBuilder line = new StringBuilder();
            for (int next = characters.read(); next >= 0; next = characters.read()) {
                if (next == '\n') {
                    keep.accept(line.toString());
                    line.setLength(0);
                } else if (line.length() < KEPT_CHARACTERS && next != '\r') {
                    line.append((char) next);
                }
            }
            if (line.length() > 0) {
                keep.accept(line.toString());
            }
        } catch (IOException e) {
            // The process was ended while it was printing.
        }
    }

    /** Its warnings may explain an end, and its other lines nothing. */
    private synchronized void keepLogged(String line) {
        if (line.contains("[warning]") || line.contains("[error")) {
            keep(line);
        }
    }

    private synchronized void keepStdout(String line) {
        keep(line);
        stdoutCount++;
        append(stdoutLines, line, KEPT_STDOUT_LINES);
    }

    private synchronized void keepError(String line) {
        if (PICKED_UP.matcher(line).matches()) {
            return;
        }
        keep(line);
        if (firstErrors.size() < KEPT_FIRST_ERRORS) {
            firstErrors.add(line);
        }
    }

    private synchronized void keep(String line) {
        count++;
        append(lines, line, KEPT_LINES);
    }

    private static List<String> lastOf(Deque<String> kept, long number) {
        return kept.stream().skip(Math.max(0, kept.size() - number)).toList();
    }

    private static void append(Deque<String> kept, String line, int most) {
        if (kept.size() == most) {
            kept.removeFirst();
        }
        kept.addLast(line);
    }
}
