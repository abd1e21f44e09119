package tenstages.loadgen.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * SIGINT, if whoever started us had it ignored, as a script's {@code &} does: a server would inherit that, and never see
 * a Ctrl+C.
 */
final class Interrupts {
    /** What a command begins with so that its program sees them. */
    static final List<String> SEEN;

    /** Whether no server of ours sees them: not every {@code env} has that option. */
    static final boolean LOST;

    private static final List<String> DEFAULT = List.of("env", "--default-signal=INT");
    private static final long SIGINT_BIT = 1 << 1;

    static {
        boolean ignored = areIgnored();
        SEEN = ignored && runs(DEFAULT) ? DEFAULT : List.of();
        LOST = ignored && SEEN.isEmpty();
    }

    private Interrupts() {}

    private static boolean areIgnored() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("SigIgn:"))
                    .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & SIGINT_BIT) != 0);
        } catch (IOException e) {
            // A system without such a file does not tell.
            return false;
        }
    }

    private static boolean runs(List<String> words) {
        try {
            return new ProcessBuilder(words).start().onExit().join().exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
