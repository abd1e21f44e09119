package tenstages.loadgen.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import tenstages.loadgen.protocol.StageOptions;

/** What a user typed must make sense. */
final class Usage {
    private Usage() {}

    /** Throws ParameterException, which is told in one line, unless the condition holds. */
    static void require(CommandSpec spec, boolean condition, String message) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }

    /**
     * Throws ParameterException for a path without a name, which would be this folder: a variable of the shell was
     * empty.
     */
    static void requireName(CommandSpec spec, String what, Path path) {
        require(spec, !path.toString().isEmpty(), what + ": is empty");
    }

    /**
     * What starts a user's server for the exam, which appends options unless they stand in the environment alone.
     * Throws ParameterException if it is blank, or sets one of them itself.
     */
    static void requireCommand(CommandSpec spec, String command, boolean environmentOnly) {
        require(spec, !command.isBlank(), "--cmd: is empty");
        for (String option : environmentOnly ? List.<String>of() : StageOptions.names()) {
            require(
                    spec,
                    !command.matches("(?s).*" + option + "[\\s=].*"),
                    "--cmd: leave out " + option + ", which the exam sets itself");
        }
    }
}
