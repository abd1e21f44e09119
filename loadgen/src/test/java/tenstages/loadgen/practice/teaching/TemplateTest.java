package tenstages.loadgen.practice.teaching;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import tenstages.loadgen.cli.Main;
import tenstages.loadgen.process.Programs;

/** The workflow for a repository of somebody's own: what it runs exists, and what it uses is pinned. */
class TemplateTest {
    private JsonNode workflow;
    private String text;

    @BeforeEach
    void read() throws IOException {
        Path file = Programs.root().resolve("examples/template/.github/workflows/exam.yml");
        text = Files.readString(file);
        workflow = new ObjectMapper(new YAMLFactory()).readTree(text);
    }

    @Test
    void itRunsOnEachPushAndMayOnlyRead() {
        assertThat(workflow.get("on").asText()).isEqualTo("push");
        assertThat(workflow.get("permissions")).hasSize(1);
        assertThat(workflow.at("/permissions/contents").asText()).isEqualTo("read");
        assertThat(workflow.at("/jobs/exam/timeout-minutes").asInt()).isBetween(5, 60);
        assertThat(text).doesNotContain("secrets", "cache");
    }

    @Test
    void itUsesTheTwoActionsOfGitHubAndOneCommitOfEach() {
        assertThat(steps("uses"))
                .hasSize(3)
                .allMatch(uses -> uses.matches("actions/(checkout|setup-java)@[0-9a-f]{40}"));
        assertThat(text.lines().filter(line -> line.contains("uses:")))
                .allMatch(line -> line.matches(".*# v\\d+\\.\\d+\\.\\d+"));
    }

    @Test
    void whatItRunsCanBeTyped() {
        List<String> exams = new ArrayList<>();
        for (String run : steps("run")) {
            if (run.startsWith("tenstages/ten ")) {
                exams.add(run);
                String line = run.replace("tenstages/ten ", "")
                        .replaceFirst(" >> \"\\$GITHUB_STEP_SUMMARY\"$", "")
                        .replace("\"$STAGE\"", workflow.at("/env/STAGE").asText())
                        .replace("\"$COMMAND\"", "{command}");
                assertThat(line).doesNotContain("$", ">", "\"");
                CommandLine ten = Main.commandLine();
                assertThat(ten.parseArgs(line.split(" ", -1)).hasSubcommand()).isTrue();
            }
        }
        assertThat(exams).hasSize(2).last().asString().endsWith("--format markdown >> \"$GITHUB_STEP_SUMMARY\"");
        assertThat(workflow.at("/env/COMMAND").asText()).contains("{port}");
    }

    /** What a push says goes by the environment, and not into the words of a shell. */
    @Test
    void noExpressionStandsInACommand() {
        assertThat(steps("run")).noneMatch(run -> run.contains("${{"));
    }

    private List<String> steps(String key) {
        List<String> found = new ArrayList<>();
        for (JsonNode step : workflow.at("/jobs/exam/steps")) {
            if (step.has(key)) {
                found.add(step.get(key).asText());
            }
        }
        return found;
    }
}
