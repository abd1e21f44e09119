package tenstages.loadgen.practice.predict;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tenstages.loadgen.practice.Dialog;

class AskerTest {
    private static final int WIDTH = 60;

    private static Asker asker(Typist typist) {
        return new Asker(typist.dialog(), typist.out(), WIDTH);
    }

    @Test
    void theSceneComesFirstAndThenTheQuestion() {
        Typist typist = new Typist("19");
        assertThat(asker(typist).ask(MadeQuestion.of(1)).said()).hasValue(19);
        assertThat(typist.screen())
                .isEqualTo("Before break 1\n  The scene 1.\n\n  How many?\n\n"
                        + "Your guess (Enter alone: I don't know): 19\n\n");
    }

    @Test
    void enterAloneIsNoGuess() {
        Typist typist = new Typist("", "7");
        assertThat(asker(typist).ask(MadeQuestion.of(1)).said()).isEmpty();
        assertThat(typist.left()).isOne();
        assertThat(typist.screen()).doesNotContain("understood");
    }

    @Test
    void whatIsNoNumberIsAskedAgainOnceAndIsThenNoGuess() {
        Typist second = new Typist("many", "7");
        assertThat(asker(second).ask(MadeQuestion.of(1)).said()).hasValue(7);
        assertThat(second.screen()).containsOnlyOnce("That is not understood");
        Typist never = new Typist("many", "more", "7");
        assertThat(asker(never).ask(MadeQuestion.of(1)).said()).isEmpty();
        assertThat(never.left()).isOne();
    }

    /** Also what would move the cursor. */
    @ParameterizedTest
    @ValueSource(strings = {"\u001b[2J\u0007", "\u202e12", "\u0000"})
    void whatWasTypedIsNotPrinted(String typed) {
        Typist typist = new Typist(typed, "");
        assertThat(asker(typist).ask(MadeQuestion.of(1)).said()).isEmpty();
        assertThat(typist.screen().replace(typed, "")).matches("[\\x20-\\x7e\n]*");
    }

    @Test
    void whoLeavesIsAskedNoMore() {
        Typist typist = new Typist();
        Asker asker = asker(typist);
        assertThat(asker.ask(MadeQuestion.of(1)).said()).isEmpty();
        assertThat(asker.hasLeft()).isTrue();
        assertThat(typist.screen()).contains("The scene 1.").endsWith("\n");
        assertThat(asker.ask(MadeQuestion.of(2)).said()).isEmpty();
        assertThat(typist.screen()).doesNotContain("The scene 2.");
    }

    @Test
    void aTerminalThatIsGoneIsNobody() {
        Reader gone = new Reader() {
            @Override
            public int read(char[] buffer, int offset, int length) throws IOException {
                throw new IOException("Input/output error");
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
        Typist typist = new Typist();
        Asker asker = new Asker(new Dialog(new BufferedReader(gone), typist.out()), typist.out(), WIDTH);
        assertThat(asker.ask(MadeQuestion.of(1)).said()).isEmpty();
        assertThat(asker.hasLeft()).isTrue();
    }

    /** Somebody was impatient during the break before. */
    @Test
    void whatWasTypedBeforeTheQuestionIsNoAnswer() {
        assertThat(asker(new Typist("7").ahead("\n\n")).ask(MadeQuestion.of(1)).said())
                .hasValue(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"y", "Y", "yes", " y "})
    void whoSaysYesIsAsked(String answer) {
        assertThat(asker(new Typist(answer)).offer()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "n", "no", "19", "yesterday"})
    void whoSaysAnythingElseWatches(String answer) {
        assertThat(asker(new Typist(answer)).offer()).isFalse();
        assertThat(asker(new Typist()).offer()).isFalse();
    }

    @Test
    void questionsFitIntoTheTerminal() {
        for (Question question : Question.all()) {
            Typist typist = new Typist("many", "more");
            asker(typist).ask(question);
            assertThat(typist.screen().lines())
                    .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(WIDTH));
        }
    }
}
