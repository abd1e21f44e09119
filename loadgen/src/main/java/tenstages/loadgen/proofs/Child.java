package tenstages.loadgen.proofs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A process that computes, prints and ends. It ends with this one, and after some seconds at the latest. */
final class Child {
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Child::end)));
    }

    private Child() {}

    /** What it prints, on stdout and stderr, in a folder in which it may write. */
    static List<String> linesOf(List<String> command, Path folder, int seconds) throws IOException {
        Path said = folder.resolve("said.txt");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        RUNNING.add(process);
        try {
            process.waitFor(seconds, TimeUnit.SECONDS);
            return Files.readAllLines(said, UTF_8);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while schedules were tried", e);
        } finally {
            end(process);
            RUNNING.remove(process);
        }
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
