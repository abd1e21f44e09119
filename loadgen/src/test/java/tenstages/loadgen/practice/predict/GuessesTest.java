package tenstages.loadgen.practice.predict;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tenstages.loadgen.pains.MadeBreaking;
import tenstages.loadgen.practice.Notebook;

class GuessesTest {
    @TempDir
    private Path folder;

    private Guesses guesses() {
        return new Guesses(new Notebook(folder.resolve("guesses.json")));
    }

    private static Comparison comparison(int number, OptionalDouble said) {
        return new Guess(MadeQuestion.of(number), said).with(MadeBreaking.proved(MadeBreaking.scenario(number, true)));
    }

    @Test
    void aGuessIsRememberedAndSoIsThatThereWasNone() throws IOException {
        assertThat(guesses().has(1)).isFalse();
        guesses().keep(comparison(1, OptionalDouble.of(19)));
        guesses().keep(comparison(2, OptionalDouble.empty()));
        assertThat(guesses().has(1)).isTrue();
        assertThat(guesses().has(2)).isTrue();
        assertThat(guesses().has(3)).isFalse();
        assertThat(Files.readString(folder.resolve("guesses.json")))
                .contains("\"said\" : 19.0", "\"measured\" : 100.0", "\"said\" : null", "\"measured\" : 200.0");
    }

    @Test
    void anOfferIsRememberedBesideTheGuesses() {
        guesses().keep(comparison(1, OptionalDouble.of(19)));
        assertThat(guesses().isOffered()).isFalse();
        guesses().keepOffer();
        assertThat(guesses().isOffered()).isTrue();
        assertThat(guesses().has(1)).isTrue();
        guesses().keep(comparison(2, OptionalDouble.of(19)));
        assertThat(guesses().isOffered()).isTrue();
    }

    @Test
    void aNotebookOfAnotherKindIsBlank() throws IOException {
        Files.writeString(folder.resolve("guesses.json"), "{}");
        assertThat(guesses().has(1)).isFalse();
        assertThat(guesses().isOffered()).isFalse();
        guesses().keep(comparison(1, OptionalDouble.of(19)));
        assertThat(guesses().has(1)).isTrue();
    }
}
