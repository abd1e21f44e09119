package tenstages.loadgen.cli;

/** What the program tells the shell. Ctrl+C is 130, as the JVM has it. */
final class ExitCodes {
    static final int OK = 0;
    /** A run is inconclusive, a pain is not proved, a queue ran dry, or a stall was not seen. */
    static final int FAILED = 1;

    static final int USAGE = 2;
    static final int NOTHING_TESTED = 3;
    static final int CLIENT_LIMITED = 4;
    /** A {@code --fail-if} gate struck. */
    static final int GATE = 99;

    static final int INTERRUPTED = 130;

    private ExitCodes() {}
}
