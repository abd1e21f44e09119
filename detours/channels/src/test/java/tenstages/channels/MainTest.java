package tenstages.channels;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.Isolated;

/** The programs as a user types them. */
@Isolated
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MainTest {
    private record Ended(int exitCode, String out, String err) {}

    @Test
    void eachProgramSaysWhatItSaw() {
        Map<String, String> expected = Map.of(
                "task-queue --tasks 50 --work-ms 0", "50 tasks done, 0 dropped, \\d+ waited at most, in \\d+ ms\n",
                "task-queue --tasks 50 --work-ms 1 --when-full drop --capacity 1",
                        "\\d+ tasks done, [1-9]\\d* dropped, 1 waited at most, in \\d+ ms\n",
                "log-writer --threads 1 --lines 2", "thread 1, line 1\nthread 1, line 2\n",
                "ping-pong --rounds 10", "queue +[\\d.]+ µs a round\nrendezvous +[\\d.]+ µs a round\n",
                "worker-pool --jobs 2",
                        "17984 primes below 200000; the jobs were ready in this order: \\[[01], [01]\\]\n",
                "worker-pool --jobs 0", "0 primes below 0; the jobs were ready in this order: \\[\\]\n",
                "batch --items 3 --most 2 --pause-ms 0 --most-ms 9999",
                        "a batch of 2: \\[1, 2\\]\na batch of 1: \\[3\\]\n",
                "request-reply --timeout-ms 60000", "(?s)1 squared.*: 1\n.*: 25\n.*: 100\n.*: 400\n.*: 1600\n.*: 1\n");
        expected.forEach((line, printed) -> {
            Ended ended = run(line);
            assertThat(ended.err).as(line).isEmpty();
            assertThat(ended.out).as(line).matches(printed);
            assertThat(ended.exitCode).as(line).isZero();
        });
    }

    @Test
    void whatAUserGetsWrongIsToldInOneLine() {
        for (String line : List.of(
                "task-queue --capacity -1",
                "task-queue --when-full never",
                "log-writer --threads 0",
                "log-writer -o /no/such/folder/log",
                "ping-pong --rounds 0",
                "worker-pool --workers 0",
                "batch --most 0",
                "parallel-files",
                "chat --port 65536",
                "request-reply --timeout-ms -1",
                "no-such-program")) {
            Ended ended = run(line);
            assertThat(ended.exitCode).as(line).isEqualTo(2);
            assertThat(ended.err.lines()).as(line).hasSize(1).allMatch(text -> text.endsWith(" (--help explains)"));
        }
        Ended missing = run("parallel-files /no/such/folder");
        assertThat(missing.exitCode).isEqualTo(1);
        assertThat(missing.err).isEqualTo("there is no folder /no/such/folder\n");
    }

    @Test
    void withoutAProgramTheProgramsAreListed() {
        Ended ended = run("");
        assertThat(ended.exitCode).isZero();
        assertThat(ended.out).contains("task-queue", "log-writer", "ping-pong", "worker-pool", "batch");
        assertThat(ended.out).contains("parallel-files", "chat", "request-reply");
        assertThat(run("no-such-program").err).isEqualTo("there is no program 'no-such-program' (--help explains)\n");
        assertThat(run("-V").out).isNotBlank();
        assertThat(run("chat -V").out).isNotBlank();
        assertThat(run("--help").exitCode).isZero();
    }

    /** The device takes nothing, as a full disk. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void whatCannotBePrintedIsAFailure() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java, "-cp", System.getProperty("java.class.path"), Main.class.getName(), "--help")
                .redirectOutput(new File("/dev/full"))
                .start();
        assertThat(process.errorReader().readLine()).startsWith("the output could not be written to stdout");
        assertThat(process.waitFor()).isEqualTo(1);
    }

    /** In Egypt, where the digits of Java are others; what is printed is the same everywhere. */
    private static Ended run(String line) {
        Locale oldLocale = Locale.getDefault();
        PrintStream oldOut = System.out;
        PrintStream oldErr = System.err;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        Locale.setDefault(Locale.forLanguageTag("ar-EG"));
        try {
            int exitCode = Main.commandLine().execute(line.isEmpty() ? new String[0] : line.split(" ", -1));
            return new Ended(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        } finally {
            Locale.setDefault(oldLocale);
            System.setOut(oldOut);
            System.setErr(oldErr);
        }
    }
}
