package tenstages.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tenstages.loadgen.exam.Exam;
import tenstages.loadgen.exam.ExamFailure;
import tenstages.loadgen.exam.ExamItem;
import tenstages.loadgen.exam.ExamResult;
import tenstages.loadgen.exam.ItemResult;
import tenstages.loadgen.exam.ItemResult.Verdict;
import tenstages.loadgen.practice.teaching.Classroom;
import tenstages.loadgen.practice.teaching.Graded;
import tenstages.loadgen.practice.teaching.Points;
import tenstages.loadgen.practice.teaching.ResultsFolder;

/** A class as people and programs read it, from results that were written as exams write them. */
class ClassReportTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    private Path folder;

    private Points points;

    @BeforeEach
    void fill() throws Exception {
        Path file = Files.writeString(folder.resolve(".points"), "s05.busy 3\ns05 1\ns01 6\n");
        points = Points.of(file);
        write("ada", exam(5, "none", Verdict.PASS, null));
        write("bea", exam(5, "s05.busy", Verdict.FAIL, unbounded()));
        write("cem", exam(5, "s01.half-close", Verdict.FAIL, new ExamFailure("odd", null, "Nobody knows.")));
        write("dan", ExamResult.nothingTested(5, Exam.of(5), "the server did not start"));
    }

    @Test
    void whoIsWhereIsATable() throws IOException {
        assertThat(ClassText.of(read(), 80))
                .isEqualTo(
                        """
                          student   reached   first red                            passed     points
                          ada       5 of 5                                         ALL of ALL   10 of 10
                          bea       4 of 5    s05.busy                             LESS of ALL   7 of 10
                          cem       0 of 5    s01.half-close                       LESS of ALL   9.14 of 10
                          dan       ? of 5    nothing tested: the server did not   0 of ALL    0 of 10
                                              start

                        ? and + stand where an exam did not ask far enough: --all and --points ask for
                        everything.

                        What costs most:
                          item             promise                               broken by   points lost
                          s05.busy         a full queue answers server_busy at   1 of 3      3
                                           once, and what is accepted is
                                           applied
                          s01.half-close   a client that half-closes gets        1 of 3      0.86
                                           every reply, then the end

                        What a failure resembles (the exam said the same of that wrong server; it is a
                        guess):
                          bea, s05.busy: resembles a server that has a queue without a bound
                          cem, s01.half-close: likely: Nobody knows.
                        """
                                .replace("ALL", String.valueOf(Exam.of(5).size()))
                                .replace("LESS", String.valueOf(Exam.of(5).size() - 1)));
    }

    @Test
    void programsGetJsonAsItsSchemaSays() throws IOException {
        Files.writeString(folder.resolve("eve.json"), "");
        JsonNode json = MAPPER.readTree(ClassFile.json(read()));
        String schema = Files.readString(Path.of("../docs/class.schema.json"));
        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(schema)
                        .validate(json))
                .isEmpty();
        assertThat(json.at("/students/1/resembles/servers_that/0").asText()).isEqualTo("has a queue without a bound");
        assertThat(json.at("/students/1/points").decimalValue()).isEqualByComparingTo("7");
        assertThat(json.at("/students/3/nothing_tested").asText()).isEqualTo("the server did not start");
        assertThat(json.at("/promises/0/points_lost").asInt()).isEqualTo(3);
        assertThat(json.at("/not_read/0/file").asText()).isEqualTo("eve.json");
    }

    /** A name is what a student chose. */
    @Test
    void aNameIsNeverMoreThanAName() throws IOException {
        List<String> names = List.of(
                "=cmd()",
                "+1",
                "-1",
                "@x",
                " =1",
                "\t=1",
                "a,b",
                "a\"b",
                "a|b",
                "<b>",
                "`c`",
                "[l](u)",
                "\u001b[31mred",
                "\u202eda",
                "a\nb",
                "\ufeff=1");
        for (String name : names) {
            write(name, exam(1, "none", Verdict.PASS, null));
        }
        Classroom classroom = read();
        String text = ClassText.of(classroom, 80);
        assertThat(text).doesNotContain("\u001b", "\u202e", "\t");
        assertThat(ClassFile.markdown(classroom)).doesNotContain("\u001b", "<", "[", "\u202e", "&#8238;");
        assertThat(ClassFile.markdown(classroom).lines().filter(line -> line.contains(" | 1 of 1 | ")))
                .hasSize(names.size())
                .allMatch(line -> line.chars().filter(c -> c == '|').count() == 7);
        List<String> lines = ClassFile.csv(classroom).lines().toList();
        assertThat(lines).hasSize(1 + 4 + names.size()).noneMatch(line -> line.matches("\"?\\s*[=+@-].*"));
        assertThat(lines).contains("\"'=cmd()\",1,1,,9,9,6,6", "\"a\"\"b\",1,1,,9,9,6,6", "\"a,b\",1,1,,9,9,6,6");
        assertThat(lines.get(0)).isEqualTo("student,stage,reached,first_red,passed,asked,points,max_points");
        assertThat(lines)
                .contains("bea,5,4,s05.busy,%d,%d,7,10"
                        .formatted(Exam.of(5).size() - 1, Exam.of(5).size()));
        assertThat(lines).contains("dan,5,,,0,%d,0,10".formatted(Exam.of(5).size()));
    }

    /** The words of a file are those of whoever wrote it. */
    @Test
    void aCauseIsNeverMoreThanText() throws IOException {
        String cause = "\u001b[2J|<script>`" + "x".repeat(10_000);
        write("eve", exam(5, "s05.room", Verdict.FAIL, new ExamFailure("odd", null, cause)));
        assertThat(ClassText.of(read(), 80)).doesNotContain("\u001b").hasSizeLessThan(4_000);
        assertThat(ClassFile.markdown(read())).doesNotContain("\u001b", "<script", "`");
    }

    @Test
    void withoutPointsThereIsNoColumnForThem() throws IOException {
        for (String name : List.of("ada", "bea", "cem", "dan")) {
            Files.delete(folder.resolve(name + ".json"));
        }
        Files.writeString(folder.resolve("ada.json"), ExamFile.json(exam(5, "s05.busy", Verdict.FAIL, unbounded())));
        String text = ClassText.of(read(), 80);
        assertThat(text).doesNotContain("points").contains("broken by", "1 of 1");
        assertThat(ClassFile.csv(read())).endsWith(",,");
    }

    @Test
    void aNarrowTerminalIsWideEnough() throws IOException {
        assertThat(ClassText.of(read(), 60).lines()).allMatch(line -> line.length() <= 60);
    }

    private static ExamFailure unbounded() {
        return new ExamFailure(
                "40 of 40 events were accepted into a queue of 5",
                null,
                "The queue has no bound or another one than it was told, or an event takes no time.");
    }

    private Classroom read() throws IOException {
        return ResultsFolder.read(folder, Optional.empty());
    }

    private void write(String name, ExamResult exam) throws IOException {
        Files.writeString(folder.resolve(name + ".json"), ExamFile.json(exam, Optional.of(new Graded(exam, points))));
    }

    /** A whole exam in which one item comes out otherwise. */
    private static ExamResult exam(int stage, String id, Verdict verdict, ExamFailure failure) {
        List<ItemResult> items = new ArrayList<>();
        for (ExamItem item : Exam.of(stage)) {
            boolean other = item.id().equals(id);
            items.add(other && verdict == Verdict.FAIL ? failed(item, failure) : MadeExam.passed(item.id(), stage));
        }
        return new ExamResult(stage, items, 1);
    }

    private static ItemResult failed(ExamItem item, ExamFailure failure) {
        ItemResult made = MadeExam.passed(item.id(), 5);
        return new ItemResult(item, Verdict.FAIL, "", 1, made.operations(), Optional.of(failure), "", List.of());
    }
}
