package tenstages.loadgen.practice.predict;

import java.util.OptionalDouble;
import tenstages.loadgen.pains.Breaking;
import tenstages.loadgen.pains.Outcome;

/**
 * An answer to a question.
 *
 * @param question what was asked
 * @param said the number; empty is "I don't know"
 */
public record Guess(Question question, OptionalDouble said) {
    /** Beside what was measured where it hurts. Throws IllegalArgumentException if the figure was not measured. */
    public Comparison with(Breaking breaking) {
        Outcome.Figure measured = breaking.outcomes().get(0).figures().get(question.figure());
        if (measured == null) {
            throw new IllegalArgumentException("there is no figure '" + question.figure() + "'");
        }
        return new Comparison(
                this,
                breaking.scenario().hurt().called(),
                measured,
                breaking.broken().isEmpty());
    }

    /** As people write it. */
    String text() {
        return said.isPresent() ? question.unit().text(said.getAsDouble()) : "don't know";
    }
}
