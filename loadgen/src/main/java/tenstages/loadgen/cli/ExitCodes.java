package tenstages.loadgen.cli;

import java.util.List;
import tenstages.loadgen.pains.Breaking;
import tenstages.loadgen.proofs.Finding;

/** What the program tells the shell. Ctrl+C is 130, as the JVM has it. */
final class ExitCodes {
    static final int OK = 0;
    /**
     * A run is inconclusive, a pain is not proved, a queue ran dry, a stall was not seen, or a result could not be
     * written.
     */
    static final int FAILED = 1;

    static final int USAGE = 2;
    static final int NOTHING_TESTED = 3;
    static final int CLIENT_LIMITED = 4;
    /** The machine was too busy with other things for times to count, or for a proof to come to its end. */
    static final int BUSY = 5;

    /** A {@code --fail-if} gate struck. */
    static final int GATE = 99;

    static final int INTERRUPTED = 130;

    private ExitCodes() {}

    /** Of a verb whose output was not written whole: neither success nor that nothing was tested. */
    static int ofUnwritten(int exitCode) {
        return exitCode == OK || exitCode == NOTHING_TESTED ? FAILED : exitCode;
    }

    static int of(Breaking breaking) {
        return of(List.of(breaking));
    }

    /** What failed counts more than what could not be judged. */
    static int of(List<Breaking> tour) {
        if (tour.stream().anyMatch(breaking -> breaking.verdict() == Breaking.Verdict.BROKEN)) {
            return FAILED;
        }
        return tour.stream().allMatch(Breaking::proved) ? OK : BUSY;
    }

    /** What is broken counts more than what is not finished, and that more than what holds. */
    static int ofProofs(List<Finding.Verdict> verdicts) {
        if (verdicts.contains(Finding.Verdict.BROKEN)) {
            return FAILED;
        }
        return verdicts.contains(Finding.Verdict.NOT_FINISHED) ? BUSY : OK;
    }
}
