package tenstages.loadgen.practice.quiz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tenstages.loadgen.practice.Dialog;
import tenstages.loadgen.practice.Notebook;

/** With an end, because a quiz that does not see the end of its input would ask for ever. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class QuizTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
    private static final List<Question> PAGE =
            List.of(MemoryTest.question(1), MemoryTest.question(2), MemoryTest.question(3));

    @TempDir
    private Path folder;

    private Path file;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("quiz.json");
    }

    @Test
    void theAnswerComesBehindTheQuestionAndAnEnter() {
        ask(PAGE, "\ny\n", 1);

        assertThat(said())
                .isEqualTo("1 of 1: Locks, stage 7\n\nWhy 1?\n\nSay it aloud, then Enter (q ends): \nA. B. C.\n\n"
                        + "No number: Look.\n\nDo it: There.\n\nChapter: docs/stage07.md\n\n"
                        + "Did you know it? y/n/q: \n");
    }

    @Test
    void beforeTheEnterThereIsNoAnswer() {
        ask(PAGE, "", 1);

        assertThat(said()).contains("Why 1?").doesNotContain("A. B. C.");
    }

    @Test
    void nextTimeWhatWasNotKnownIsAskedFirst() {
        ask(PAGE, "\ny\n\nn\n\ny\n", 9);
        out.reset();
        ask(PAGE, "\ny\n", 1);

        assertThat(said()).contains("Why 2?").doesNotContain("Why 1?", "Why 3?");
        assertThat(quiz(PAGE).closing()).isEqualTo("Known: 3 of 3.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ny\nq\n", "\nYES\n\nQ\n", "\nmaybe\n\ny\nquit\n", "\ny\n", "\ny\n\n", "yes?\ny\n\nwhat"})
    void whateverEndsItWhatWasAnsweredIsKept(String input) {
        ask(PAGE, input, 9);

        assertThat(quiz(PAGE).closing()).isEqualTo("Known: 1 of 3, not asked yet: 2.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"q\ny\n", "Quit\ny\n", "\nq\ny\n", "\nQUIT\ny\n"})
    void behindAQNothingIsAsked(String input) {
        ask(PAGE, input, 9);

        assertThat(said()).doesNotContain("y, n or q").contains("1 of 3");
        assertThat(said().contains("A. B. C.")).isEqualTo(input.startsWith("\n"));
        assertThat(quiz(PAGE).closing()).isEqualTo("Known: 0 of 3, not asked yet: 3.");
    }

    @Test
    void eachAnswerIsWrittenBeforeTheNextQuestion() throws IOException {
        String[] atTheSecond = new String[1];
        BufferedReader killed = new BufferedReader(new StringReader("")) {
            private int asked;

            @Override
            public String readLine() throws IOException {
                asked++;
                if (asked == 3) {
                    atTheSecond[0] = Files.readString(file);
                }
                return asked == 2 ? "n" : asked > 3 ? null : "";
            }
        };
        quiz(PAGE).ask(new Dialog(killed, print()), print(), 9);

        assertThat(atTheSecond[0]).contains("\"why-1\"", "\"times\" : 0");
    }

    @Test
    void theEndOfTheInputEndsTheLineOfThePrompt() {
        ask(PAGE, "", 9);
        assertThat(said()).endsWith("ends): \n");
        ask(PAGE, "\n", 9);
        assertThat(said()).endsWith("y/n/q: \n");
    }

    @Test
    void whatAnotherQuizRemembersMeanwhileStays() {
        Quiz one = quiz(PAGE);
        ask(PAGE.subList(2, 3), "\ny\n", 1);
        one.ask(dialog("\ny\n"), print(), 1);

        assertThat(quiz(PAGE).closing()).isEqualTo("Known: 2 of 3, not asked yet: 1.");
    }

    @Test
    void aNotebookThatCannotBeWrittenCostsOnlyTheMemory() throws IOException {
        Files.createDirectory(file);
        Files.writeString(file.resolve("in"), "the way");
        Quiz quiz = quiz(PAGE);
        quiz.ask(dialog("\ny\n\nn\n"), print(), 2);

        assertThat(quiz.closing()).isEqualTo("Known: 1 of 3, not asked yet: 1. To read: docs/stage07.md.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "null", "{}", "{\"questions\":null}", "{\"questions\":{\"why-1\":null}}", "[1]", "{\"q"})
    void aNotebookMayHoldAnything(String text) throws IOException {
        Files.writeString(file, text);

        assertThat(quiz(PAGE).closing()).isEqualTo("Known: 0 of 3, not asked yet: 3.");
    }

    @Test
    void theListSaysWhatIsKnown() {
        ask(PAGE, "\ny\n\nn\n", 2);

        assertThat(quiz(PAGE).list().lines().map(line -> line.strip().replaceAll(" +", " ")))
                .containsExactly(
                        "question stage",
                        "",
                        "Locks:",
                        "1 Why 1? 7 known",
                        "2 Why 2? 7 not known",
                        "3 Why 3? 7",
                        "",
                        "Known: 1 of 3, not asked yet: 1. To read: docs/stage07.md.");
    }

    @Test
    void noLineIsWiderThanTheTerminal() throws IOException {
        List<Question> all = QuestionPageTest.questions();
        ask(all, "\nn\n".repeat(all.size()), all.size());

        // A path is one word, and the longest has a heading behind it.
        assertThat(said().lines().filter(line -> line.length() > 60)).isEmpty();
        assertThat(quiz(all).list().lines().filter(line -> line.length() > 60)).isEmpty();
    }

    private void ask(List<Question> questions, String input, int count) {
        quiz(questions).ask(dialog(input), print(), count);
    }

    private Quiz quiz(List<Question> questions) {
        return new Quiz(questions, new Notebook(file), CLOCK, 60);
    }

    private Dialog dialog(String input) {
        return new Dialog(new BufferedReader(new StringReader(input)), print());
    }

    private PrintStream print() {
        return new PrintStream(out, true, UTF_8);
    }

    private String said() {
        return out.toString(UTF_8).replace("\r", "");
    }
}
