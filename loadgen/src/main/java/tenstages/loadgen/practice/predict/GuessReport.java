package tenstages.loadgen.practice.predict;

import java.util.ArrayList;
import java.util.List;
import tenstages.loadgen.report.Terminal;
import tenstages.loadgen.report.Text;

/** Guesses beside what was measured, for people. */
public final class GuessReport {
    private static final String HEAD = "Your guess: ";

    private GuessReport() {}

    /** One, in a few lines: what was said, what it is, what somebody most likely thought, and how it comes about. */
    public static String text(Comparison comparison, int width) {
        String guess =
                comparison.guess().text() + "; measured on " + comparison.side() + ": " + comparison.measuredText();
        List<String> lines = new ArrayList<>();
        lines.add(Terminal.bold(HEAD) + Text.wrapped(guess, width - HEAD.length(), "  "));
        if (comparison.isUsual()) {
            lines.add(Text.wrapped((verdict(comparison) + " " + reason(comparison)).strip(), width, "  "));
            lines.add(Text.wrapped(
                    "How it comes about: " + comparison.guess().question().because(), width, "  "));
        } else {
            lines.add(Text.wrapped(
                    "This run is not as it must be, so its number tells nothing about the guess.", width, "  "));
        }
        lines.removeIf(String::isEmpty);
        return String.join("\n", lines);
    }

    private static String verdict(Comparison comparison) {
        return switch (comparison.verdict()) {
            case NO_GUESS -> "";
            case RIGHT ->
                comparison.isExact()
                        ? "Right."
                        : "Right, as far as anybody can tell beforehand: " + comparison.distance() + ".";
            case NEAR -> "Near: " + comparison.distance() + ".";
            case OFF -> "Far off: " + comparison.distance() + ".";
        };
    }

    /** What lies behind a wrong number; empty if there is nothing to explain. */
    private static String reason(Comparison comparison) {
        Comparison.Verdict verdict = comparison.verdict();
        if (verdict == Comparison.Verdict.NO_GUESS || verdict == Comparison.Verdict.RIGHT) {
            return "";
        }
        Question question = comparison.guess().question();
        double said = comparison.guess().said().getAsDouble();
        if (question.of() > 0 && said > question.of()) {
            return "There are " + question.unit().text(question.of()) + " altogether.";
        }
        return question.slip(said)
                .map(Slip::reason)
                .orElse(verdict == Comparison.Verdict.NEAR ? "" : "No usual slip leads to this number.");
    }

    /** All of a tour: a row for each, and how many were right. */
    public static String table(List<Comparison> comparisons, int width) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("N", "what you guessed", "guess", "measured", ""));
        for (Comparison comparison : comparisons) {
            Question question = comparison.guess().question();
            rows.add(List.of(
                    String.valueOf(question.number()),
                    question.figure(),
                    comparison.guess().text(),
                    comparison.measuredText(),
                    cell(comparison)));
        }
        return Text.table(rows, width) + sum(comparisons);
    }

    private static String cell(Comparison comparison) {
        return switch (comparison.verdict()) {
            case NO_GUESS -> "";
            case RIGHT -> "right";
            case NEAR -> "near: " + comparison.distance();
            case OFF -> comparison.distance();
        };
    }

    private static String sum(List<Comparison> comparisons) {
        long none = count(comparisons, Comparison.Verdict.NO_GUESS);
        return "Right: %d, near: %d, of %d."
                .formatted(
                        count(comparisons, Comparison.Verdict.RIGHT),
                        count(comparisons, Comparison.Verdict.NEAR),
                        comparisons.size() - none);
    }

    private static long count(List<Comparison> comparisons, Comparison.Verdict verdict) {
        return comparisons.stream()
                .filter(comparison -> comparison.verdict() == verdict)
                .count();
    }
}
