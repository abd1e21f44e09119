package tenstages.loadgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tenstages.loadgen.pains.MadeBreaking;
import tenstages.loadgen.pains.Scenario;
import tenstages.loadgen.practice.Notebook;
import tenstages.loadgen.practice.predict.Guesses;
import tenstages.loadgen.practice.predict.MadeQuestion;
import tenstages.loadgen.practice.predict.Question;
import tenstages.loadgen.practice.predict.Typist;

/** Who is asked by {@code break} and {@code tour}, and when; the scenarios start no server, and measure five. */
@Printing
class PredictingTest {
    private static final Scenario FIRST = MadeBreaking.scenario(1, true);
    private static final Scenario SECOND = MadeBreaking.scenario(2, true);
    private static final List<Question> QUESTIONS = List.of(MadeQuestion.of(1), MadeQuestion.of(2));
    private static final String ASKED = "The scene 1.";

    @TempDir
    private Path folder;

    @Test
    void aBreakAsksFirstAndShowsTheGuessBesideTheFigure() {
        Typist typist = new Typist("9");
        Typed typed = breaking(typist, "1");
        assertThat(typed.exitCode()).isZero();
        assertThat(typist.screen()).contains(ASKED, "How many?");
        assertThat(typed.text())
                .contains("PROVED: the pain shows on stage 1 and is gone on stage 2"
                        + " Your guess: 9; measured on stage 1: five"
                        + " Far off: 4 too many. The slip of 9. How it comes about: Because of that.");
    }

    @Test
    void nobodyIsAskedTheSameTwice() {
        breaking(new Typist("9"), "1");
        Typist again = new Typist("9");
        Typed typed = breaking(again, "1");
        assertThat(again.screen()).isEmpty();
        assertThat(typed.text()).contains("PROVED").doesNotContain("Your guess");
        Typist other = new Typist("9");
        breaking(other, "2");
        assertThat(other.screen()).contains("The scene 2.");
    }

    @Test
    void whoDoesNotKnowWasAskedToo() {
        assertThat(breaking(new Typist(""), "1").text()).contains("Your guess: don't know");
        Typist again = new Typist("9");
        breaking(again, "1");
        assertThat(again.left()).isOne();
    }

    @Test
    void askAsksAgain() {
        breaking(new Typist("9"), "1");
        assertThat(breaking(new Typist("5"), "1", "--ask").text()).contains("Your guess: 5", "Right.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--no-ask", "--format=json"})
    void nothingIsAskedThen(String option) {
        Typist typist = new Typist("9");
        Typed typed = breaking(typist, "1", option);
        assertThat(typed.exitCode()).isZero();
        assertThat(typist.left()).isOne();
        assertThat(typist.screen()).isEmpty();
        assertThat(typed.text()).doesNotContain("Your guess");
    }

    /** Its figures are what is wanted. */
    @Test
    void besideAServerOfOnesOwnOnlyWhoWantsItIsAsked() {
        Typist typist = new Typist("9");
        breaking(typist, "1", "--cmd", "no-such-command-here");
        assertThat(typist.left()).isOne();
        breaking(typist, "1", "--ask", "--cmd", "no-such-command-here");
        assertThat(typist.left()).isZero();
    }

    @Test
    void whereNobodyIsAtATerminalNothingIsAsked() {
        Typed silent = broken(Nobody::toAsk, "1");
        assertThat(silent.text()).contains("PROVED").doesNotContain("Your guess");
        assertThat(silent.err()).isEmpty();
        Typed wanted = broken(Nobody::toAsk, "1", "--ask");
        assertThat(wanted.exitCode()).isZero();
        assertThat(wanted.err().lines()).singleElement().asString().startsWith("--ask: nobody can be asked here");
    }

    /** This very process has a pipe for its stdin, or a build server's. */
    @Test
    void aPipeIsNobody() throws Exception {
        assertThat(Predicting.Learner.here().dialog()).isEmpty();
        assertThat(Predicting.Learner.here().questions()).hasSameSizeAs(Scenario.all());
    }

