package tenstages.loadgen.practice.predict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tenstages.loadgen.pains.Scenario;

class QuestionTest {
    static List<Question> all() {
        return Question.all();
    }

    /** What somebody reads. */
    private static Stream<String> sentences(Question question) {
        return Stream.concat(
                Stream.of(question.scene(), question.because()),
                question.slips().stream().map(Slip::reason));
    }

    @Test
    void eachScenarioHasOne() {
        assertThat(all())
                .extracting(Question::number)
                .containsExactlyElementsOf(
                        Scenario.all().stream().map(Scenario::number).toList());
    }

    @ParameterizedTest
    @MethodSource("all")
    void itAsksInWholeSentences(Question question) {
        assertThat(question.text()).endsWith("?");
        assertThat(sentences(question))
                .allSatisfy(
                        text -> assertThat(text).matches("[\\x20-\\x7e×]+[.)]").doesNotContain("  "));
    }

    /** The name of a pain says what becomes of it. */
    @ParameterizedTest
    @MethodSource("all")
    void itDoesNotNameThePain(Question question) {
        String title = Scenario.all().get(question.number() - 1).title();
        assertThat(question.scene() + question.text()).doesNotContainIgnoringCase(title);
    }

    @ParameterizedTest
    @MethodSource("all")
    void eachHasSeveralSlipsThatCanBeToldApart(Question question) {
        assertThat(question.slips()).hasSizeGreaterThanOrEqualTo(3);
        assertThat(question.slips()).allSatisfy(slip -> {
            assertThat(slip.width()).isNotNegative();
            assertThat(question.of() == 0 || slip.from() <= question.of()).isTrue();
            assertThat(question.slip(slip.from())).contains(slip);
            assertThat(question.slip(slip.to())).contains(slip);
        });
        for (Slip one : question.slips()) {
            assertThat(question.slips())
                    .noneMatch(other -> other != one
                            && other.width() == one.width()
                            && (other.has(one.from()) || other.has(one.to())));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void nearIsNoNearerThanRight(Question question) {
        assertThat(question.near().isPart()).isEqualTo(question.right().isPart());
        assertThat(question.near().number())
                .isGreaterThanOrEqualTo(question.right().number());
    }

    @ParameterizedTest
    @CsvSource({"19, 19, 19", "1-18, 1, 18", "0.5, 0.5, 0.5", "20-, 20, Infinity"})
    void aSlipIsANumberOrSeveral(String written, double from, double to) {
        assertThat(Slip.of(written, "why")).isEqualTo(new Slip(from, to, "why"));
    }

    @Test
    void theNarrowestSlipCounts() {
        Question question = Question.all().get(0);
        assertThat(question.slip(18).orElseThrow().from()).isEqualTo(18);
        assertThat(question.slip(17).orElseThrow().from()).isEqualTo(2);
        assertThat(question.slip(0)).isEmpty();
    }

    @Test
    void aPageSaysWhichNumbersASlipIs() {
        Question question = MadeQuestion.of(1, Unit.PER_SECOND, 0, "0", "0");
        assertThat(question.text(Slip.of("8", ""))).isEqualTo("8 a second");
        assertThat(question.text(Slip.of("9-10", ""))).isEqualTo("9 to 10 a second");
        assertThat(question.text(Slip.of("500-", ""))).isEqualTo("500 a second or more");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, true",
        "0, 0, 1, false",
        "2, 100, 102, true",
        "2, 100, 98, true",
        "2, 100, 97.9, false",
        "10%, 100, 110, true",
        "10%, 100, 89, false",
        "10%, 0, 0, true",
        "10%, 0, 1, false",
    })
    void aToleranceIsANumberOrAPartOfWhatWasMeasured(String written, double measured, double guess, boolean within) {
        assertThat(Question.Tolerance.of(written).has(guess, measured)).isEqualTo(within);
    }
}
