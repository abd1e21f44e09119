package tenstages.loadgen.practice.teaching;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import tenstages.loadgen.protocol.Printable;

/**
 * Issues of a repository, by GitHub's own program {@code gh}, which knows who one is. One thread at a time may use it.
 *
 * @param repository such as {@code OWNER/NAME}
 * @param patience how long one call may take
 */
public record GitHub(String repository, Duration patience) {
    private static final int MOST_ISSUES = 1000;
    private static final int SHOWN = 300;

    /** The titles of all issues, open and closed. Throws IOException, with a line of gh, if it does not say. */
    public Set<String> titles() throws IOException {
        String json =
                gh("", "issue", "list", "--state", "all", "--limit", String.valueOf(MOST_ISSUES), "--json", "title");
        Set<String> titles = new HashSet<>();
        for (JsonNode issue : list(json)) {
            titles.add(issue.path("title").asText());
        }
        return titles;
    }

    /** Nothing at all is no list without issues: all would be opened again. */
    private static JsonNode list(String json) throws IOException {
        try {
            JsonNode issues = new ObjectMapper().readTree(json);
            if (issues.isArray()) {
                return issues;
            }
        } catch (JsonProcessingException e) {
            // That is no list either.
        }
        throw new IOException("gh has listed no issues, but: " + shown(json));
    }

    /** Opens an issue. Throws IOException, with a line of gh, if it is not made. */
    public void create(Issue issue) throws IOException {
        gh(issue.body(), "issue", "create", "--title", issue.title(), "--body-file", "-");
    }

    private String gh(String input, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("gh"));
        command.addAll(List.of(words));
        command.addAll(List.of("--repo", repository));
        ProcessBuilder builder = new ProcessBuilder(command);
        // It would ask, and wait for an answer.
        builder.environment().put("GH_PROMPT_DISABLED", "1");
        builder.environment().put("NO_COLOR", "1");
        Process gh = builder.start();
        CompletableFuture<String> out = reading(gh.getInputStream());
        CompletableFuture<String> errors = reading(gh.getErrorStream());
        try {
            write(gh, input);
            if (!gh.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException(
                        "gh " + words[0] + " " + words[1] + " did not end in " + patience.toSeconds() + " s");
            }
            if (gh.exitValue() != 0) {
                throw new IOException("gh " + words[0] + " " + words[1] + ": " + shown(errors.join()));
            }
            return out.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while gh was running", e);
        } finally {
            gh.descendants().forEach(ProcessHandle::destroyForcibly);
            gh.destroyForcibly();
        }
    }

    /** If it reads nothing, its exit code says why. */
    private static void write(Process gh, String input) {
        try (OutputStream stdin = gh.getOutputStream()) {
            stdin.write(input.getBytes(UTF_8));
        } catch (IOException e) {
            // It has ended.
        }
    }

    private static CompletableFuture<String> reading(InputStream stream) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return new String(stream.readAllBytes(), UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static String shown(String text) {
        String line = text.lines()
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .findFirst()
                .orElse("(it said nothing)");
        return Printable.line(Printable.cut(line, SHOWN));
    }
}
