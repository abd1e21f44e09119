package tenstages.loadgen.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import tenstages.loadgen.practice.teaching.Points;

/** The option for what items are worth. */
final class PointsFile {
    @Option(
            names = "--points",
            paramLabel = "FILE",
            description = "What each item is worth: lines such as 's05.busy 3', and 's05 10' for all others of a"
                    + " stage together.")
    private Path file;

    boolean isGiven() {
        return file != null;
    }

    /** What the file says; empty if there is none. Throws ParameterException if it makes no sense. */
    Optional<Points> points(CommandSpec spec) {
        if (file == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Points.of(file));
        } catch (Points.Wrong e) {
            throw new ParameterException(spec.commandLine(), "--points: " + e.getMessage());
        }
    }
}
