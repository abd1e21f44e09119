package tenstages.loadgen.cli;

import tenstages.loadgen.process.MachineWatch;

/** The verdict of its own for a machine that was too busy for times to count. */
final class Busy {
    private Busy() {}

    /** The exit code, unless the machine was busy: then that is said on stderr, and is the exit code. */
    static int or(int exitCode, MachineWatch machine) {
        if (machine.trouble().isEmpty()) {
            return exitCode;
        }
        System.err.println("BUSY: " + MachineWatch.sentence(machine.trouble().get()));
        return ExitCodes.BUSY;
    }
}
