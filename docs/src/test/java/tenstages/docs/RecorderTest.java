package tenstages.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        Run run = new Recorder(folder).again(new Run(null, "cat file\necho $COLUMNS", null, null, null, null));
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
                        null));
        assertThat(run.output()).containsExactly("done");
        assertThat(run.serverOutput()).containsExactly("listening on 127.0.0.1:1", "asked", "stopped");
        assertThat(run.server()).isEqualTo(server);
    }

    @Test
    void aBreakHasItsChart() throws IOException {
        Path ten = folder.resolve("ten");
        Files.writeString(
                ten,
                "#!/bin/sh\necho broken $2\necho\necho '<script id=\"charts\">[{\"axis\":\"<\\/b>\"}]</script>' >\"$4\"\n");
        assertThat(ten.toFile().setExecutable(true)).isTrue();
        Run run = new Recorder(folder).again(new Run(null, "./ten break 7", null, null, null, null));
        assertThat(run.output()).containsExactly("broken 7");
        assertThat(run.charts().get(0).get("axis").asText()).isEqualTo("</b>");
    }
}
