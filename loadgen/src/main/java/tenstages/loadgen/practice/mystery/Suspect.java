package tenstages.loadgen.practice.mystery;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tenstages.loadgen.process.ServerProcess;

/**
 * The server of a mystery in a process of its own, which ends with this one. Whoever looks at the list of processes
 * sees the level and the seed. Any thread may call its methods.
 */
final class Suspect implements AutoCloseable {
    private final List<String> program;
    private final List<String> options;
    private ServerProcess process;
    private Probes.Count before = Probes.Count.NONE;
    private long told;

    /**
     * Starts it.
     *
     * @param program the command that serves a mystery, {@code --serve} and all
     * @param options further ones, of the stage
     */
    Suspect(List<String> program, Riddle riddle, List<String> options) throws IOException {
        this.program = new ArrayList<>(program);
        this.program.addAll(words(riddle));
        this.options = new ArrayList<>(options);
        start();
        if (!options.contains("--port")) {
            // After a restart it is where it was.
            this.options.addAll(List.of("--port", String.valueOf(port())));
        }
    }

    /** What stands for a riddle on a command line. */
    static List<String> words(Riddle riddle) {
        return List.of("--level", String.valueOf(riddle.level().number()), "--seed", String.valueOf(riddle.seed()));
    }

    private void start() throws IOException {
        List<String> command = new ArrayList<>(program);
        command.addAll(options);
        process = ServerProcess.start(command);
        told = process.lineCount();
    }

    /** Starts another one, which knows nothing any more, in its place. Throws IOException if it does not listen. */
    synchronized void restart() throws IOException {
        before = probes();
        process.close();
        start();
    }

    synchronized int port() {
        return process.address().getPort();
    }

    synchronized long pid() {
        return process.pid();
    }

    /** What it was asked so far, all starts together. */
    synchronized Probes.Count probes() {
        return before.plus(Probes.read(process.data()));
    }

    /** What it has printed since this was asked last, and, once, with what exit code it has ended. */
    synchronized List<String> news() {
        if (told < 0) {
            return List.of();
        }
        int exitCode = process.awaitExit(Duration.ZERO);
        List<String> news = new ArrayList<>();
        process.linesSince(told).forEach(line -> news.add("server | " + line));
        told = process.lineCount();
        if (exitCode >= 0) {
            told = -1;
            news.add("The server has ended with exit code " + exitCode + "; r starts it again.");
        }
        return news;
    }

    /** That it ends now is no news. */
    @Override
    public synchronized void close() {
        process.close();
        told = -1;
    }
}