    @Test
    void aDocumentHasNoQuestion() {
        Typed typed = breaking(new Typist(), "1", "--ask", "--format", "json");
        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).startsWith("--ask: goes with --format text");
        assertThat(tour(new Typist(), "--ask", "--format", "json").exitCode()).isEqualTo(2);
    }

    @Test
    void aBreakThatCouldNotBeRunIsAskedForAgain() {
        Scenario failing = MadeBreaking.scenario(1, true, bench -> {
            throw new IOException("no such server");
        });
        Typist typist = new Typist("9", "9");
        broken(List.of(failing), () -> learner(typist), "1");
        assertThat(typist.left()).isOne();
        breaking(typist, "1");
        assertThat(typist.left()).isZero();
    }

    @Test
    void aTourAsksWhoAgreesAndEndsWithHowFarOffEachGuessWas() {
        Typist typist = new Typist("y", "9", "5");
        Typed typed = tour(typist);
        assertThat(typed.exitCode()).isZero();
        assertThat(typist.screen()).containsSubsequence("watch", ASKED, "The scene 2.");
        assertThat(typed.text())
                .containsSubsequence("Far off: 4 too many.", "Right.", "2 of 2 pains proved")
                .contains("1 a figure 9 five 4 too many 2 a figure 5 five right Right: 1, near: 0, of 2.");
    }

    @Test
    void aTourOffersOnce() {
        Typist typist = new Typist("");
        Typed typed = tour(typist);
        assertThat(typed.text()).contains("2 of 2 pains proved").doesNotContain("uess");
        assertThat(typist.screen()).doesNotContain("The scene");
        Typist again = new Typist("y");
        tour(again);
        assertThat(again.screen()).isEmpty();
    }

    @Test
    void aTourAsksWhatIsLeft() {
        breaking(new Typist("9"), "1");
        Typist typist = new Typist("y", "9");
        Typed typed = tour(typist);
        assertThat(typist.screen()).contains("The scene 2.").doesNotContain(ASKED);
        assertThat(typed.text()).contains("of 1.");
    }

    @Test
    void aTourWithNothingLeftOffersNothing() {
        breaking(new Typist("9"), "1");
        breaking(new Typist("9"), "2");
        Typist typist = new Typist("y");
        tour(typist);
        assertThat(typist.screen()).isEmpty();
    }

    @Test
    void aTourThatIsToAskOffersNothingAndAsksAll() {
        breaking(new Typist("9"), "1");
        Typist typist = new Typist("9", "9");
        tour(typist, "--ask");
        assertThat(typist.screen()).contains(ASKED, "The scene 2.").doesNotContain("watch");
        Typist never = new Typist("y");
        tour(never, "--no-ask");
        assertThat(never.screen()).isEmpty();
    }

    @Test
    void whoLeavesATourWatchesTheRest() {
        Typist typist = new Typist("y");
        Typed typed = tour(typist);
        assertThat(typist.screen()).contains(ASKED).doesNotContain("The scene 2.");
        assertThat(typed.text()).contains("2 of 2 pains proved");
    }

    private Predicting.Learner learner(Typist typist) {
        Guesses guesses = new Guesses(new Notebook(folder.resolve("guesses.json")));
        return new Predicting.Learner(Optional.of(typist.dialog()), guesses, QUESTIONS);
    }

    private Typed breaking(Typist typist, String... words) {
        return broken(() -> learner(typist), words);
    }

    private static Typed broken(Predicting.Learners learners, String... words) {
        return broken(List.of(FIRST, SECOND), learners, words);
    }

    private static Typed broken(List<Scenario> scenarios, Predicting.Learners learners, String... words) {
        return Typed.into(
                () -> new CommandLine(new BreakCommand(scenarios, programs -> {}, learners))
                        .setCaseInsensitiveEnumValuesAllowed(true),
                words);
    }

    private Typed tour(Typist typist, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("-o", folder.resolve("page.html").toString()));
        return Typed.into(
                () -> new CommandLine(new TourCommand(List.of(FIRST, SECOND), programs -> {}, () -> learner(typist)))
                        .setCaseInsensitiveEnumValuesAllowed(true),
                all.toArray(String[]::new));
    }
}
