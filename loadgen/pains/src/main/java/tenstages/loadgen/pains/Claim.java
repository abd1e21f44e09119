package tenstages.loadgen.pains;

import java.util.function.DoublePredicate;

/**
 * A clause of the pain contract: what a figure must be where the pain is, and what where it is gone.
 *
 * @param figure the name of the figure
 * @param pain in words, such as {@code 0 of 19}
 * @param hurts whether a value on stage N is that
 * @param cure in words
 * @param cured whether the values on both stages are that
 */
public record Claim(String figure, String pain, DoublePredicate hurts, String cure, Cure cured) {
    /** What the next stage must make of a figure. */
    @FunctionalInterface
    public interface Cure {
        /** Whether the figure of the next stage is as it must be, beside that of stage N. */
        boolean holds(double onStageN, double onNextStage);
    }
}
