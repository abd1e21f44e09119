package tenstages.loadgen.exam;

/**
 * What became of the lines that were sent.
 *
 * @param ok answered, and as promised
 * @param failed answered with something else, or not in time
 * @param unknown not answered when the connection was cut: acted upon or not, nobody can tell
 */
public record OperationCounts(long ok, long failed, long unknown) {
    /** Nothing was sent. */
    public static final OperationCounts NONE = new OperationCounts(0, 0, 0);
}
