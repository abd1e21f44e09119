package tenstages.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tenstages.loadgen.process.JavaCommand;
import tenstages.loadgen.process.Programs;

/** What {@code learn --new} writes, built and started by the commands that it prints. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SkeletonsTest {
    private static final Pattern COMMANDS = Pattern.compile("ten learn (?:--build (.+) )?--cmd '(.+)'");
    private static final int FAILED = 1;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "go, go version",
        "python, python3 --version",
        "rust, cargo --version",
        "java, javac -version",
        "javascript, node --version"
    })
    void aNewServerListensAndAnswersNothing(String language, String tool) throws IOException, InterruptedException {
        skipUnless(language, tool);
        Ended written = ten(Path.of("."), "learn", "--new", language, folder.toString());
        assertThat(written.exitCode).as(written.output).isZero();
        Matcher commands = COMMANDS.matcher(written.output);
        assertThat(commands.find()).as(written.output).isTrue();
        if (commands.group(1) != null) {
            Ended built = run(folder, "sh", "-c", "eval " + commands.group(1));
            assertThat(built.exitCode).as(built.output).isZero();
            assertThat(built.output).isEmpty();
        }

        String command = commands.group(2).replace("'\\''", "'").split("' --watch", -1)[0];
        Ended examined = ten(folder, "check", "1", "--only", "s01.order", "--patience", "1s", "--cmd", command);

        assertThat(examined.output).contains("FAIL  s01.order").contains("received  nothing");
        assertThat(examined.exitCode).isEqualTo(FAILED);
    }

    /** Says so in the output of the build. */
    private void skipUnless(String language, String tool) throws IOException, InterruptedException {
        Ended ended = run(folder, "sh", "-c", tool);
        if (ended.exitCode != 0) {
            String reason = "the new server in " + language + " is not examined: " + tool + " failed";
            System.out.println(reason);
            abort(reason);
        }
    }

    private static Ended ten(Path folder, String... words) throws IOException, InterruptedException {
        Path jar = Programs.root().resolve("loadgen/target/loadgen.jar").toAbsolutePath();
        List<String> command = new ArrayList<>(JavaCommand.of(List.of(), jar, List.of(words)));
        return run(folder, command.toArray(String[]::new));
    }

    private static Ended run(Path folder, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }

    private record Ended(int exitCode, String output) {}
}
