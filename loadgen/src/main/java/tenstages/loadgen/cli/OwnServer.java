package tenstages.loadgen.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import tenstages.loadgen.pains.Subject;
import tenstages.loadgen.process.ServerCommand;
import tenstages.loadgen.protocol.StageOptions;

/** A server of the user's own beside the two of a break. */
final class OwnServer {
    static final String CALLED = "yours";

    @Option(
            names = "--cmd",
            paramLabel = "COMMAND",
            description =
                    "A server of your own beside the two: the command that starts it, as for check; {port} is where"
                            + " it has to listen. It gets the options that stage N knows.")
    private String command;

    boolean isGiven() {
        return command != null;
    }

    String command() {
        return command;
    }

    /** Throws ParameterException if it cannot stand beside stage N. */
    void check(CommandSpec spec, int stage) {
        Usage.require(spec, command == null || !command.isBlank(), "--cmd: is empty");
        Usage.require(
                spec,
                command == null || stage <= StageOptions.LAST_STAGE,
                "--cmd: goes with N from 1 to " + StageOptions.LAST_STAGE);
    }

    /** What a break is run on. */
    Subject subject(int stage) {
        return Subject.of(new ServerCommand(command, false), stage);
    }
}
