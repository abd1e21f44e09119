package tenstages.loadgen.practice.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tenstages.loadgen.pains.Breaking;
import tenstages.loadgen.pains.MadeBreaking;
import tenstages.loadgen.pains.Outcome;
import tenstages.loadgen.pains.Scenario;

class GuessReportTest {
    private static final int WIDTH = 100;

    private static Comparison compared(Question question, Double said, double measured) {
        OptionalDouble guess = said == null ? OptionalDouble.empty() : OptionalDouble.of(said);
        return new Comparison(
                new Guess(question, guess), "stage 1", new Outcome.Figure(measured, measured + " of it"), true);
    }

    private static String text(Double said, double measured) {
        return GuessReport.text(compared(MadeQuestion.of(1), said, measured), WIDTH);
    }

    @Test
    void aWrongGuessHasItsReason() {
        assertThat(text(9.0, 5))
                .isEqualTo("Your guess: 9; measured on stage 1: 5.0 of it\n"
                        + "Far off: 4 too many. The slip of 9.\n"
                        + "How it comes about: Because of that.");
        assertThat(text(12.0, 5)).contains("Far off: 7 too many. The slip of 12-.");
        assertThat(text(1.0, 5)).contains("Far off: 4 too few. No usual slip leads to this number.");
        assertThat(text(21.0, 5)).contains("Far off: 16 too many. There are 20 altogether.");
    }

    @Test
    void whatIsTrueInThisRunIsRight() {
        assertThat(text(5.0, 5)).contains("\nRight.\n").doesNotContain("slip");
        assertThat(text(9.0, 9)).contains("\nRight.\n").doesNotContain("slip");
        assertThat(text(5.0, 9)).contains("Far off: 4 too few.");
    }

    @Test
    void whatIsNearIsSaidToBe() {
        assertThat(text(6.0, 5)).contains("\nNear: 1 too many.\n");
        assertThat(text(9.0, 8)).contains("\nNear: 1 too many. The slip of 9.\n");
        Question tolerant = MadeQuestion.of(1, Unit.MILLIS, 0, "20%", "35%");
        assertThat(GuessReport.text(compared(tolerant, 4000.0, 3521), WIDTH))
                .contains("Right, as far as anybody can tell beforehand: 14 % too high.");
        assertThat(GuessReport.text(compared(tolerant, 2500.0, 3521), WIDTH)).contains("Near: 29 % too low.");
    }

    @Test
    void whoHasNoGuessIsToldHowItComesAbout() {
        assertThat(text(null, 5))
                .isEqualTo("Your guess: don't know; measured on stage 1: 5.0 of it\n"
                        + "How it comes about: Because of that.");
    }

    /** The reasons hold where the pain is as it must be. */
    @Test
    void aRunThatIsNotAsItMustBeExplainsNothing() {
        Scenario scenario = MadeBreaking.scenario(1, false);
        Guess guess = new Guess(MadeQuestion.of(1), OptionalDouble.of(9));
        String text = GuessReport.text(guess.with(MadeBreaking.broken(scenario)), WIDTH);
        assertThat(text)
                .contains("9; measured on stage 1: 100 of", "not as it must be")
                .doesNotContain("slip", "Because");
        assertThat(GuessReport.text(guess.with(MadeBreaking.proved(scenario)), WIDTH))
                .contains("slip", "Because");
    }

    /** The number is the one of the side that hurts, in this very run. */
    @Test
    void theNumberIsThatOfTheRun() {
        Breaking breaking = MadeBreaking.proved(MadeBreaking.scenario(3, true));
        Comparison comparison = new Guess(MadeQuestion.of(3), OptionalDouble.of(300)).with(breaking);
        assertThat(comparison.measured().value()).isEqualTo(300);
        assertThat(comparison.side()).isEqualTo("stage 3");
        assertThat(comparison.verdict()).isEqualTo(Comparison.Verdict.RIGHT);
        Guess stray = new Guess(Question.all().get(0), OptionalDouble.empty());
        assertThatThrownBy(() -> stray.with(breaking)).hasMessageContaining("answered within 2 s");
    }

    @ParameterizedTest
    @CsvSource({
        "MILLIS, 500, 3521, 7.0 times too low",
        "MILLIS, 10000, 5000, 2.0 times too high",
        "MILLIS, 4900, 5000, 2 % too low",
        "MILLIS, 0, 3521, '3,521 ms too low'",
        "PER_SECOND, 582, 98, 5.9 times too high",
        "PER_SECOND, 98, 0, 98 a second too high",
        "COUNT, 20000, 18674, '1,326 too many'",
        "COUNT, 0, 1032, '1,032 too few'",
    })
    void howFarOffItIsIsSaidInTheWordsOfTheQuantity(Unit unit, double said, double measured, String words) {
        Question question = MadeQuestion.of(1, unit, 0, "0", "0");
        assertThat(compared(question, said, measured).distance()).isEqualTo(words);
    }

    @Test
    void aTourEndsWithATable() {
        List<Comparison> tour = List.of(
                compared(MadeQuestion.of(1), 5.0, 5),
                compared(MadeQuestion.of(2), 6.0, 5),
                compared(MadeQuestion.of(3), 19.0, 5),
                compared(MadeQuestion.of(4), null, 5));
        String table = GuessReport.table(tour, WIDTH);
        assertThat(table.lines().map(line -> line.strip().replaceAll(" +", " ")))
                .containsExactly(
                        "N what you guessed guess measured",
                        "1 a figure 5 5.0 of it right",
                        "2 a figure 6 5.0 of it near: 1 too many",
                        "3 a figure 19 5.0 of it 14 too many",
                        "4 a figure don't know 5.0 of it",
                        "Right: 1, near: 1, of 3.");
    }

    /** Also with the longest words that there are. */
    @Test
    void itFitsInto60Columns() {
        List<Comparison> tour = new ArrayList<>();
        for (Question question : Question.all()) {
            for (Double said : new Double[] {123_456.0, null, 0.25}) {
                Comparison comparison = compared(question, said, 18_674);
                tour.add(comparison);
                assertThat(GuessReport.text(comparison, 60).lines())
                        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(60));
            }
        }
        assertThat(GuessReport.table(tour, 60).lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(60));
    }
}
