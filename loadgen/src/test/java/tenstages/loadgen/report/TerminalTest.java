package tenstages.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TerminalTest {
    @Test
    void aDumbTerminalAndNoneTakeNoEscapeSequences() {
        assertThat(Terminal.obeys("dumb")).isFalse();
        assertThat(Terminal.obeys("")).isFalse();
        assertThat(Terminal.obeys("xterm-256color")).isTrue();
        assertThat(Terminal.obeys("linux")).isTrue();
    }
}
