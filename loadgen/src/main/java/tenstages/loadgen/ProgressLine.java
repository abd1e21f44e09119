package tenstages.loadgen;

/** A line on stderr that is written over again and again, if somebody watches. */
final class ProgressLine {
    private static final String ERASE = "\r\u001b[2K";
    private static final boolean WATCHED = Terminal.watched();

    private ProgressLine() {}

    static void show(String text) {
        if (WATCHED) {
            System.err.print(ERASE + text);
            System.err.flush();
        }
    }

    static void clear() {
        if (WATCHED) {
            System.err.print(ERASE);
            System.err.flush();
        }
    }
}
