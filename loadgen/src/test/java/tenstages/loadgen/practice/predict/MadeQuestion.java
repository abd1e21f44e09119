package tenstages.loadgen.practice.predict;

import java.util.List;

/** Questions about the one figure of a made scenario, which is 5. */
public final class MadeQuestion {
    private MadeQuestion() {}

    /** One with a slip for 9. */
    public static Question of(int number) {
        return of(number, Unit.COUNT, 20, "0", "2", "9", "12-");
    }

    static Question of(int number, Unit unit, double of, String right, String near, String... slips) {
        return new Question(
                number,
                "The scene " + number + ".",
                "How many?",
                "a figure",
                unit,
                of,
                Question.Tolerance.of(right),
                Question.Tolerance.of(near),
                "Because of that.",
                List.of(slips).stream()
                        .map(slip -> Slip.of(slip, "The slip of " + slip + "."))
                        .toList());
    }
}
