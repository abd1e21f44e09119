package tenstages.loadgen.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * SIGINT, which whoever started us may have had ignored, as a script's {@code &} does: a server would inherit that, and
 * never see a Ctrl+C.
 */
final class Interrupts {
    /** Those of this process. */
    static final Interrupts OURS = new Interrupts(areIgnored(), List.of("env", "--default-signal=INT"));

    private static final long SIGINT_BIT = 1 << 1;

    private final List<String> words;
    private final boolean lost;

    /** Whether they are ignored, and what a command would begin with to have them back: not every env can do that. */
    Interrupts(boolean ignored, List<String> restoring) {
        words = ignored && runs(restoring) ? restoring : List.of();
        lost = ignored && words.isEmpty();
    }

    /** What the command of a server begins with. */
    List<String> words() {
        return words;
    }

    /** Throws IOException, with what to do, if no server of ours sees this signal. */
    void check(String signal) throws IOException {
        if (lost && signal.equals("INT")) {
            throw new IOException("ten was started with SIGINT ignored, and so is its server, which sees no Ctrl+C:"
                    + " start it in the foreground, and not with & in a script");
        }
    }

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
            // What it prints may be more than a pipe holds: env prints the environment.
            ProcessBuilder builder = new ProcessBuilder(words).redirectOutput(ProcessBuilder.Redirect.DISCARD);
            return builder.start().onExit().join().exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
