package tenstages.loadgen.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** What tests look for in pages. */
final class Pages {
    /**
     * What ends a script or begins a comment in one, what ends an attribute, what turns words round, and what a
     * template has for its marks.
     */
    static final String HOSTILE =
            "</script><b>\"a\" & 'b' <!-- \u2028\u202e {{data}} {{{data}}} {{DATA}} {{#pains}} $1 \\";

    /** What the data for the charts stands behind. */
    static final String DATA = "<script type=\"application/json\" id=\"charts\">";

    private Pages() {}

    /** Of a page with hostile words: they are words in it, and nothing else. */
    static void expectHarmless(String page) {
        String data = between(page, DATA, "</script>");
        assertThat(data).doesNotContain("<");
        assertThat(page).doesNotContain("\u2028", "\u202e");
        String rest = page.replace(data, "");
        assertThat(rest).doesNotContain("<b>", "<!--").contains("{{DATA}}", "{{{data}}}");
        assertThat(rest).as("no mark in a text was filled in").doesNotContain("&quot;series&quot;", "\"series\":");
        assertThat(page.split("</script>", -1))
                .as("three scripts end, and none of them early")
                .hasSize(1 + 3);
    }

    /** What a browser makes of a page, in a folder for its own files. */
    static String domOf(Path browser, String page, Path folder) throws IOException, InterruptedException {
        // What the page does not do itself: it keeps its errors where a dump of the page shows them.
        String watched = page.replace(
                "<head>",
                "<head><script>document.documentElement.dataset.errors = '';"
                        + " window.onerror = e => { document.documentElement.dataset.errors += e; };"
                        + " console.error = window.onerror;"
                        + " window.onload = () => { const root = document.documentElement;"
                        + " root.dataset.beside = root.scrollWidth - root.clientWidth; };</script>");
        Path file = Files.writeString(folder.resolve("page.html"), watched);
        Process chromium = new ProcessBuilder(
                        browser.toString(),
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
                        file.toUri().toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String dom = new String(chromium.getInputStream().readAllBytes(), UTF_8);
        chromium.waitFor();
        return dom;
    }

    /** So that a failing test can be read. */
    static String withoutLibrary(String page) {
        return page.replace(between(page, "<script>/*!", "</script>"), "");
    }

    static String between(String text, String start, String end) {
        assertThat(text.contains(start)).as(start).isTrue();
        int from = text.indexOf(start) + start.length();
        return text.substring(from, text.indexOf(end, from));
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;")
                .replace("`", "&#x60;")
                .replace("=", "&#x3D;")
                .replaceAll("[\u2028\u202e]", " ");
    }

    static Optional<Path> browser() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .flatMap(path -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(path, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
