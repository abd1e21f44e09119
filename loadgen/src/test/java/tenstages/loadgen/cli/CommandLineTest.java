package tenstages.loadgen.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tenstages.loadgen.process.EchoProgram;
import tenstages.loadgen.process.ServerProcess;

/** The program as a user types it, within this process. */
@Timeout(60)
class CommandLineTest {
    @TempDir
    private Path folder;

    private record Ended(int exitCode, String out, String err) {}

    @Test
    void aResultFileIsAsItsSchemaSays() throws IOException {
        Path schemaFile = Path.of("..", "docs", "result.schema.json");
        JsonSchema schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(Files.readString(schemaFile));
        try (ServerProcess echo = EchoProgram.start()) {
            String target = "127.0.0.1:" + echo.address().getPort();
            Path file = folder.resolve("result.json");
            for (List<String> loop : List.of(List.of("-p", "4"), List.of("-R", "200", "--arrivals", "poisson"))) {
                List<String> words =
                        new ArrayList<>(List.of("run", target, "-c", "2", "-n", "100", "-o", file.toString()));
                words.addAll(loop);
                // On a busy machine the open loop may rightly call itself too slow.
                assertThat(run(words.toArray(String[]::new)).out)
                        .containsAnyOf("Verdict     VALID", "Verdict     CLIENT-LIMITED");
                assertThat(schema.validate(Files.readString(file), InputFormat.JSON))
                        .isEmpty();
            }
            assertThat(run("compare", file.toString(), file.toString()).out).contains("p99.9", "1.00");
        }
    }

    @Test
    void aGateStrikes() throws IOException {
        try (ServerProcess echo = EchoProgram.start()) {
            String target = "127.0.0.1:" + echo.address().getPort();
            assertThat(run("run", target, "-n", "50", "--fail-if", "error>0").exitCode)
                    .isZero();
            Ended struck = run("run", target, "-n", "50", "--fail-if", "max>1us");
            assertThat(struck.exitCode).isEqualTo(99);
            assertThat(struck.err).contains("--fail-if max>1us struck");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "run nowhere, HOST:PORT",
        "run 127.0.0.1:1 -c 0, -c: must be from 1",
        "run 127.0.0.1:1 -d soon, 'soon' is not a time",
        "run 127.0.0.1:1 -R 0, -R: must be above 0",
        "run 127.0.0.1:1 --fail-if p99>fast, is not a gate",
        "run 127.0.0.1:1 --bogus, --bogus",
        "break 11, N: must be from 1 to 10",
        "break x, 'x' is not an int",
        "sweep 6, N: must be from 7 to 10",
        "sweep 7 --workers 4 --workers 1, must be ascending",
        "frobnicate, frobnicate"
    })
    void aMistakeOfTheUserIsOneLineAndExitCode2(String words, String named) {
        Ended ended = run(words.split(" ", -1));
        assertThat(ended.exitCode).isEqualTo(2);
        assertThat(ended.err.strip()).contains(named).doesNotContain("\n", "\tat ");
    }

    @Test
    void nothingTestedIsExitCode3() {
        Ended ended = run("run", "127.0.0.1:1", "-n", "1");
        assertThat(ended.exitCode).isEqualTo(3);
        assertThat(ended.err.strip())
                .startsWith("cannot connect to 127.0.0.1:1: ")
                .doesNotContain("\n");
    }

    private static Ended run(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream oldOut = System.out;
        PrintStream oldErr = System.err;
        System.setOut(new PrintStream(out, true, UTF_8));
        System.setErr(new PrintStream(err, true, UTF_8));
        try {
            int exitCode = Main.commandLine().execute(words);
            return new Ended(exitCode, out.toString(UTF_8), err.toString(UTF_8));
        } finally {
            System.setOut(oldOut);
            System.setErr(oldErr);
        }
    }
}
