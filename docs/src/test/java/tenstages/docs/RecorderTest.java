package tenstages.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RecorderTest {
    @TempDir
    private Path folder;

    @Test
    void aCommandIsRunInTheFolderAsInATerminalOf100Columns() throws IOException {
        Files.writeString(folder.resolve("file"), "content\n");
        Run run = new Recorder(folder).again(new Run(null, "cat file\necho $COLUMNS", null, null, null, null, null));
        assertThat(run.output()).containsExactly("content", "100");
        assertThat(run.serverOutput()).isNull();
        assertThat(run.recorded()).contains(" processors, Java ");
    }

    @Test
    void theServerListensBeforeTheClientRunsAndIsInterruptedAfterIt() throws IOException {
        String server = "bash -c 'trap \"echo stopped >&2; exit\" INT; echo listening on 127.0.0.1:1;"
                + " until [ -e asked ]; do sleep 0.05; done; echo asked; touch seen; while :; do sleep 0.05; done'";
        Run run = new Recorder(folder)
                .again(new Run(
                        server,
                        "touch asked; until [ -e seen ]; do sleep 0.05; done; echo done",
                        null,
                        null,
                        null,
                        null,
                        null));
        assertThat(run.output()).containsExactly("done");
        assertThat(run.serverOutput()).containsExactly("listening on 127.0.0.1:1", "asked", "stopped");
        assertThat(run.server()).isEqualTo(server);
    }

    /** It is one run: what it prints, and what it writes beside. */
    @Test
    void whatABreakWritesForProgramsIsItsCellsAndItsChart() throws IOException {
        ten(
                "echo broken ${@: -1}",
                "{\"pains\": [{\"verdict\": \"PROVED\","
                        + " \"figures\": [{\"name\": \"a figure\", \"values\": [1, 2], \"texts\": [\"one\", \"two\"]}],"
                        + " \"chart\": {\"axis\": \"</b>\"}}]}");
        Run run = new Recorder(folder).again(new Run(null, "./ten break 7 | tr b B", null, null, null, null, null));
        assertThat(run.output()).containsExactly("Broken 7");
        assertThat(run.cells()).containsExactly(Map.entry("a figure", List.of("one", "two")));
        assertThat(run.charts().get(0).get("axis").asText()).isEqualTo("</b>");
        assertThat(run.charts()).hasSize(1);
    }

    @Test
    void aBreakThatIsNotProvedIsNotRecorded() throws IOException {
        ten("echo broken", "{\"pains\": [{\"verdict\": \"BUSY\", \"reasons\": [\"others compute\"]}]}");
        assertThatThrownBy(
                        () -> new Recorder(folder).again(new Run(null, "./ten break 7", null, null, null, null, null)))
                .isInstanceOf(IOException.class)
                .hasMessage("nothing was recorded, because it is BUSY: [\"others compute\"]");
    }

    @Test
    void onlyACommandThatDoesNotWriteAlreadyIsToldTo() throws IOException {
        ten("echo $1", "{\"rows\": [[\"a row\", \"1\", \"2\"], [\"a row\", \"3\"]]}");
        Run run = new Recorder(folder)
                .again(new Run(null, "./ten run x -o y >z\n./ten compare y y", null, null, null, null, null));
        assertThat(run.output()).containsExactly("compare");
        assertThat(run.cells()).containsExactly(Map.entry("a row", List.of("1", "2")));
        assertThat(run.charts()).isNull();
    }

    @Test
    void ofSeveralCommandsNobodyKnowsWhoseCellsAreMeant() throws IOException {
        ten("echo $*", "{}");
        Run run = new Recorder(folder).again(new Run(null, "./ten run 1\n./ten run 2", null, null, null, null, null));
        assertThat(run.output()).containsExactly("run 1", "run 2");
        assertThat(run.cells()).isNull();
    }

    @Test
    void aCommandThatFailsHasNoCellsAndSaysSo() throws IOException {
        ten("echo cannot connect", "");
        assertThatThrownBy(() -> new Recorder(folder).again(new Run(null, "./ten run 1", null, null, null, null, null)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot connect");
    }

    /** A launcher that prints something, and writes something into the file that its option -o names. */
    private void ten(String command, String json) throws IOException {
        Path ten = folder.resolve("ten");
        Files.writeString(
                ten,
                """
                #!/bin/bash
                %s
                while [ $# -gt 0 ]; do
                  if [ "$1" = -o ]; then printf '%%s' '%s' >"$2"; fi
                  shift
                done
                """
                        .formatted(command, json));
        assertThat(ten.toFile().setExecutable(true)).isTrue();
    }
}
