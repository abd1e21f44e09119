package tenstages.loadgen.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;
import tenstages.loadgen.report.Streams;

@Printing
class StreamsTest {
    /** As a full disk is, or a pipe that nobody reads any more. */
    private static final class Full extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            throw new IOException("No space left on device");
        }
    }

    @Test
    void whatCouldNotBePrintedIsToldOnStderr() {
        Typed typed = Typed.printing(() -> {
            PrintStream kept = System.out;
            System.setOut(new PrintStream(new Full(), true, UTF_8));
            try {
                System.out.println("a result");
                return Streams.outIsWritten() ? 0 : 1;
            } finally {
                System.setOut(kept);
            }
        });
        assertThat(typed.exitCode()).isEqualTo(1);
        assertThat(typed.err())
                .isEqualTo("the output could not be written to stdout (a full disk, or a closed pipe?)%n".formatted());
    }

    @Test
    void whereAllIsPrintedNothingIsTold() {
        Typed typed = Typed.printing(() -> Streams.outIsWritten() ? 0 : 1);
        assertThat(typed).isEqualTo(new Typed(0, "", ""));
    }
}
