package tenstages.loadgen.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A process and all that it starts, which can be ended together. However our own process ends, they end too. It is
 * given an empty folder, {@code TEN_DATA}, which is deleted at its end. Any thread may call its methods.
 */
final class Session {
    private static final Set<Session> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Session::kill)));
    }

    private final Process process;
    private final ScratchFolder data;
    private final Guard guard;

    private Session(Process process, ScratchFolder data) throws IOException {
        this.process = process;
        this.data = data;
        guard = Guard.of(process, data.path());
        RUNNING.add(this);
    }

    /**
     * Starts what the builder has been told, with these variables, and apart from Ctrl+C, which is ours alone. Throws
     * IOException if that is not possible.
     */
    static Session start(ProcessBuilder builder, Map<String, String> environment) throws IOException {
        List<String> words = new ArrayList<>(Guard.SETSID);
        words.addAll(Interrupts.OURS.words());
        words.addAll(builder.command());
        builder.command(words);
        ScratchFolder data = new ScratchFolder();
        builder.environment().put("TEN_DATA", data.path().toString());
        builder.environment().putAll(environment);
        try {
            return new Session(builder.start(), data);
        } catch (IOException e) {
            data.close();
            throw e;
        }
    }

    /** The process that was started. */
    Process process() {
        return process;
    }

    /** The folder that it was given. */
    Path data() {
        return data.path();
    }

    /** Ends all of it, and waits for its last lines. */
    void close(OutputLines output) {
        kill();
        try {
            process.waitFor();
            output.awaitEnd();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        data.close();
    }

    /**
     * The guard ends what is left of the session. The process is ended by its handle: to destroy it as a Process would
     * close its pipes, and its last lines would be lost.
     */
    private void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.toHandle().destroyForcibly();
        guard.strike();
        RUNNING.remove(this);
    }
}
