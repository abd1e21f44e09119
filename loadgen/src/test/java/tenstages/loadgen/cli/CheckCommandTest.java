package tenstages.loadgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tenstages.loadgen.exam.Exam;
import tenstages.loadgen.model.Fault;
import tenstages.loadgen.model.ModelServer;
import tenstages.loadgen.process.JavaCommand;

/** {@code check} as a user types it: where the server comes from, which items are run, and the exit code. */
@Printing
class CheckCommandTest {
    private static final String ECHO = JavaCommand.java() + " -cp " + System.getProperty("java.class.path") + " "
            + QuietEcho.class.getName() + " {port}";

    @Test
    void aCommandWhoseItemsAllPassIsPassed() {
        Typed typed = Typed.words("check", "1", "--only", "s01.order", "--cmd", ECHO);
        assertThat(typed.out()).startsWith("  pass  s01.order  ").contains("PASS: 1 of 1 items passed in ");
        assertThat(typed.exitCode()).isZero();
        assertThat(typed.err()).isEmpty();
    }

    @Test
    void anExamStopsAtTheFirstFailure() {
        Typed typed = Typed.words("check", "1", "--cmd", ECHO);
        assertThat(typed.out()).contains("  FAIL  s01.echo ", "likely ", "FAIL: 0 passed, 1 failed,", "8 not run");
        assertThat(typed.exitCode()).isEqualTo(ExitCodes.FAILED);
    }

    @Test
    void allItemsAreRunIfAsked() {
        Typed typed = Typed.words("check", "1", "--all", "--only", "s01.echo,s01.order", "--cmd", ECHO);
        assertThat(typed.out()).contains("  FAIL  s01.echo ", "  pass  s01.order ", "1 passed, 1 failed");
    }

    @Test
    void aCommandThatDoesNotStartTestsNothing() {
        Typed typed = Typed.words("check", "1", "--cmd", "exit 7");
        assertThat(typed.exitCode()).isEqualTo(ExitCodes.NOTHING_TESTED);
        assertThat(typed.text())
                .startsWith("NOTHING TESTED: 0 passed, 0 failed, 0 could not be judged, 9 not run: the server did"
                        + " not start.");
        assertThat(typed.err()).startsWith("the server ended with exit code 7 before it listened: exit 7\n");
    }

    @Test
    void ofARunningServerOnlyWhatNeedsNoStartIsAsked() throws IOException {
        try (ModelServer server = ModelServer.start(5, List.of("--work-ms", "0"))) {
            JsonNode json = json(check(server, 5, "--all", "--format", "json"), ExitCodes.FAILED);
            assertThat(json.get("verdict").asText()).isEqualTo("INCONCLUSIVE");
            long started =
                    Exam.of(5).stream().filter(item -> item.needsStart(5)).count();
            assertThat(json.get("not_run").asLong()).isEqualTo(started);
            assertThat(json.get("pass").asLong()).isEqualTo(Exam.of(5).size() - started);
        }
    }

    @Test
    void ofARunningServerTheItemsThatCanBeRunCanPassTwice() throws IOException {
        try (ModelServer server = ModelServer.start(5, List.of("--work-ms", "0"))) {
            for (int i = 0; i < 2; i++) {
                Typed typed = check(server, 5, "--only", "s05.accepted,s04.shared");
                assertThat(typed.out()).contains("PASS: 2 of 2 items passed");
                assertThat(typed.exitCode()).isZero();
            }
        }
    }

    @Test
    void itemsThatCannotBeRunTestNothing() throws IOException {
        try (ModelServer server = ModelServer.start(5, List.of("--work-ms", "0"))) {
            Typed typed = check(server, 5, "--only", "s05.busy");
            assertThat(typed.exitCode()).isEqualTo(ExitCodes.NOTHING_TESTED);
            assertThat(typed.text()).contains("NOTHING TESTED: 0 passed", "must be started for these (--cmd)");
        }
    }

    @Test
    void aRunningServerThatIsWrongFails() throws IOException {
        try (ModelServer server = ModelServer.start(5, List.of("--work-ms", "0"), Fault.APPLIES_TWICE)) {
            Typed typed = check(server, 5, "--patience", "200ms");
            assertThat(typed.exitCode()).isEqualTo(ExitCodes.FAILED);
            assertThat(typed.text()).contains("FAIL s05.accepted", "within 200 ms", "Each event was applied twice.");
        }
    }

    @Test
    void whereNoServerRunsNothingIsTested() throws IOException {
        ModelServer server = ModelServer.start(5, List.of());
        server.close();
        Typed typed = check(server, 5);
        assertThat(typed.exitCode()).isEqualTo(ExitCodes.NOTHING_TESTED);
        assertThat(typed.err()).startsWith("cannot connect to 127.0.0.1:").contains("(is the server running?)");
        assertThat(typed.text()).contains(Exam.of(5).size() + " not run: the server could not be reached.");
    }

    @Test
    void programsGetJsonOrXmlAndNothingElse() throws IOException {
        try (ModelServer server = ModelServer.start(1, List.of())) {
            assertThat(json(check(server, 1, "--format", "json"), ExitCodes.OK).get("items"))
                    .hasSize(9);
            Typed junit = check(server, 1, "--format", "junit");
            assertThat(junit.out()).startsWith("<?xml ").endsWith("</testsuite>\n");
            assertThat(junit.out()).contains("tests=\"9\" failures=\"0\" errors=\"0\" skipped=\"0\"");
        }
    }

    @Test
    void theListAsksNothing() throws IOException {
        Typed typed = Typed.line("check 10 --list --cmd /does/not/exist");
        assertThat(typed.exitCode()).isZero();
        assertThat(typed.out()).startsWith("  s10.drain ");
        Typed some = Typed.line("check 10 --list --only s09,s05.busy");
        assertThat(some.out().lines().filter(line -> line.matches("  s\\d\\d\\..*")))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("  s09.health "),
                        line -> assertThat(line).startsWith("  s09.metrics "),
                        line -> assertThat(line).startsWith("  s09.many-clients "),
                        line -> assertThat(line).startsWith("  s05.busy "));
        JsonNode json = json(Typed.line("check 10 --list --format json"), ExitCodes.OK);
        assertThat(json.get("items")).hasSize(Exam.of(10).size());
    }

    private static Typed check(ModelServer server, int stage, String... words) {
        List<String> all = new ArrayList<>(List.of(
                "check",
                String.valueOf(stage),
                "--target",
                ":" + server.address().getPort()));
        all.addAll(List.of(words));
        return Typed.words(all.toArray(String[]::new));
    }

    private static JsonNode json(Typed typed, int exitCode) throws IOException {
        assertThat(typed.exitCode()).isEqualTo(exitCode);
        return new ObjectMapper().readTree(typed.out());
    }
}
