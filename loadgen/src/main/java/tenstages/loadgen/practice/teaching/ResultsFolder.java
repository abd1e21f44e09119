package tenstages.loadgen.practice.teaching;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tenstages.loadgen.exam.Exam;
import tenstages.loadgen.exam.ExamItem;
import tenstages.loadgen.exam.ItemResult.Verdict;
import tenstages.loadgen.protocol.StageOptions;

/**
 * A folder with what {@code check --format json} has printed, a file for each student: {@code ada.json}. Whatever else
 * lies there is named and left alone; no link is followed.
 */
public final class ResultsFolder {
    private static final String ENDING = ".json";
    private static final int MOST_BYTES = 20_000_000;
    private static final BigDecimal MOST_POINTS = BigDecimal.valueOf(1_000_000);
    private static final Comparator<String> BY_NAME =
            String.CASE_INSENSITIVE_ORDER.thenComparing(Comparator.naturalOrder());

    private static final ObjectMapper MAPPER = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    private final Optional<Points> points;

    private ResultsFolder(Optional<Points> points) {
        this.points = points;
    }

    /** Why a file is no result. */
    private static final class NoResult extends Exception {
        private static final long serialVersionUID = 1L;

        NoResult(String why) {
            super(why);
        }
    }

    /**
     * Reads all results. The points are those given here, or else those in the files. Throws IOException if the folder
     * cannot be read.
     */
    public static Classroom read(Path folder, Optional<Points> points) throws IOException {
        ResultsFolder results = new ResultsFolder(points);
        List<Student> students = new ArrayList<>();
        List<Classroom.Unread> unread = new ArrayList<>();
        for (Path file : files(folder)) {
            String name = String.valueOf(file.getFileName());
            try {
                students.add(results.student(file, name));
            } catch (NoResult e) {
                unread.add(new Classroom.Unread(name, e.getMessage()));
            }
        }
        return new Classroom(List.copyOf(students), List.copyOf(unread));
    }

    /** Hidden ones belong to the system, unless they are named as a result. */
    private static List<Path> files(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            for (Path file : all) {
                String name = String.valueOf(file.getFileName());
                if (!name.startsWith(".") || name.endsWith(ENDING)) {
                    files.add(file);
                }
            }
        }
        files.sort(Comparator.comparing(file -> String.valueOf(file.getFileName()), BY_NAME));
        return files;
    }

    private Student student(Path file, String name) throws NoResult {
        require(!Files.isSymbolicLink(file), "is a link, and is not followed");
        require(!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS), "is a folder");
        require(Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS), "is no file");
        require(name.endsWith(ENDING), "does not end with " + ENDING);
        JsonNode json = json(file);
        require(integer(json, "schema") == 1, "is no result of an exam");
        int stage = integer(json, "stage");
        require(stage >= 1 && stage <= StageOptions.LAST_STAGE, "is no result of an exam");
        require(json.path("items").isArray() && !json.path("items").isEmpty(), "has no items");
        require(json.has("verdict"), "is the list of an exam that was not run");
        List<Asked> items = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (JsonNode item : json.path("items")) {
            Asked asked = asked(item, stage);
            require(ids.add(asked.item().id()), "has the item " + asked.item().id() + " twice");
            items.add(asked);
        }
        return new Student(name.substring(0, name.length() - ENDING.length()), stage, List.copyOf(items));
    }

    private static JsonNode json(Path file) throws NoResult {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            require(bytes.length > 0, "is empty");
            require(bytes.length <= MOST_BYTES, "is too long for a result");
            return MAPPER.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw new NoResult("is no JSON, or not all of it");
        } catch (IOException e) {
            throw new NoResult("cannot be read");
        }
    }

    /** A number with a great exponent would take for ever to become an integer. */
    private static int integer(JsonNode json, String name) {
        return json.path(name).isInt() ? json.path(name).intValue() : 0;
    }

    private Asked asked(JsonNode json, int stage) throws NoResult {
        ExamItem item = Exam.of(stage).stream()
                .filter(each -> each.id().equals(json.path("id").asText()))
                .findFirst()
                .orElseThrow(() -> new NoResult("has an item that no exam of stage " + stage + " has"));
        Verdict verdict = verdict(json.path("verdict").asText());
        JsonNode failure = json.path("failure");
        Asked.Said said = new Asked.Said(
                failure.path("what").asText(),
                failure.path("expected").asText(),
                failure.path("received").asText(),
                json.path("likely_cause").asText());
        return new Asked(item, verdict, said, json.path("reason").asText(), worth(json, item, verdict, stage));
    }

    private Optional<Asked.Worth> worth(JsonNode json, ExamItem item, Verdict verdict, int stage) throws NoResult {
        if (points.isPresent()) {
            long most = points.get().of(item, stage);
            return Optional.of(new Asked.Worth(verdict == Verdict.PASS ? most : 0, most));
        }
        if (!json.has("max_points")) {
            return Optional.empty();
        }
        Asked.Worth worth = new Asked.Worth(hundredths(json.path("points")), hundredths(json.path("max_points")));
        require(worth.lost() >= 0, "has more points than there are");
        return Optional.of(worth);
    }

    private static long hundredths(JsonNode number) throws NoResult {
        require(number.isNumber(), "has points that are no number");
        BigDecimal value = number.decimalValue();
        require(value.signum() >= 0 && value.compareTo(MOST_POINTS) < 0, "has points that make no sense");
        return value.movePointRight(2).longValue();
    }

    private static Verdict verdict(String name) throws NoResult {
        for (Verdict verdict : Verdict.values()) {
            if (verdict.name().equals(name)) {
                return verdict;
            }
        }
        throw new NoResult("has a verdict that is none");
    }

    private static void require(boolean condition, String why) throws NoResult {
        if (!condition) {
            throw new NoResult(why);
        }
    }
}
