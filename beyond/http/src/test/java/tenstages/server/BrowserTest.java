package tenstages.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page in a browser: its script is let run, and fills the counters in. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BrowserTest {
    private static final Optional<String> BROWSER = Stream.of(
                    System.getenv("PATH").split(File.pathSeparator))
            .flatMap(path ->
                    Stream.of("chromium", "chromium-browser", "google-chrome").map(name -> new File(path, name)))
            .filter(File::canExecute)
            .map(File::getPath)
            .findFirst();

    @TempDir
    private Path profile;

    @Test
    void thePageShowsTheCounters() throws Exception {
        assumeTrue(BROWSER.isPresent(), "no chromium on the path: the page is not looked at in a browser");
        Metrics metrics = new Metrics();
        for (int i = 0; i < 1234; i++) {
            metrics.eventReceived();
        }
        Handler handler = AnyHandler.with(new ArrayBlockingQueue<>(1), metrics);
        try (RunningServer server = new RunningServer(Config.of("--port", "0"), handler)) {
            assertThat(dom(server)).contains("<dt>received</dt><dd>1,234</dd>", "role=\"status\">ok</strong>");
        }
    }

    /** What the page is after some seconds of its own time, which passes as fast as it can. */
    private String dom(RunningServer server) throws Exception {
        Process chromium = new ProcessBuilder(List.of(
                        BROWSER.orElseThrow(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--user-data-dir=" + profile,
                        "--virtual-time-budget=3000",
                        "--dump-dom",
                        server.uri("/").toString()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            return new String(chromium.getInputStream().readAllBytes(), UTF_8);
        } finally {
            chromium.destroyForcibly();
            chromium.waitFor();
        }
    }
}
