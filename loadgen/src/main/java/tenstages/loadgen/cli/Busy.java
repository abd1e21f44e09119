package tenstages.loadgen.cli;

import tenstages.loadgen.process.MachineWatch;

/** The verdict of its own for a machine that was too busy for times to count. */
final class Busy {
    private Busy() {}

    /** The exit code, unless the machine was busy: then that is said on stderr, and is the exit code. */
    static int or(int exitCode, MachineWatch machine) {
        return machine.trouble().map(Busy::said).orElse(exitCode);
    }

    private static int said(String trouble) {
        System.err.println("BUSY: " + MachineWatch.sentence(trouble));
        return ExitCodes.BUSY;
    }
}
