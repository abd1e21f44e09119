package tenstages.loadgen.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tenstages.loadgen.model.ScriptedServer;
import tenstages.loadgen.process.EchoProgram;
import tenstages.loadgen.process.ServerProcess;

/** The verb {@code run}: its exit codes, each by its cause, and what it writes. */
@Printing
class RunCommandTest {
    private static final String INVALID_JSON = "{\"status\":\"error\",\"reason\":\"invalid_json\"}\n";

    @TempDir
    private Path folder;

    @Test
    void aGoodRunIsExitCode0() throws IOException {
        try (ScriptedServer server = accepting()) {
            // A busy machine may rightly make the client call itself the slow one.
            await().until(() -> {
                Typed typed = run(server, "-n", "50");
                assertThat(typed.exitCode()).isIn(0, 4);
                return typed.exitCode() == 0 && typed.out().endsWith("  Verdict: VALID\n");
            });
        }
    }

    /** The server that is loaded first is seen by its thread alone. */
    @Test
    void aRunWarmsUp() throws Exception {
        AtomicBoolean ended = new AtomicBoolean();
        try (ScriptedServer server = accepting()) {
            CompletableFuture<Boolean> seen = CompletableFuture.supplyAsync(() -> {
                boolean warm = false;
                while (!warm && !ended.get()) {
                    warm = Thread.getAllStackTraces().keySet().stream()
                            .anyMatch(thread -> thread.getName().equals("accepting-server"));
                }
                return warm;
            });
            String address = "127.0.0.1:" + server.address().getPort();
            Typed typed = Typed.words("run", address, "-n", "50", "--warm-up", "300ms");
            ended.set(true);
            assertThat(typed.text()).contains("50 scheduled");
            assertThat(seen.get()).isTrue();
        }
    }

    @Test
    void aRunThatTellsNothingIsExitCode1() throws IOException {
        try (ScriptedServer server = ScriptedServer.answering(number -> INVALID_JSON)) {
            Typed typed = run(server, "-n", "50");
            assertThat(typed.exitCode()).isEqualTo(1);
            assertThat(typed.text()).contains("Verdict: INCONCLUSIVE: no request succeeded");
        }
    }

    @Test
    void aServerThatCannotBeReachedIsExitCode3() {
        Typed typed = Typed.line("run 127.0.0.1:1 -n 1");
        assertThat(typed.exitCode()).isEqualTo(3);
        assertThat(typed.out()).isEmpty();
        assertThat(typed.err().strip())
                .startsWith("cannot connect to 127.0.0.1:1: ")
                .doesNotContain("\n");
    }

    @Test
    void aServerThatNeverAnswersIsExitCode3() throws IOException {
        try (ScriptedServer server = ScriptedServer.answering(number -> "")) {
            Typed typed = run(server, "-n", "5", "-c", "2", "--timeout", "100ms", "--fail-if", "p99>1us");
            assertThat(typed.exitCode()).isEqualTo(3);
            assertThat(typed.text())
                    .contains("0 of 2 connections were served")
                    .contains("Accounting: 2 scheduled = 0 accepted + 0 ok + 0 rejected + 0 error + 2 timed out");
        }
    }

    /** A million requests are due within 20 ms: no client sends that many. */
    @Test
    void aRateThatThisClientCannotKeepIsExitCode4() throws IOException {
        try (ServerProcess echo = EchoProgram.start()) {
            Typed typed = Typed.line("run 127.0.0.1:" + echo.address().getPort()
                    + " --warm-up 0s -R 50m -n 1m -c 4 --timeout 50s --line {\"type\":\"health\"}");
            assertThat(typed.text())
                    .contains("Verdict: CLIENT-LIMITED: ")
                    .containsPattern("of 1 % of the times more than \\d+\\.\\d+ ms can be this client's own");
            assertThat(typed.exitCode()).isEqualTo(4);
        }
    }

    @Test
    void aGateThatStrikesIsExitCode99AndSaysWhatItIs() throws IOException {
        try (ScriptedServer server = accepting()) {
            Typed typed = run(
                    server,
                    "-n",
                    "50",
                    "--fail-if",
                    "error>0",
                    "--fail-if",
                    "max>0.001us",
                    "--fail-if",
                    "replies<999999999");
            assertThat(typed.exitCode()).isEqualTo(99);
            assertThat(typed.err())
                    .containsPattern("--fail-if max>0.001us struck: it is \\d+\\.\\d\\dus\n")
                    .containsPattern("--fail-if replies<999999999 struck: it is \\d+\n")
                    .doesNotContain("error>0");
            assertThat(run(server, "-n", "50", "--fail-if", "error>0").exitCode())
                    .isNotEqualTo(99);
        }
    }

    @Test
    void aGateOnATimeStrikesWhereNothingSucceeded() throws IOException {
        try (ScriptedServer server = ScriptedServer.answering(number -> INVALID_JSON)) {
            Typed typed = run(server, "-n", "50", "--fail-if", "p99>1000s");
            assertThat(typed.exitCode()).isEqualTo(99);
            assertThat(typed.err())
                    .contains("--fail-if p99>1000s struck: it is no time at all, because no request succeeded");
        }
    }

