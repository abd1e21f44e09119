package tenstages.loadgen.engine;

/** Takes the lines of a plan in turn, and over again. One thread. */
final class LineTurns {
    private final int count;
    private int next;

    /** Begins with the line of this number. */
    LineTurns(RequestLines lines, int first) {
        count = lines.count();
        next = first;
    }

    /** The number of the next line. */
    int next() {
        int line = next++;
        next = next == count ? 0 : next;
        return line;
    }
}
