package tenstages.loadgen.proofs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A process that computes, prints and ends. It ends with this one, and after some seconds at the latest. */
final class Child {
    private static final Set<Process> RUNNING = new HashSet<>();
    private static boolean isOver;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(Child::endAll));
    }

    private Child() {}

    /** What it prints, on stdout and stderr, in a folder in which it may write. */
    static List<String> linesOf(List<String> command, Path folder, int seconds) throws IOException {
        Path said = folder.resolve("said.txt");
        Process process = start(new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile()));
        try {
            process.waitFor(seconds, TimeUnit.SECONDS);
            // A JVM that was told so prints in other letters.
            return new String(Files.readAllBytes(said), UTF_8).lines().toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while schedules were tried", e);
        } finally {
            end(process);
        }
    }

    private static synchronized Process start(ProcessBuilder builder) throws IOException {
        if (isOver) {
            throw new IOException("interrupted before schedules were tried");
        }
        Process process = builder.start();
        RUNNING.add(process);
        return process;
    }

    /** Whoever waits for one that is ended here goes on for a moment, and must not start the next one. */
    private static synchronized void endAll() {
        isOver = true;
        List.copyOf(RUNNING).forEach(Child::end);
    }

    private static synchronized void end(Process process) {
        RUNNING.remove(process);
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
