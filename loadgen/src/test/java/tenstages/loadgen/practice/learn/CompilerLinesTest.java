package tenstages.loadgen.practice.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompilerLinesTest {
    @Test
    void whatStandsBeforeTheFirstErrorIsLeftOut() {
        assertThat(CompilerLines.of(List.of(
                        "   Compiling me v0.1.0",
                        "warning: unused",
                        "",
                        "error[E0425]: no such thing",
                        " --> main.rs")))
                .containsExactly("error[E0425]: no such thing", " --> main.rs");
    }

    @Test
    void aCompilerThatCallsNothingAnErrorIsQuotedFromItsBeginning() {
        assertThat(CompilerLines.of(List.of("# server", "./main.go:3:1: undefined: x")))
                .containsExactly("# server", "./main.go:3:1: undefined: x");
    }

    @Test
    void theFirstLinesAreEnough() {
        assertThat(CompilerLines.of(Collections.nCopies(100, "error"))).hasSizeBetween(5, 20);
        assertThat(CompilerLines.of(List.of())).isEmpty();
    }
}
