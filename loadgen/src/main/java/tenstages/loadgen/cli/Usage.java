package tenstages.loadgen.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What a user typed must make sense. */
final class Usage {
    private Usage() {}

    /** Throws ParameterException, which is told in one line, unless the condition holds. */
    static void require(CommandSpec spec, boolean condition, String message) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }
}
