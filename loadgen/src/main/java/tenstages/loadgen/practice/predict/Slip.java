package tenstages.loadgen.practice.predict;

/**
 * A typical wrong guess.
 *
 * @param from the least number that is it
 * @param to the greatest number that is it
 * @param reason what somebody most likely thought who says that number, a sentence or two
 */
public record Slip(double from, double to, String reason) {
    /** Written as {@code 19}, {@code 1-18} or {@code 20-}. Throws NumberFormatException if it is not. */
    static Slip of(String range, String reason) {
        String[] ends = range.split("-", 2);
        double from = Double.parseDouble(ends[0]);
        if (ends.length == 1) {
            return new Slip(from, from, reason);
        }
        return new Slip(from, ends[1].isEmpty() ? Double.POSITIVE_INFINITY : Double.parseDouble(ends[1]), reason);
    }

    boolean has(double guess) {
        return from <= guess && guess <= to;
    }

    /** Of two that a guess belongs to, the narrower one says more. */
    double width() {
        return to - from;
    }
}
