package tenstages.loadgen.exam;

/**
 * The beginning of some bytes, as a part that is repeated.
 *
 * @param unit its length
 * @param times how often it stands there; 1 if it is not repeated
 */
record Repetition(int unit, int times) {
    private static final int LONGEST_UNIT = 32;
    private static final int LEAST_TIMES = 4;
    private static final int LEAST_BYTES = 64;

    /** The shortest part that is repeated from this place on, if that is worth telling; else one byte. */
    static Repetition at(byte[] bytes, int from) {
        for (int unit = 1; unit <= LONGEST_UNIT; unit++) {
            int times = times(bytes, from, unit);
            if (times >= LEAST_TIMES && times * unit >= LEAST_BYTES) {
                return new Repetition(unit, times);
            }
        }
        return new Repetition(1, 1);
    }

    private static int times(byte[] bytes, int from, int unit) {
        int end = from + unit;
        while (end < bytes.length && bytes[end] == bytes[end - unit]) {
            end++;
        }
        return (end - from) / unit;
    }
}
