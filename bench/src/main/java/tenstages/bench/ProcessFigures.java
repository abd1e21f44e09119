package tenstages.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tenstages.loadgen.process.ServerProcess;

/** What the system and the JVM know of a server's process. Linux. */
record ProcessFigures(long pid) {
    static ProcessFigures of(ServerProcess server) {
        return new ProcessFigures(server.pid());
    }

    /** Resident memory, in bytes. */
    long residentBytes() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
            }
        }
        throw new IOException("process " + pid + " has no VmRSS");
    }

    /** Open file descriptors. */
    long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return open.count();
        }
    }

    /** Bytes of the heap that are in use after a full collection, which this call causes. */
    long liveBytes() throws IOException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process process = new ProcessBuilder(List.of(jcmd, String.valueOf(pid), "GC.class_histogram")).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String[] total = text.substring(text.lastIndexOf("Total")).strip().split("\\s+", -1);
        return Long.parseLong(total[2]);
    }
}
