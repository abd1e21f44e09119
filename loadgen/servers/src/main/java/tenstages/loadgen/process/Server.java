package tenstages.loadgen.process;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** A running server, as one who may also signal it sees it. Any thread may call its methods. */
public interface Server extends AutoCloseable {
    /** Where it listens. */
    InetSocketAddress address();

    /** Whether its process has not ended yet. */
    boolean isAlive();

    /** Sends a signal, such as INT, TERM or KILL, as {@code kill} does. Throws IOException if it cannot be sent. */
    void signal(String name) throws IOException;

    /** Waits for its end and returns its exit code; -1 if it does not end in time. */
    int awaitExit(Duration timeout);

    /** What it has printed on stdout so far. */
    List<String> stdoutLines();

    /** The last lines it printed, on stdout and stderr. */
    List<String> lastLines();

    /** How many lines it has printed so far; to be passed to {@link #linesSince}. */
    default long lineCount() {
        return 0;
    }

    /** Those of the last lines that it printed after so many others. */
    default List<String> linesSince(long count) {
        return lastLines();
    }

    /** How many lines of stdout there have been so far; to be passed to {@link #stdoutSince}. */
    default long stdoutCount() {
        return 0;
    }

    /** Those of the last lines of stdout that came after so many others. */
    default List<String> stdoutSince(long count) {
        return stdoutLines();
    }

    /** The first lines it printed on stderr. */
    default List<String> firstErrors() {
        return List.of();
    }

    /** Ends the server and all that it started. */
    @Override
    void close();
}
