package tenstages.loadgen.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What the system and the JVM know of a server's process. Linux; any thread may ask.
 *
 * @param pid the id of the process
 */
public record ProcessFigures(long pid) {
    private static final int BYTES_PER_KB = 1024;

    /** Those of a server that was started here. */
    public static ProcessFigures of(ServerProcess server) {
        return new ProcessFigures(server.pid());
    }

    /** Whether this system tells them. */
    public static boolean available() {
        return Files.isReadable(Path.of("/proc/self/status"));
    }

    /** Resident memory, in bytes. Throws IOException if the process has ended, as all of these do. */
    public long residentBytes() throws IOException {
        return number(process().resolve("status"), "VmRSS:") * BYTES_PER_KB;
    }

    /** Threads of the system. */
    public long threads() throws IOException {
        return number(process().resolve("status"), "Threads:");
    }

    /** The context switches of its threads so far. Two readings tell how many there were between them. */
    public Switches switches() throws IOException {
        Map<String, Long> byThread = new HashMap<>();
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(process().resolve("task"))) {
            for (Path thread : threads) {
                switchesOf(thread).ifPresent(count -> byThread.put(String.valueOf(thread.getFileName()), count));
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return new Switches(byThread);
    }

    /** Open file descriptors. */
    public long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(process().resolve("fd"))) {
            return open.count();
        }
    }

    /** Bytes of the heap that are in use after a full collection, which this call causes. The process must be a JVM. */
    public long liveBytes() throws IOException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process process = new ProcessBuilder(List.of(jcmd, String.valueOf(pid), "GC.class_histogram")).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String[] total = text.substring(text.lastIndexOf("Total")).strip().split("\\s+", -1);
        return Long.parseLong(total[2]);
    }

    private Path process() {
        return Path.of("/proc/" + pid);
    }

    private static OptionalLong switchesOf(Path thread) {
        try {
            return OptionalLong.of(Files.readAllLines(thread.resolve("status")).stream()
                    .filter(line -> line.contains("voluntary_ctxt_switches:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum());
        } catch (IOException e) {
            // The thread has ended meanwhile.
            return OptionalLong.empty();
        }
    }

    private static long number(Path status, String name) throws IOException {
        for (String line : Files.readAllLines(status)) {
            if (line.startsWith(name)) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new IOException(status + " has no " + name);
    }
}
