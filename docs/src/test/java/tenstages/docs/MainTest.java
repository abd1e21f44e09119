package tenstages.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
    @TempDir
    private Path root;

    @Test
    void allPagesAreFilledInAndAllChartsDrawn() throws IOException {
        Path docs = root.resolve("docs");
        Files.createDirectories(docs.resolve("runs"));
        Files.createDirectories(docs.resolve("charts"));
        JsonNode charts = new ObjectMapper()
                .readTree(
                        """
                        [{"id": "one", "axis": "a", "labels": ["x"], \
                        "series": [{"name": "n", "values": [1], "texts": ["1"]}]},
                         {"id": "two", "axis": "b", "labels": ["x"], \
                        "series": [{"name": "n", "values": [2], "texts": ["2"]}]}]
                        """);
        new Run(null, "type this", "today", null, List.of("see that"), null, charts).write(docs, "talk");
        new Run(null, "no chart", "today", null, List.of(), null, null).write(docs, "other");
        String mark = "<!-- output talk -->\n```\n%s```\n";
        for (Path page : List.of(docs.resolve("a.md"), docs.resolve("b.md"), root.resolve("README.md"))) {
            Files.writeString(page, mark.formatted(""));
        }
        Files.writeString(docs.resolve("no-page.txt"), mark.formatted(""));

        Main.refresh(docs);

        for (Path page : List.of(docs.resolve("a.md"), docs.resolve("b.md"), root.resolve("README.md"))) {
            assertThat(page).hasContent(mark.formatted("see that\n"));
        }
        assertThat(docs.resolve("no-page.txt")).hasContent(mark.formatted(""));
        assertThat(docs.resolve("charts/one.svg")).hasContent(Chart.of(charts.get(0)));
        assertThat(docs.resolve("charts/two.svg")).hasContent(Chart.of(charts.get(1)));
    }

    @Test
    void whatCannotBeRecordedIsExitCode1() {
        assertThat(Main.commandLine().execute("--record", "no-such-run")).isEqualTo(1);
        assertThat(Main.commandLine().execute("--bogus")).isEqualTo(2);
    }
}
