package tenstages.loadgen.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {
    @ParameterizedTest
    @ValueSource(
            ints = {
                0x00, 0x07, 0x09, 0x0a, 0x0d, 0x1b, 0x7f, 0x80, 0x85, 0x9b, 0x9f, 0xad, 0x061c, 0x200b, 0x200d, 0x200e,
                0x200f, 0x2028, 0x2029, 0x202a, 0x202e, 0x2060, 0x2066, 0x2069, 0xfeff, 0xd83d, 0xde00, 0xe0041
            })
    void whatIsNotSeenOrMovesOthersIsABlank(int character) {
        assertThat(Printable.line("a" + Character.toString(character) + "b")).isEqualTo("a b");
    }

    @Test
    void allElseIsLeftAsItIs() {
        String words = "naïve µs 日本 \ud83d\ude00 مرحبا …";
        assertThat(Printable.line(words)).isEqualTo(words);
    }

    @Test
    void whatIsNotSeenCanBeShownByItsNumber() {
        assertThat(Printable.escaped("\ufeffa\u0000b\u202e")).isEqualTo("\\ufeffa\\u0000b\\u202e");
    }

    @Test
    void aCutIsNotInTheMiddleOfACharacter() {
        assertThat(Printable.cut("a\ud83d\ude00b", 4)).isEqualTo("a\ud83d\ude00b");
        assertThat(Printable.cut("a\ud83d\ude00b", 3)).isEqualTo("a\ud83d\ude00 …");
        assertThat(Printable.cut("a\ud83d\ude00b", 2)).isEqualTo("a …");
    }
}
