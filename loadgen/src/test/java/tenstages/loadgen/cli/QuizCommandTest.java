package tenstages.loadgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Here stdin is no terminal, as in a pipe. */
@Printing
class QuizCommandTest {
    private static final int USAGE = 2;

    @Test
    void theListNeedsNoTerminal() {
        Typed list = Typed.line("quiz --list");

        assertThat(list.exitCode()).isZero();
        assertThat(list.err()).isEmpty();
        assertThat(list.out()).containsPattern("(?m)^ +1 +What happens").containsPattern("(?m)^ +50 +One change");
        assertThat(list.text()).contains("Connections:", "Several machines:").containsPattern("Known: \\d+ of 50");
    }

    @Test
    void withoutATerminalThereIsNobodyToAsk() {
        Typed quiz = Typed.line("quiz --stage 7");

        assertThat(quiz.exitCode()).isEqualTo(USAGE);
        assertThat(quiz.out()).isEmpty();
        assertThat(quiz.err().lines())
                .singleElement()
                .asString()
                .contains("without a terminal", "./ten quiz --list", "docs/interview.md");
    }

    @Test
    void aListIsOfAStageAndOfATheme() {
        assertThat(Typed.line("quiz --list --stage 10").text())
                .contains("How do you stop a thread?", "graceful shutdown")
                .containsPattern("Known: \\d of 3[.,]")
                .doesNotContain("deadlock");
        assertThat(Typed.line("quiz --list --theme LOCKS").text())
                .contains("deadlock")
                .containsPattern("Known: \\d of 7[.,]");
        assertThat(Typed.line("quiz --list --theme lo --stage 1").exitCode()).isEqualTo(USAGE);
        assertThat(Typed.line("quiz --list --theme locks --stage 8").text()).containsPattern("Known: \\d of 4[.,]");
        assertThat(Typed.line("quiz --list --stage beyond").text()).contains("What does CAP say");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            quiz --stage 0                       | --stage: should be 1 to 10, or beyond
            quiz --stage 11                      | --stage: should be 1 to 10, or beyond
            quiz --stage 07                      | --stage: should be 1 to 10, or beyond
            quiz --list --theme s                | --theme: should be one of: Connections, Waiting for many, Threads
            quiz --list --theme none             | --theme: should be one of: Connections
            quiz --list --stage 1 --theme threads | no question of stage 1 has the theme Threads
            quiz --count 0                       | --count: should be 1 or more
            quiz --count -1                      | --count: should be 1 or more
            quiz --count x                       | Invalid value for option '--count'
            quiz --count 3 --list                | --count: does not go with --list
            quiz 7                               | Unmatched argument at index 1: '7'
            """)
    void aMistakeIsOneLine(String line, String message) {
        Typed typed = Typed.line(line);

        assertThat(typed.exitCode()).isEqualTo(USAGE);
        assertThat(typed.out()).isEmpty();
        assertThat(typed.err().lines()).singleElement().asString().startsWith(message);
    }
}
