package tenstages.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import tenstages.loadgen.process.ServerProcess;

/** Runs the commands of a recorded run again, as a reader would type them in the project's folder. */
final class Recorder {
    /** A command that writes what it prints as JSON too, if it is not told to already. */
    private static final Pattern WRITER =
            Pattern.compile("^\\./ten (?:break|run|race|sweep|compare|calibrate)\\b(?!.* -o )", Pattern.MULTILINE);

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration TO_THE_END = Duration.ofSeconds(30);

    private final Path root;

    /** What a client printed, and what it wrote for programs; null if it does not. */
    private record Told(List<String> output, JsonNode json) {}

    Recorder(Path root) {
        this.root = root;
    }

    /** The same run with what it prints now. Throws IOException if a server does not start. */
    Run again(Run run) throws IOException {
        if (run.server() == null) {
            return recorded(run, null, client(run.client()));
        }
        List<String> command = List.of("sh", "-c", "cd " + quoted(root) + " && exec " + run.server());
        try (ServerProcess server = ServerProcess.start(command)) {
            Told told = client(run.client());
            server.signal("INT");
            server.awaitExit(TO_THE_END);
            return recorded(run, server.lastLines(), told);
        }
    }

    private static Run recorded(Run run, List<String> serverOutput, Told told) {
        String when = LocalDate.now(ZoneOffset.UTC) + ", "
                + Runtime.getRuntime().availableProcessors()
                + " processors, Java " + Runtime.version().feature();
        return new Run(
                run.server(),
                run.client(),
                when,
                serverOutput,
                told.output,
                told.json == null ? null : Cells.of(told.json),
                told.json == null ? null : charts(told.json));
    }

    /** Those of a break; null if there are none. */
    private static JsonNode charts(JsonNode json) {
        ArrayNode charts = MAPPER.createArrayNode();
        json.path("pains").forEach(pain -> charts.add(pain.path("chart")));
        json.path("charts").forEach(charts::add);
        return charts.isEmpty() ? null : charts;
    }

    /** Both are of the same run. Of several commands that write, nobody could say which one is meant. */
    private Told client(String commands) throws IOException {
        List<MatchResult> writers = WRITER.matcher(commands).results().toList();
        if (writers.size() != 1) {
            return new Told(shell(commands), null);
        }
        Path file = Files.createTempFile("recorded", ".json");
        try {
            int after = writers.get(0).end();
            List<String> output =
                    shell(commands.substring(0, after) + " -o " + quoted(file) + commands.substring(after));
            if (Files.size(file) == 0) {
                throw new IOException("it has no result, but only: " + String.join("\n", output));
            }
            JsonNode json = MAPPER.readTree(file.toFile());
            expectProved(json);
            return new Told(output, json);
        } finally {
            Files.delete(file);
        }
    }

    /** The course tells what pains and their cures do, and not what a busy machine made of them. */
    private static void expectProved(JsonNode json) throws IOException {
        for (JsonNode pain : json.path("pains")) {
            if (!pain.path("verdict").asText().equals("PROVED")) {
                throw new IOException("nothing was recorded, because it is "
                        + pain.path("verdict").asText() + ": " + pain.path("reasons"));
            }
        }
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
