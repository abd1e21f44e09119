package tenstages.loadgen.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * A line for the shell that does something and ends, such as a build. However our own process ends, the errand ends
 * too, and so does all that it started. Any thread may call its methods.
 */
public final class Errand implements AutoCloseable {
    private final Session session;
    private final OutputLines output;

    private Errand(Session session) {
        this.session = session;
        output = new OutputLines(session.process(), line -> {}, () -> {});
    }

    /** Starts it in this folder, without an input. Throws IOException if there is no shell or no such folder. */
    public static Errand start(String line, Path folder) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", line)
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        return new Errand(Session.start(builder, Map.of()));
    }

    /** Waits for its end and returns its exit code; empty if it does not end in time. */
    public OptionalInt awaitExit(Duration timeout) throws InterruptedException {
        if (!session.process().waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
            return OptionalInt.empty();
        }
        output.awaitEnd();
        return OptionalInt.of(session.process().exitValue());
    }

    /** The first lines that it printed on stderr; if there are none, those of stdout. */
    public List<String> firstLines() {
        List<String> errors = output.firstErrors();
        return errors.isEmpty() ? output.stdout() : errors;
    }

    /** Ends it, if it has not ended, and all that it has started. */
    @Override
    public void close() {
        session.close(output);
    }
}