    @Test
    void whatASuccessIsIsSaidAndCanBeSet() throws IOException {
        try (ScriptedServer server = ScriptedServer.answering(
                number -> number % 2 == 0 ? "{\"value\":1,\"code\":0}\n" : "{\"error\":\"gone\"}\n")) {
            Typed typed = run(server, "-n", "50", "-c", "1");
            assertThat(typed.exitCode()).isEqualTo(1);
            assertThat(typed.text())
                    .contains("unknown: value, code 25", "error gone 25", "--ok sets another condition")
                    .contains("0 ok + 0 rejected + 25 error + 25 unknown + 0 timed out")
                    .contains("25 replies do not say whether they are a success (--ok sets what is one)");
            typed = run(server, "-n", "50", "-c", "1", "--ok", "code=0", "--ok", "head.done");
            assertThat(typed.exitCode()).isIn(0, 4);
            assertThat(typed.text())
                    .contains("code=0 or head.done")
                    .contains("25 ok + 0 rejected + 25 error + 0 timed out");
        }
        Typed typed = Typed.words("run", "127.0.0.1:1", "--ok", "a b");
        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).contains("'a b' is no condition").containsOnlyOnce("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-o", "--hlog"})
    void aFullDiskIsToldWithTheFileAndIsNeitherSuccessNorNothingTested(String option) throws IOException {
        assumeTrue(Files.exists(Path.of("/dev/full")), "no disk here is full");
        try (ScriptedServer server = accepting()) {
            Typed typed = run(server, "-n", "5", option, "/dev/full");
            assertThat(typed.exitCode()).isEqualTo(1);
            assertThat(typed.err()).isEqualTo("cannot write /dev/full: No space left on device%n".formatted());
            assertThat(typed.out()).contains("Verdict: ");
        }
        assertThat(ExitCodes.ofUnwritten(ExitCodes.OK)).isEqualTo(1);
        assertThat(ExitCodes.ofUnwritten(ExitCodes.NOTHING_TESTED)).isEqualTo(1);
        assertThat(ExitCodes.ofUnwritten(ExitCodes.GATE)).isEqualTo(99);
    }

    @Test
    void theResultIsWrittenWhateverAServerSays() throws IOException {
        String half = "{\"status\":\"error\",\"reason\":\"\\ud83d" + "x".repeat(52) + "\ud83d\ude00\"}\n";
        try (ScriptedServer server = ScriptedServer.answering(number -> half)) {
            Path file = folder.resolve("half.json");
            run(server, "-n", "5", "-o", file.toString());
            JsonNode replies = new ObjectMapper().readTree(file.toFile()).get("replies");
            assertThat(replies.get("error  " + "x".repeat(52) + " …").asInt()).isEqualTo(5);
        }
    }

    @Test
    void oneFileIsNotGivenForTwoResults() throws IOException {
        Path file = folder.resolve("a.json");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        try (ScriptedServer server = accepting()) {
            for (Path same : List.of(file, link, folder.resolve("./a.json"))) {
                Typed typed = run(server, "-n", "5", "-o", file.toString(), "--hlog", same.toString());
                assertThat(typed.exitCode()).isEqualTo(2);
                assertThat(typed.err()).contains("--hlog: " + same + " is written already");
            }
            assertThat(server.clients()).as("connections").isZero();
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void whereNothingSucceededThereIsNoTime() throws IOException {
        try (ScriptedServer server = ScriptedServer.answering(number -> INVALID_JSON)) {
            assertThat(run(server, "-n", "5", "--format", "csv").out()).endsWith(",,,,,,\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-o", "--hlog"})
    void aFileThatCannotBeWrittenIsToldBeforeTheServerIsLoaded(String option) throws IOException {
        Path readOnly = Files.createFile(folder.resolve("read-only"));
        assertThat(readOnly.toFile().setReadOnly()).isTrue();
        try (ScriptedServer server = accepting()) {
            expectRefused(server, option, folder.resolve("missing/a.json"), "there is no folder " + folder);
            expectRefused(server, option, folder, folder + " is a folder");
            assertThat(server.clients()).as("connections").isZero();
            assumeFalse(Files.isWritable(readOnly), "whoever runs this may write everything");
            expectRefused(server, option, readOnly, "no permission to write " + readOnly);
            assertThat(server.clients()).as("connections").isZero();
        }
    }

    private static void expectRefused(ScriptedServer server, String option, Path file, String why) {
        Typed typed = run(server, "-n", "1", option, file.toString());
        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err().strip()).startsWith(option + ": " + why).doesNotContain("\n");
    }

    @Test
    void aResultFileIsAsItsSchemaSays() throws IOException {
        Path schemaFile = Path.of("..", "docs", "result.schema.json");
        JsonSchema schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(Files.readString(schemaFile));
        try (ScriptedServer server = accepting()) {
            Path file = folder.resolve("result.json");
            for (List<String> loop : List.of(List.of("-p", "4"), List.of("-R", "1k", "--arrivals", "poisson"))) {
                List<String> words = new ArrayList<>(List.of("-c", "2", "-n", "100", "-o", file.toString()));
                words.addAll(loop);
                Typed typed = run(server, words.toArray(String[]::new));
                assertThat(typed.out()).contains("  Verdict: ");
                assertThat(schema.validate(Files.readString(file), InputFormat.JSON))
                        .isEmpty();
                JsonNode json = new ObjectMapper().readTree(file.toFile());
                assertThat(json.at("/plan/loop").asText()).isEqualTo(loop.contains("-R") ? "open" : "closed");
                assertThat(json.at("/plan/connections").asInt()).isEqualTo(2);
                assertThat(json.at("/accounting/accepted").asInt()).isEqualTo(100);
            }
        }
    }

    @Test
    void theOptionsAreWhatIsRun() throws IOException {
        try (ScriptedServer server = accepting()) {
            JsonNode closed = json(
                    run(server, "--format", "json", "-c", "3", "-t", "2", "-p", "5", "-n", "60", "--timeout", "7s"));
            assertThat(closed.at("/plan/threads").asInt()).isEqualTo(2);
            assertThat(closed.at("/plan/pipeline").asInt()).isEqualTo(5);
            assertThat(closed.at("/plan/connections").asInt()).isEqualTo(3);
            assertThat(closed.at("/plan/timeout_ms").asInt()).isEqualTo(7000);
            assertThat(closed.at("/plan/target").asText())
                    .endsWith(":" + server.address().getPort());
            assertThat(closed.at("/accounting/scheduled").asInt()).isEqualTo(60);
            JsonNode open = json(run(server, "--format", "json", "-R", "2.5k", "-n", "50", "--arrivals", "Poisson"));
            assertThat(open.at("/plan/rate_per_second").asDouble()).isEqualTo(2500);
            assertThat(open.at("/plan/arrivals").asText()).isEqualTo("poisson");
            assertThat(json(run(server, "--format", "json", "-R", "2.5k", "-n", "50"))
                            .at("/plan/arrivals")
                            .asText())
                    .isEqualTo("uniform");
            // On a busy machine the client may get no processor for so long.
            await().until(() -> json(run(server, "--format", "json", "-c", "1", "-R", "100", "-d", "95ms"))
                            .at("/accounting/scheduled")
                            .asInt()
                    == 10);
        }
    }

    private static JsonNode json(Typed typed) throws IOException {
        return new ObjectMapper().readTree(typed.out());
    }

    @Test
    void whatIsSentIsTheLineOrEventsOfTheSeed() throws IOException {
        List<String> first = sent("--seed", "5", "--users", "3");
        assertThat(sent("--seed", "5", "--users", "3")).isEqualTo(first);
        assertThat(sent("--seed", "6", "--users", "3")).isNotEqualTo(first);
        assertThat(first).allMatch(line -> line.matches(".*\"user[0-2]\".*"));
        assertThat(sent("--line", "{\"type\":\"health\"}")).hasSize(30).containsOnly("{\"type\":\"health\"}");
    }

    private static List<String> sent(String... words) throws IOException {
        List<String> lines = new ArrayList<>();
        try (ScriptedServer server = ScriptedServer.talking(client -> {
            for (String line = client.read(); line != null; line = client.read()) {
                lines.add(line);
                client.say(ScriptedServer.ACCEPTED);
            }
        })) {
            List<String> all = new ArrayList<>(List.of("-c", "1", "-n", "30"));
            all.addAll(List.of(words));
            run(server, all.toArray(String[]::new));
        }
        return lines;
    }

    @Test
    void theFormatIsTheOneAskedFor() throws IOException {
        try (ScriptedServer server = accepting()) {
            Path json = folder.resolve("a.json");
            Path log = folder.resolve("a.hlog");
            Typed typed = run(server, "-n", "50", "--format", "json", "-o", json.toString(), "--hlog", log.toString());
            assertThat(Files.readString(json)).isEqualTo(typed.out());
            assertThat(run(server, "-n", "50", "--format", "CSV").out().split("\n", -1))
                    .hasSize(3)
                    .startsWith("replies_per_second,goodput_per_second,scheduled,accepted,ok,rejected,error,"
                            + "unknown,timed_out,in_flight,never_sent,"
                            + "p50_ms,p75_ms,p90_ms,p95_ms,p99_ms,p99.9_ms,p99.99_ms");
            try (HistogramLogReader reader = new HistogramLogReader(log.toFile())) {
                assertThat(((Histogram) reader.nextIntervalHistogram()).getTotalCount())
                        .isEqualTo(50);
            }
        }
    }

    private static ScriptedServer accepting() throws IOException {
        return ScriptedServer.answering(number -> ScriptedServer.ACCEPTED);
    }

    private static Typed run(ScriptedServer server, String... words) {
        List<String> all =
                new ArrayList<>(List.of("run", "127.0.0.1:" + server.address().getPort(), "--warm-up", "0s"));
        all.addAll(List.of(words));
        return Typed.words(all.toArray(String[]::new));
    }
}
