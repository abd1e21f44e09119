package tenstages.loadgen.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tenstages.loadgen.scenario.Breaking;
import tenstages.loadgen.scenario.Outcome;
import tenstages.loadgen.scenario.OutcomeFixture;
import tenstages.loadgen.scenario.Scenario;

@Timeout(120)
class TourPageTest {
    @TempDir
    private Path folder;

    @Test
    void thePageNeedsNothingElseAndIsSmall() throws IOException {
        String page = TourPage.of(tour(), "today", folder);
        assertThat(page.getBytes(UTF_8)).hasSizeLessThan(500_000);
        assertThat(page).doesNotContain("{{").doesNotContainPattern("(src|href)\\s*=\\s*\"(https?:)?//");
    }

    @Test
    void everyChartHasATableWithItsNumbers() throws IOException {
        String page = TourPage.of(tour(), "today", folder);
        for (Scenario scenario : Scenario.all()) {
            assertThat(page).contains("<canvas id=\"chart" + scenario.stage() + "\" role=\"img\" aria-label=");
        }
        assertThat(page.split("<table>", -1)).hasSize(1 + 1 + Scenario.all().size());
    }

    @Test
    void textIsEscaped() throws IOException {
        String page = TourPage.of(tour(), "<today> & \"now\"", folder);
        assertThat(page).contains("&lt;today&gt; &amp; &quot;now&quot;");
    }

    @Test
    void aBrowserDrawsEveryChart() throws Exception {
        Optional<Path> browser = browser();
        assumeTrue(browser.isPresent(), "no chromium on the path: the page is not looked at in a browser");
        Path page = Files.writeString(folder.resolve("tour-report.html"), TourPage.of(tour(), "today", folder));
        Process chromium = new ProcessBuilder(
                        browser.get().toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--user-data-dir=" + folder.resolve("profile"),
                        "--window-size=390,800",
                        "--virtual-time-budget=5000",
                        "--dump-dom",
                        page.toUri().toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String dom = new String(chromium.getInputStream().readAllBytes(), UTF_8);
        chromium.waitFor();
        assertThat(dom).contains("data-charts=\"" + Scenario.all().size() + "\"");
    }

    private static Optional<Path> browser() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .flatMap(path -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(path, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static List<Breaking> tour() {
        return Scenario.all().stream()
                .map(scenario -> {
                    Outcome outcome = OutcomeFixture.of(scenario);
                    List<String> names = List.of("stage N", "stage N+1");
                    return new Breaking(scenario, names, List.of(outcome, outcome), List.of());
                })
                .toList();
    }
}
