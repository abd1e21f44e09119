package tenstages.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tenstages.loadgen.process.ServerProcess;

/** Runs the commands of a recorded run again, as a reader would type them in the project's folder. */
final class Recorder {
    private static final Pattern CHARTS = Pattern.compile("id=\"charts\">(.*?)</script>", Pattern.DOTALL);
    private static final String BREAK = "\\./ten break \\d+";
    private static final String BENCH = "\\./bench/run peers.*";
    private static final Duration TO_THE_END = Duration.ofSeconds(30);

    private final Path root;

    Recorder(Path root) {
        this.root = root;
    }

    /** The same run with what it prints now. Throws IOException if a server does not start. */
    Run again(Run run) throws IOException {
        if (run.client().matches(BREAK)) {
            Path page = Files.createTempFile("break", ".html");
            List<String> output = shell(run.client() + " -o " + page);
            return recorded(run, null, output, charts(page));
        }
        if (run.client().matches(BENCH)) {
            Path file = Files.createTempFile("bench", ".json");
            List<String> output = shell(run.client() + " -o " + file);
            JsonNode charts = new ObjectMapper().readTree(file.toFile()).path("charts");
            Files.delete(file);
            return recorded(run, null, output, charts);
        }
        if (run.server() == null) {
            return recorded(run, null, shell(run.client()), null);
        }
        List<String> command = List.of("sh", "-c", "cd " + quoted(root) + " && exec " + run.server());
        try (ServerProcess server = ServerProcess.start(command)) {
            List<String> output = shell(run.client());
            server.signal("INT");
            server.awaitExit(TO_THE_END);
            return recorded(run, server.lastLines(), output, null);
        }
    }

    private static Run recorded(Run run, List<String> serverOutput, List<String> output, JsonNode charts) {
        String when = LocalDate.now(ZoneOffset.UTC) + ", "
                + Runtime.getRuntime().availableProcessors()
                + " processors, Java " + Runtime.version().feature();
        return new Run(run.server(), run.client(), when, serverOutput, output, charts);
    }

    private static JsonNode charts(Path page) throws IOException {
        Matcher charts = CHARTS.matcher(Files.readString(page));
        Files.delete(page);
        if (!charts.find()) {
            throw new IOException("the report has no charts");
        }
        return new ObjectMapper().readTree(charts.group(1));
    }

    private List<String> shell(String command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", command)
                .directory(root.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("COLUMNS", "100");
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return text.stripTrailing().lines().toList();
    }

    private static String quoted(Path path) {
        return "'" + path + "'";
    }
}
