package tenstages.loadgen.practice.teaching;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tenstages.loadgen.exam.Exam;
import tenstages.loadgen.exam.ExamItem;
import tenstages.loadgen.practice.teaching.Student.Reached;

/** A folder of results, and what else may lie there. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ResultsFolderTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    private Path folder;

    @Test
    void whoKeepsEveryPromiseHasReachedTheStage() throws IOException {
        write("ada", result(5, Map.of()));
        Student ada = only();
        assertThat(ada.name()).isEqualTo("ada");
        assertThat(ada.reached()).isEqualTo(new Reached(5, true));
        assertThat(ada.firstRed()).isEmpty();
        assertThat(ada.worth()).isEmpty();
    }

    /** The exam asks the newest promises first; what is to be mended first is the oldest. */
    @Test
    void theStageBelowTheLowestFailureIsReached() throws IOException {
        write("bea", result(5, Map.of("s05.busy", "FAIL", "s03.depth", "FAIL", "s03.most", "FAIL")));
        Student bea = only();
        assertThat(bea.reached()).isEqualTo(new Reached(2, true));
        assertThat(bea.firstRed().orElseThrow().item().id()).isEqualTo("s03.most");
    }

    @Test
    void whatWasNotAskedIsNotKnown() throws IOException {
        write("cem", result(5, Map.of("s05.busy", "FAIL", "s04.shared", "NOT_RUN")));
        assertThat(only().reached()).isEqualTo(new Reached(3, false));
        ObjectNode some = result(5, Map.of());
        some.withArray("items").remove(0);
        write("cem", some);
        assertThat(only().reached()).as("--only").isEqualTo(new Reached(4, false));
    }

    @Test
    void aServerThatDidNotStartSaysWhy() throws IOException {
        ObjectNode result = result(1, Map.of());
        result.withArray("items")
                .forEach(item -> ((ObjectNode) item).put("verdict", "NOT_RUN").put("reason", "no server"));
        write("dan", result);
        assertThat(only().whyNothingTested()).contains("no server");
        write("dan", result(1, Map.of("s01.echo", "FAIL")));
        assertThat(only().whyNothingTested()).isEmpty();
    }

    @Test
    void thePointsOfTheFilesCountUnlessOthersAreGiven() throws Exception {
        ObjectNode result = result(6, Map.of("s06.parallel", "FAIL"));
        result.withArray("items")
                .forEach(item -> ((ObjectNode) item).put("points", 0.5).put("max_points", 1.25));
        write("eve", result);
        int items = Exam.of(6).size();
        assertThat(only().worth()).contains(new Asked.Worth(50L * items, 125L * items));
        Path points = Files.writeString(Files.createTempFile(folder.getParent(), "points", ""), "s06 7\ns05 3\n");
        Classroom again = ResultsFolder.read(folder, Optional.of(Points.of(points)));
        assertThat(again.students().get(0).worth()).contains(new Asked.Worth(300, 1000));
        Files.delete(points);
    }

    @Test
    void whatCostsMostComesFirst() throws Exception {
        write("ada", result(6, Map.of("s06.parallel", "FAIL", "s03.depth", "FAIL")));
        write("bea", result(6, Map.of("s03.depth", "FAIL", "s06.parallel", "FAIL", "s05.busy", "NOT_RUN")));
        write("cem", result(6, Map.of("s05.room", "FAIL", "s06.parallel", "FAIL", "s03.depth", "NOT_RUN")));
        assertThat(costs(Optional.empty())).containsExactly("s06.parallel 3/3", "s03.depth 2/2", "s05.room 1/3");
        Path points = Files.writeString(Files.createTempFile(folder.getParent(), "points", ""), "s05.room 9\ns03 1\n");
        assertThat(costs(Optional.of(Points.of(points))))
                .containsExactly("s05.room 1/3", "s03.depth 2/2", "s06.parallel 3/3");
        Files.delete(points);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | is empty",
                "{\"schema\": 1 | is no JSON, or not all of it",
                "{} {} | is no JSON",
                "{} | is no result of an exam",
                "[] | is no result of an exam",
                "null | is no result of an exam",
                "{\"schema\": 2, \"stage\": 5} | is no result of an exam",
                "{\"schema\": 1e1000000000, \"stage\": 5} | is no result of an exam",
                "{\"schema\": 1, \"stage\": 1e1000000000} | is no result of an exam",
                "{\"schema\": 1, \"stage\": 11} | is no result of an exam",
                "{\"schema\": 1, \"stage\": \"5\"} | is no result of an exam",
                "{\"schema\": 1, \"schema\": 1, \"stage\": 5} | is no JSON",
                "{\"schema\": 1, \"stage\": 5, \"items\": []} | has no items",
                "{\"schema\": 1, \"stage\": 5, \"items\": [{\"id\": \"s05.busy\"}]} | was not run",
                "{\"schema\": 1, \"stage\": 5, \"verdict\": \"PASS\", \"items\": [7]} | that no exam of stage 5 has",
                "{\"schema\": 1, \"stage\": 5, \"verdict\": \"PASS\", \"items\": [{\"id\": \"s06.parallel\"}]}"
                        + " | no exam of",
                "{\"schema\": 1, \"stage\": 5, \"verdict\": \"PASS\", \"items\": [{\"id\": \"s05.busy\","
                        + " \"verdict\": \"pass\"}]} | has a verdict that is none",
            })
    void whatIsNoResultIsNamed(String text, String why) throws IOException {
        Files.writeString(folder.resolve("x.json"), text);
        assertThat(unread()).hasSize(1).allMatch(line -> line.startsWith("x.json ") && line.contains(why));
    }

    @ParameterizedTest
    @CsvSource({"-1, 2", "3, 2", "1, 1e1000000000", "1, 1e-1000000000", "true, 2", "1, 2000000"})
    void pointsThatMakeNoSenseAreNamed(String points, String most) throws IOException {
        String text = MAPPER.writeValueAsString(result(6, Map.of()))
                .replaceFirst(
                        "\"verdict\":\"PASS\"}",
                        "\"verdict\":\"PASS\",\"points\":" + points + ",\"max_points\":" + most + "}");
        Files.writeString(folder.resolve("x.json"), text);
        assertThat(unread()).hasSize(1).allMatch(line -> line.contains("points"));
    }

    @Test
    void anItemCountsOnce() throws IOException {
        ObjectNode result = result(5, Map.of());
        result.withArray("items").add(result.withArray("items").get(0));
        write("x", result);
        assertThat(unread()).containsExactly("x.json has the item s05.accepted twice");
    }

    @Test
    void jsonMayBeAsDeepAndAsLongAsItLikes() throws IOException {
        Files.writeString(folder.resolve("deep.json"), "[".repeat(1_000_000));
        Files.writeString(folder.resolve("long.json"), " ".repeat(20_000_001));
        assertThat(unread())
                .containsExactly("deep.json is no JSON, or not all of it", "long.json is too long for a result");
    }

    @Test
    void noLinkIsFollowedAndNothingElseIsRead() throws Exception {
        Path outside = Files.createTempFile("outside", ".json");
        Files.createSymbolicLink(folder.resolve("link.json"), outside);
        Files.createSymbolicLink(folder.resolve("loop.json"), folder);
        Files.createDirectory(folder.resolve("folder.json"));
        Files.writeString(folder.resolve("notes.txt"), "hello");
        Files.writeString(folder.resolve(".hidden"), "hello");
        new ProcessBuilder("mkfifo", folder.resolve("pipe.json").toString())
                .start()
                .waitFor();
        assertThat(unread())
                .containsExactly(
                        "folder.json is a folder",
                        "link.json is a link, and is not followed",
                        "loop.json is a link, and is not followed",
                        "notes.txt does not end with .json",
                        "pipe.json is no file");
        Files.delete(outside);
    }

    @Test
    void namesAreSortedAndKeptAsTheyAre() throws IOException {
        for (String name : List.of("zoe", "..x", "Ada", "=cmd()", "-rf", "a b\u001b[31m", "bob", "Bob")) {
            write(name, result(1, Map.of()));
        }
        assertThat(ResultsFolder.read(folder, Optional.empty()).students())
                .extracting(Student::name)
                .containsExactly("-rf", "..x", "=cmd()", "a b\u001b[31m", "Ada", "Bob", "bob", "zoe");
    }

    private List<String> costs(Optional<Points> points) throws IOException {
        return ResultsFolder.read(folder, points).costs().stream()
                .map(cost -> cost.item().id() + " " + cost.failed() + "/" + cost.asked())
                .toList();
    }

    private Student only() throws IOException {
        Classroom classroom = ResultsFolder.read(folder, Optional.empty());
        assertThat(classroom.unread()).isEmpty();
        assertThat(classroom.students()).hasSize(1);
        return classroom.students().get(0);
    }

    private List<String> unread() throws IOException {
        Classroom classroom = ResultsFolder.read(folder, Optional.empty());
        assertThat(classroom.students()).isEmpty();
        return classroom.unread().stream()
                .map(file -> file.file() + " " + file.why())
                .toList();
    }

    private void write(String name, ObjectNode result) throws IOException {
        Files.writeString(folder.resolve(name + ".json"), MAPPER.writeValueAsString(result));
    }

    /** A whole exam in which all items pass but these. */
    private static ObjectNode result(int stage, Map<String, String> verdicts) {
        ObjectNode result = MAPPER.createObjectNode();
        result.put("schema", 1).put("stage", stage).put("verdict", "FAIL");
        for (ExamItem item : Exam.of(stage)) {
            result.withArray("items")
                    .addObject()
                    .put("id", item.id())
                    .put("verdict", verdicts.getOrDefault(item.id(), "PASS"));
        }
        return result;
    }
}
