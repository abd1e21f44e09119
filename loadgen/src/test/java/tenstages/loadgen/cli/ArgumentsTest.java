package tenstages.loadgen.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ArgumentsTest {
    private static final String JVM = "java\0-jar\0ten.jar\0";

    /** As a JVM without a locale reads them: each byte that is not ASCII is lost. */
    private static final String[] READ = {"run", ":7001", "--line", "na\ufffd\ufffdve", ""};

    @Test
    void theBytesThatWereTypedAreRead() {
        byte[] typed = (JVM + "run\0:7001\0--line\0naïve\0\0").getBytes(UTF_8);
        assertThat(Arguments.asTyped(READ, typed)).containsExactly("run", ":7001", "--line", "naïve", "");
    }

    @Test
    void bytesThatAreNoUtf8AreSaidToBeNone() {
        byte[] typed = (JVM + "run\0:7001\0--line\0naïve\0\0").getBytes(ISO_8859_1);
        assertThatThrownBy(() -> Arguments.asTyped(READ, typed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'na\ufffd\ufffdve' is not UTF-8, and ten knows no other encoding");
    }

    @Test
    void whereNobodyHasKeptTheBytesWhatIsLostIsTold() {
        assertThatThrownBy(() -> Arguments.asTyped(READ, new byte[0])).hasMessageStartingWith("'na\ufffd\ufffdve' is");
        assertThat(Arguments.asTyped(new String[] {"send", "5", "naïve"}, new byte[0]))
                .containsExactly("send", "5", "naïve");
    }
}
