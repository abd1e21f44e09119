package tenstages.loadgen.practice.predict;

import java.util.Locale;
import tenstages.loadgen.pains.Outcome;

/**
 * A guess beside the number that was measured.
 *
 * @param guess what was said
 * @param side where it was measured
 * @param measured what it is
 * @param isUsual whether the break came out as it must; otherwise the usual reasons explain nothing
 */
public record Comparison(Guess guess, String side, Outcome.Figure measured, boolean isUsual) {
    /** How good a guess is. */
    public enum Verdict {
        /** There is none. */
        NO_GUESS,
        /** As near as anybody can tell. */
        RIGHT,
        /** Not far from it. */
        NEAR,
        /** None of these. */
        OFF
    }

    /** How good it is, whatever the reason. */
    public Verdict verdict() {
        if (guess.said().isEmpty()) {
            return Verdict.NO_GUESS;
        }
        double said = guess.said().getAsDouble();
        if (guess.question().right().has(said, measured.value())) {
            return Verdict.RIGHT;
        }
        return guess.question().near().has(said, measured.value()) ? Verdict.NEAR : Verdict.OFF;
    }

    /** Whether it is the very number. */
    boolean isExact() {
        return verdict() == Verdict.RIGHT && guess.said().getAsDouble() == measured.value();
    }

    /** How far off a guess is, in words such as {@code 19 too many}, {@code 5.9 times too high}. */
    String distance() {
        double said = guess.said().getAsDouble();
        double much = Math.abs(said - measured.value());
        if (guess.question().unit() == Unit.COUNT) {
            return guess.question().unit().text(much) + (said > measured.value() ? " too many" : " too few");
        }
        String direction = said > measured.value() ? " too high" : " too low";
        double least = Math.min(said, measured.value());
        if (least <= 0) {
            return guess.question().unit().text(much) + direction;
        }
        double times = Math.max(said, measured.value()) / least;
        return times >= 2
                ? String.format(Locale.ROOT, "%,.1f times", times) + direction
                : String.format(Locale.ROOT, "%.0f %%", 100 * much / measured.value()) + direction;
    }

    /** The measured number with its unit, as the break prints it. */
    String measuredText() {
        return measured.text() + guess.question().unit().suffix();
    }
}
