package tenstages.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tenstages.loadgen.process.JavaCommand;
import tenstages.loadgen.process.Programs;

/** The servers in other languages, built and tested with their own tools, and examined as a user would. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ExamplesTest {
    private static final int CANNOT_BE_RUN = 127;

    private static final Map<String, String> ENVIRONMENT = Map.of(
            // Built once and not debugged, which takes a fifth of the time off.
            "CARGO_INCREMENTAL", "0",
            "CARGO_PROFILE_DEV_DEBUG", "0",
            // No C compiler, no question to git, and no newer Go from the network in the place of one that is too old.
            "CGO_ENABLED", "0",
            "GOFLAGS", "-buildvcs=false",
            "GOTOOLCHAIN", "local");

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void thePythonServerIsAtStageFive() throws IOException, InterruptedException {
        Path folder = folder("python");
        skipUnless(folder, "examples/python", "python3", "-c", "import sys; sys.exit(sys.version_info < (3, 9))");
        expectGood(run(folder, "python3", "-m", "unittest", "-q"));
        expectPass(5, "python3 '" + folder.resolve("server.py") + "' --port {port}");
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void theRustServerIsAtStageTen() throws IOException, InterruptedException {
        Path folder = folder("rust");
        skipUnless(folder, "examples/rust", "cargo", "fetch", "--locked", "-q");
        expectGood(run(folder, "cargo", "test", "--locked", "-q"));
        expectGood(run(folder, "cargo", "build", "--locked", "-q"));
        expectPass(10, "'" + folder.resolve("target/debug/tenstages-rust") + "' --port {port}");
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void theGoServerIsAtStageTen() throws IOException, InterruptedException {
        Path folder = folder("go");
        // In the folder of the module it also says whether this Go is new enough.
        skipUnless(folder, "examples/go", "go", "list");
        Path server = folder.resolveSibling("target").resolve("tenstages-go");
        expectGood(run(folder, "go", "build", "-o", server.toString(), "."));
        expectGood(run(folder, "go", "test", "-timeout", "2m", "."));
        expectPass(10, "'" + server + "' --port {port}");
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void theJavaScriptServerIsAtStageTen() throws IOException, InterruptedException {
        Path folder = folder("javascript");
        skipUnless(folder, "examples/javascript", "node", "-e", "if (parseInt(process.versions.node) < 20) throw 0");
        expectGood(run(folder, "node", "--test"));
        expectPass(10, "node '" + folder.resolve("server.js") + "' --port {port}");
    }

    private static Path folder(String language) throws IOException {
        return Programs.root().resolve("examples").resolve(language).toAbsolutePath();
    }

    /** Says so in the output of the build. */
    private static void skipUnless(Path folder, String what, String... command)
            throws IOException, InterruptedException {
        Ended ended = run(folder, command);
        if (ended.exitCode != 0) {
            String reason = what + " is not examined: " + String.join(" ", command) + " failed: "
                    + ended.output.lines().reduce((first, last) -> last).orElse("");
            System.out.println(reason);
            abort(reason);
        }
    }

    private static void expectPass(int stage, String command) throws IOException, InterruptedException {
        List<String> words = JavaCommand.of(
                List.of(),
                Programs.root().resolve("loadgen").resolve("target/loadgen.jar"),
                List.of("check", String.valueOf(stage), "--cmd", command));
        Ended ended = run(Path.of("."), words.toArray(String[]::new));
        assertThat(ended.output).contains("PASS: ");
        expectGood(ended);
    }

    private static void expectGood(Ended ended) {
        assertThat(ended.exitCode).as(ended.output).isZero();
    }

    private static Ended run(Path folder, String... command) throws IOException, InterruptedException {
        Process process;
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
            builder.environment().putAll(ENVIRONMENT);
            process = builder.start();
        } catch (IOException e) {
            return new Ended(CANNOT_BE_RUN, e.getMessage());
        }
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }

    private record Ended(int exitCode, String output) {}
}
