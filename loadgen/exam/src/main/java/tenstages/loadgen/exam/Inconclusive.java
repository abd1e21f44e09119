package tenstages.loadgen.exam;

/** An item that could not be judged: the machine or the examiner was in the way, and nothing is said of the server. */
public final class Inconclusive extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Inconclusive(String message) {
        super(message);
    }
}
