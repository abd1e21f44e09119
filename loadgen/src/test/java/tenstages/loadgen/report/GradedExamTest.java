package tenstages.loadgen.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tenstages.loadgen.exam.Evidence;
import tenstages.loadgen.exam.Exam;
import tenstages.loadgen.exam.ExamFailure;
import tenstages.loadgen.exam.ExamResult;
import tenstages.loadgen.exam.ItemResult;
import tenstages.loadgen.practice.teaching.Graded;
import tenstages.loadgen.practice.teaching.Points;

/** What an exam is worth, in each format, whatever the server has printed. */
class GradedExamTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String HOSTILE =
            "```\n</details><script>alert(1)</script> | <img src=x> [a](javascript:b) ``````` \u001b[31m\u202e @all";

    /** As https://gradescope-autograders.readthedocs.io/en/latest/specs/ has them. */
    private static final Set<String> GRADESCOPE = Set.of(
            "score",
            "execution_time",
            "output",
            "output_format",
            "test_output_format",
            "test_name_format",
            "visibility",
            "stdout_visibility",
            "extra_data",
            "tests",
            "leaderboard");

    private static final Set<String> GRADESCOPE_TEST = Set.of(
            "score",
            "max_score",
            "status",
            "name",
            "name_format",
            "number",
            "output",
            "output_format",
            "tags",
            "visibility",
            "extra_data");

    private final ExamResult exam = MadeExam.exam(
            5,
            MadeExam.passed("s05.accepted", 5),
            MadeExam.failed("s05.busy", 5),
            MadeExam.passed("s04.shared", 5),
            MadeExam.notJudged("s01.order", 5),
            MadeExam.notRun("s01.pieces", 5, "an item before it failed"));

    private Graded graded;

    @BeforeEach
    void grade(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("points"), "s05.busy 3\ns05 5\ns04.shared 0.25\ns01 1\n");
        graded = new Graded(exam, Points.of(file));
    }

    @Test
    void whatPassedHasItsPointsAndNothingElseHas() {
        assertThat(graded.score()).isEqualTo(275);
        assertThat(graded.most()).isEqualTo(250 + 300 + 25 + 14 + 14);
        assertThat(graded.lost())
                .extracting(item -> item.item().id())
                .containsExactly("s05.busy", "s01.order", "s01.pieces");
    }

    @Test
    void peopleReadTheSumAndWhatIsLost() {
        assertThat(CheckReport.points(graded, 80))
                .isEqualTo("Points: 2.75 of 6.03. Lost: s05.busy 3, s01.order 0.14, s01.pieces 0.14.");
        assertThat(CheckReport.points(
                        new Graded(MadeExam.exam(5, MadeExam.passed("s05.busy", 5)), Points.oneEach()), 80))
                .isEqualTo("Points: 1 of 1.");
    }

    @Test
    void theJsonHasThemAndIsAsItsSchemaSays() throws IOException {
        JsonNode json = MAPPER.readTree(ExamFile.json(exam, Optional.of(graded)));
        assertThat(json.get("points").decimalValue()).isEqualTo(new BigDecimal("2.75"));
        assertThat(json.get("max_points").decimalValue()).isEqualTo(new BigDecimal("6.03"));
        assertThat(json.at("/items/0/points").decimalValue()).isEqualTo(new BigDecimal("2.5"));
        assertThat(json.at("/items/1/points").asInt(-1)).isZero();
        assertThat(json.at("/items/1/max_points").asInt()).isEqualTo(3);
        String schema = Files.readString(Path.of("../docs/exam.schema.json"));
        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(schema)
                        .validate(json))
                .isEmpty();
    }

    @Test
    void junitsXmlHasThemAsProperties() {
        String xml = ExamFile.junit(exam, Optional.of(graded)).replaceAll(">\\s+<", "><");
        assertThat(xml)
                .contains("time=\"12.345\"><properties><property name=\"points\" value=\"2.75\"/>"
                        + "<property name=\"max_points\" value=\"6.03\"/></properties><testcase ")
                .containsPattern("name=\"s05.accepted: [^>]*><properties><property name=\"points\" value=\"2.5\"/>");
        assertThat(ExamFile.junit(exam)).doesNotContain("propert");
    }

    @Test
    void gradescopeGetsWhatItsSpecificationNames() throws IOException {
        JsonNode json = MAPPER.readTree(GradescopeFile.of(graded));
        assertThat(GRADESCOPE).containsAll(names(json));
        assertThat(json.get("score").isNumber()).isTrue();
        assertThat(json.get("execution_time").isNumber()).isTrue();
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode test : json.get("tests")) {
            assertThat(GRADESCOPE_TEST).containsAll(names(test));
            assertThat(test.get("score").isNumber()).isTrue();
            assertThat(test.get("max_score").isNumber()).isTrue();
            assertThat(test.get("status").asText()).isIn("passed", "failed");
            assertThat(test.get("visibility").asText()).isIn("hidden", "after_due_date", "after_published", "visible");
            sum = sum.add(test.get("score").decimalValue());
        }
        assertThat(sum).isEqualByComparingTo(json.get("score").decimalValue());
        assertThat(json.get("tests")).hasSize(5);
        assertThat(json.at("/tests/1/name").asText()).startsWith("s05.busy: a full queue");
        assertThat(json.at("/tests/1/status").asText()).isEqualTo("failed");
        assertThat(json.at("/tests/1/output").asText()).contains("what was seen", "likely    The cause");
        assertThat(json.at("/tests/3/output").asText()).isEqualTo("cannot be judged: too busy");
        assertThat(json.at("/tests/4/output").asText()).isEqualTo("not run: an item before it failed");
    }

    /** Whatever is no plain text could be made into something else by a server. */
    @Test
    void nothingThatAServerSaysIsMoreThanTextInGradescope() throws IOException {
        JsonNode json = MAPPER.readTree(GradescopeFile.of(new Graded(hostile(), Points.oneEach())));
        for (String format : List.of("output_format", "test_output_format", "test_name_format")) {
            assertThat(json.get(format).asText()).isEqualTo("text");
        }
        assertThat(json.at("/tests/0").has("output_format")).isFalse();
        assertThat(json.at("/tests/0/output").asText())
                .contains("<script>alert(1)</script>")
                .doesNotContain("\u001b", "\u202e");
    }

    @Test
    void theSummaryHasARowForEachItemAndALineForThePoints() {
        String text = ExamMarkdown.of(exam, Optional.of(graded));
        assertThat(text)
                .startsWith("## Stage 5: FAIL\n\nFAIL&#58; 2 passed, 1 failed")
                .contains("\n**Points: 2.75 of 6.03**\n");
        assertThat(rows(text))
                .hasSize(2 + 5)
                .allMatch(row -> row.split(" \\| ", -1).length == 4 || row.startsWith("|---"));
        assertThat(text)
                .contains("|  | item | promise | points |\n|---|---|---|---|\n")
                .contains("| **FAIL** | `s05.busy` | a full queue answers server&#95;busy at once, and what is")
                .contains(" | 0 of 3 |\n", "\n### s05.busy\n", "\n    likely    The cause that is known.\n");
        assertThat(ExamMarkdown.of(exam, Optional.empty())).doesNotContain("oints");
    }

    @Test
    void nothingThatAServerSaysLeavesItsFence() {
        String text = ExamMarkdown.of(hostile(), Optional.empty());
        String fence = "`".repeat(8);
        assertThat(text.lines().filter(line -> line.matches("`{3,}.*"))).containsExactly(fence + "text", fence);
        String outside = text.replaceAll("(?s)" + fence + ".*" + fence, "");
        assertThat(outside).doesNotContain("<", "script", "\u001b");
        assertThat(text).doesNotContain("\u001b", "\u202e").contains("<script>alert(1)</script>");
    }

    /** GitHub refuses more than a megabyte, and then shows nothing. */
    @Test
    void aSummaryHasAnEnd() {
        String line = "\u20ac".repeat(4000);
        List<ItemResult> items = Exam.of(10).stream()
                .map(item -> failedSaying(item.id(), 10, Collections.nCopies(10, line)))
                .toList();
        String text = ExamMarkdown.of(new ExamResult(10, items, 1), Optional.empty());
        assertThat(text.getBytes(UTF_8)).hasSizeLessThan(1_000_000);
        assertThat(text).endsWith(" more failed, and are not shown.");
    }

    @Test
    void aReasonIsNoMarkdown() {
        ExamResult result = MadeExam.exam(5, MadeExam.notRun("s05.busy", 5, "a|b <i> **c**"));
        assertThat(ExamMarkdown.of(result, Optional.empty())).contains("a&#124;b &#60;i&#62; &#42;&#42;c&#42;&#42;");
    }

    private static ExamResult hostile() {
        return MadeExam.exam(5, failedSaying("s05.busy", 5, List.of(HOSTILE.split("\n", -1))));
    }

    private static ItemResult failedSaying(String id, int stage, List<String> lines) {
        ItemResult made = MadeExam.failed(id, stage);
        Evidence evidence = new Evidence(lines.get(0), lines.get(0), lines.get(0), 0, 0);
        return new ItemResult(
                made.item(),
                made.verdict(),
                made.options(),
                1,
                made.operations(),
                Optional.of(new ExamFailure(lines.get(0), evidence, lines.get(0))),
                "",
                lines);
    }

    private static Set<String> names(JsonNode json) {
        Set<String> names = new TreeSet<>();
        json.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<String> rows(String markdown) {
        return markdown.lines().filter(line -> line.startsWith("|")).toList();
    }
}
