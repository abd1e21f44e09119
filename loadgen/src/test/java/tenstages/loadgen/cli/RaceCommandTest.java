package tenstages.loadgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tenstages.loadgen.process.JavaCommand;

@Printing
class RaceCommandTest {
    private static final String ECHO = "echo=" + JavaCommand.java() + " -cp " + System.getProperty("java.class.path")
            + " tenstages.loadgen.process.EchoProgram 0 0 #";

    @TempDir
    private Path folder;

    @Test
    void everyServerHasAHeatForEachNumberOfConnections() throws IOException {
        Path page = folder.resolve("race.html");
        Typed typed = Typed.words(
                "race",
                ECHO,
                "gone=exit 7",
                "-c",
                "1,3",
                "-d",
                "200ms",
                "-p",
                "2",
                "--work-ms",
                "7",
                "-o",
                page.toString(),
                "--format",
                "json");
        assertThat(typed.exitCode()).isIn(ExitCodes.OK, ExitCodes.BUSY);
        JsonNode race = new ObjectMapper()
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .readTree(typed.out());
        assertThat(race.get("pipeline").asInt()).isEqualTo(2);
        assertThat(race.get("workMs").asInt()).isEqualTo(7);
        JsonNode heats = race.get("heats");
        assertThat(heats.findValuesAsText("server")).containsExactly("echo", "gone", "echo", "gone");
        assertThat(heats.findValuesAsText("connections")).containsExactly("1", "1", "3", "3");
        assertThat(heats.findValuesAsText("served")).containsExactly("1", "0", "3", "0");
        assertThat(heats.findValuesAsText("gaveUp").get(1)).startsWith("the server ended with exit code 7");
        assertThat(Files.readString(page)).contains("<h2 id=\"at3\">3 connections</h2>");
    }

    @Test
    void roundsAreOneLineWithItsMedian() throws IOException {
        Path page = folder.resolve("race.html");
        Typed typed = Typed.words(
                "race",
                ECHO,
                "gone=exit 7",
                "-c",
                "2",
                "-d",
                "300ms",
                "--warm-up",
                "0s",
                "-R",
                "100",
                "-t",
                "2",
                "--rounds",
                "3",
                "-o",
                page.toString(),
                "--format",
                "json");
        assertThat(typed.exitCode()).isIn(ExitCodes.OK, ExitCodes.BUSY);
        JsonNode race = new ObjectMapper().readTree(typed.out());
        assertThat(race.get("rate").asDouble()).isEqualTo(100);
        assertThat(race.get("rounds").asInt()).isEqualTo(3);
        assertThat(race.get("heats")).hasSize(2);
        JsonNode echo = race.get("heats").get(0);
        assertThat(echo.get("rounds")).hasSize(3);
        double[] all = echo.get("rounds").findValues("p99Ms").stream()
                .mapToDouble(JsonNode::asDouble)
                .sorted()
                .toArray();
        assertThat(echo.get("p99Ms").asDouble()).isPositive().isBetween(all[0], all[2]);
        assertThat(race.get("heats").get(1).get("gaveUp").asText()).startsWith("the server ended with exit code 7");
        assertThat(Files.readString(page))
                .containsOnlyOnce("<th scope=\"row\">echo</th>")
                .contains("medians of 3 rounds");
    }

    /** In a process of its own, which finds no program at all. */
    @Test
    void whoIsMissingIsToldInOneLine() throws IOException {
        ProcessBuilder ten = new ProcessBuilder(
                JavaCommand.java(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "race",
                "redis",
                "rust --workers 2",
                "-o",
                folder.resolve("x.html").toString());
        ten.environment().put("PATH", folder.toString());
        Process process = ten.redirectErrorStream(true).start();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "without redis: there is no redis-server", "without rust --workers 2: there is no cargo");
        assertThat(process.onExit().join().exitValue()).isEqualTo(ExitCodes.FAILED);
    }

    @Test
    void whereNobodyServesThereWasNoRace() {
        Typed typed = Typed.words(
                "race",
                "gone=exit 7",
                "-c",
                "1",
                "-d",
                "200ms",
                "-o",
                folder.resolve("race.html").toString());
        assertThat(typed.exitCode()).isEqualTo(ExitCodes.FAILED);
        assertThat(typed.out())
                .startsWith("race: no work for each event, 1 under way on each connection, 200 ms for each heat\n")
                .contains("1 connection\n", "gone gave up: the server ended with exit code 7")
                .doesNotContain("The charts: ");
        assertThat(folder.resolve("race.html")).doesNotExist();
    }

    @Test
    void aWrongWordIsToldInOneLine() {
        for (String line : new String[] {
            "race threadpool",
            "race 4 11",
            "race 4 -c 20001",
            "race 4 -c 0",
            "race 4 --work-ms -1",
            "race 4 -p 1025",
            "race 4 -p 0",
            "race 4 -R 0",
            "race 4 -R fast",
            "race 4 -t 0",
            "race 4 -t 65",
            "race 4 --rounds 0",
            "race 4 --rounds 101",
            "race 4 --warm-up 3"
        }) {
            Typed typed = Typed.line(line);
            assertThat(typed.exitCode()).as(line).isEqualTo(ExitCodes.USAGE);
            assertThat(typed.err().lines()).as(line).hasSize(1);
            assertThat(typed.out()).isEmpty();
        }
        assertThat(Typed.line("race 4 -o /no/such/folder/x.html").exitCode()).isEqualTo(ExitCodes.USAGE);
    }
}
