package tenstages.loadgen.practice.quiz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tenstages.loadgen.process.Programs;

class QuestionPageTest {
    private static final Pattern SENTENCE_END = Pattern.compile("[.!?][\"')]?(?= |$)");
    private static final Pattern NUMBER = Pattern.compile("<!--[=~][^>]*-->([^<]*)<!--/-->");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)[^)]*\\)");

    private static final String PAGE =
            """
            # Questions

            | of | the page |

            ## Locks

            ### 1. Why?
            <details><summary>Answer</summary>

            Because. So. Then.

            **Measured:** It takes <!--=run "row" 1-->3<!--/--> ms.

            **Do it:** `./ten break 7`

            **Stage:** [7](stage07.md)

            </details>

            ### 2. Why not?
            <details><summary>Answer</summary>

            *Because* it is. So. Then.

            **No number:** Look.

            **Do it:** [there](stage10.md#try-it)

            **Stage:** [beyond](beyond-kafka.md)

            </details>

            Next: more.
            """;

    static List<Question> questions() throws IOException {
        return QuestionPage.read(Programs.root());
    }

    @Test
    void aPageIsItsQuestionsInOrder() throws IOException {
        assertThat(QuestionPage.parse(PAGE))
                .containsExactly(
                        new Question(
                                1,
                                "Locks",
                                "Why?",
                                "Because. So. Then.",
                                true,
                                "It takes <!--=run \"row\" 1-->3<!--/--> ms.",
                                "`./ten break 7`",
                                "7",
                                "docs/stage07.md"),
                        new Question(
                                2,
                                "Locks",
                                "Why not?",
                                "*Because* it is. So. Then.",
                                false,
                                "Look.",
                                "[there](stage10.md#try-it)",
                                "beyond",
                                "docs/beyond-kafka.md"));
    }

    /** The line comes first, because a row that begins with # would be a comment. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
             7 | a question: ### 1. Why?        | ### 1. Why?                        | ### 1 Why?
             7 | a question                     | ### 1. Why?                        | Why?
             7 | question 1                     | ### 1. Why?                        | ### 2. Why?
            20 | question 2                     | ### 2. Why not?                    | ### 3. Why not?
             8 | <details><summary>Answer       | <details><summary>Answer</summary> | <details>
            12 | the answer                     | Because. So. Then.                 | ''
            10 | the answer                     | Because. So. Then.                 | **Because.** So.
            10 | the answer                     | Because. So. Then.                 | - Because. So. Then.
            12 | **Measured:**                  | **Measured:** It                   | Measured: It
            25 | **Measured:**                  | **No number:** Look.               | **No number:**
            16 | **Do it:**                     | **Do it:** `./ten break 7`         | ''
            16 | a stage with its own chapter   | [7](stage07.md)                    | [7](stage08.md)
            16 | **Stage:**                     | [7](stage07.md)                    | [11](stage11.md)
            29 | a stage with its own chapter   | [beyond](beyond-kafka.md)          | [beyond](stage10.md)
            20 | </details>                     | </details>                         | ''
            33 | a theme                        | Next: more.                        | More.
            34 | a theme                        | ## Locks                           | # Locks
            """)
    void aPageThatIsWrongIsNamedWithItsLine(int line, String what, String right, String wrong) {
        assertThat(PAGE).contains(right);
        assertThatThrownBy(() -> QuestionPage.parse(PAGE.replaceFirst(Pattern.quote(right), wrong)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(QuestionPage.NAME + ":" + line + " should be " + what);
    }

    @Test
    void aPageThatIsCutOffIsNoShorterPage() {
        String[] lines = PAGE.split("\n", -1);
        for (int end = 0; end < lines.length - 6; end++) {
            String cut = String.join("\n", List.of(lines).subList(0, end));
            boolean isWhole = cut.stripTrailing().endsWith("</details>");
            if (!isWhole) {
                assertThatThrownBy(() -> QuestionPage.parse(cut)).as(cut).isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void aFileOfWindowsIsReadAndOneThatIsNotThereIsNamed(@TempDir Path root) throws IOException {
        assertThatThrownBy(() -> QuestionPage.read(root))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("docs/interview.md is not there");
        Files.createDirectory(root.resolve("docs"));
        Files.writeString(root.resolve(QuestionPage.NAME), PAGE.replace("\n", "\r\n"));
        assertThat(QuestionPage.read(root)).isEqualTo(QuestionPage.parse(PAGE));
    }

    @Test
    void thereAreFiftyAndEachStageHasSome() throws IOException {
        assertThat(questions()).hasSize(50);
        assertThat(questions()).extracting(Question::key).doesNotHaveDuplicates();
        assertThat(questions())
                .extracting(Question::stage)
                .contains("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "beyond");
        assertThat(questions()).filteredOn(Question::isMeasured).hasSizeGreaterThan(40);
    }

    @ParameterizedTest
    @MethodSource("questions")
    void anAnswerHasThreeSentences(Question question) {
        String text = PlainText.of(question.answer());
        assertThat(SENTENCE_END.matcher(text).results()).as(text).hasSize(3);
        assertThat(text).matches(".*[.!?]");
        assertThat(question.asked()).matches(".*[.?]");
    }

    /** One that a run has recorded, so a number that changes is seen; or a reason why there is none. */
    @ParameterizedTest
    @MethodSource("questions")
    void whatWasMeasuredWasRecorded(Question question) {
        List<String> numbers = NUMBER.matcher(question.measured())
                .results()
                .map(number -> number.group(1))
                .toList();
        if (question.isMeasured()) {
            assertThat(numbers).isNotEmpty().anyMatch(number -> number.matches(".*\\d.*"));
        } else {
            assertThat(numbers).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("questions")
    void thereIsAPlaceToDoIt(Question question) throws IOException {
        assertThat(question.where()).containsPattern("\\]\\(|`\\./ten ");
        Path root = Programs.root();
        for (String link : links(question)) {
            assertThat(root.resolve(PlainText.path(link))).exists();
        }
        assertThat(root.resolve(question.page())).exists();
    }

    @ParameterizedTest
    @MethodSource("questions")
    void aTerminalSeesNoMarkdown(Question question) {
        assertThat(Stream.of(question.asked(), question.answer(), question.measured(), question.where())
                        .map(PlainText::of))
                .noneMatch(text ->
                        Pattern.compile("[`*\\[\\]]|<!--|]\\(|  ").matcher(text).find());
    }

    private static List<String> links(Question question) {
        return LINK.matcher(question.answer() + question.measured() + question.where())
                .results()
                .map((MatchResult link) -> link.group(1))
                .toList();
    }
}
