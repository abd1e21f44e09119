package tenstages.loadgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tenstages.loadgen.engine.Verdict.Status;
import tenstages.loadgen.report.MadeResult;
import tenstages.loadgen.report.ResultFile;

@Printing
class CompareCommandTest {
    @TempDir
    private Path folder;

    private Path a;
    private Path b;

    @BeforeEach
    void writeTwoResults() throws IOException {
        a = folder.resolve("a.json");
        b = folder.resolve("b.json");
        Files.writeString(a, ResultFile.json(MadeResult.closedLoop().result()));
        MadeResult other = MadeResult.closedLoop().verdict(Status.INCONCLUSIVE, "some reason");
        other.accepted = 14_500;
        other.rejected = 180;
        other.timedOut = 44;
        other.response = MadeResult.upTo(1000, 250_000);
        Files.writeString(b, ResultFile.json(other.result()));
    }

    @Test
    void theSecondIsDividedByTheFirst() {
        String text = Typed.words("compare", a.toString(), b.toString()).out();
        assertThat(text.lines().map(line -> line.replaceAll(" +", " ")))
                .contains(
                        " A B B/A",
                        " replies/s 1,913 3,810 1.99",
                        " goodput/s 1,875 3,750 2.00",
                        " rejected 90 180 2.00",
                        " timed out 11 44 4.00")
                .anyMatch(line -> line.startsWith(" p50 500 ms 125 ms 0.25 "))
                .anyMatch(line ->
                        line.startsWith(" p75 750 ms 188 ms 0.25 ") || line.startsWith(" p75 750 ms 187 ms 0.25 "))
                .anyMatch(line ->
                        line.startsWith(" p99 990 ms 248 ms 0.25 ") || line.startsWith(" p99 990 ms 247 ms 0.25 "))
                .anyMatch(line -> line.startsWith(" p99.9 999 ms 250 ms 0.25 "))
                .contains(" A = " + a + " (VALID)", " B = " + b + " (INCONCLUSIVE)");
    }

    @Test
    void theRowsAreWrittenForPrograms() throws IOException {
        Path file = folder.resolve("rows.json");
        assertThat(Typed.words("compare", a.toString(), b.toString(), "-o", file.toString())
                        .exitCode())
                .isZero();
        JsonNode rows = new ObjectMapper().readTree(file.toFile()).get("rows");
        assertThat(rows).hasSize(4 + ResultFile.percentiles().length);
        assertThat(rows.get(1).toString()).isEqualTo("[\"goodput/s\",\"1,875\",\"3,750\",\"2.00\"]");
        assertThat(rows.get(4).toString()).isEqualTo("[\"p50\",\"500 ms\",\"125 ms\",\"0.25\"]");
    }

    @Test
    void whereNothingSucceededThereIsNoTime() throws IOException {
        MadeResult failed = MadeResult.closedLoop();
        failed.response = MadeResult.none();
        Files.writeString(b, ResultFile.json(failed.result()));
        assertThat(Typed.words("compare", a.toString(), b.toString()).out())
                .containsPattern("p50 +500 ms +- +- +·+A·+\n")
                .doesNotContain("B·");
        assertThat(Typed.words("compare", b.toString(), a.toString()).out())
                .containsPattern("p50 +- +500 ms +- +·+B·+\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/schema", "/plan"})
    void aFileOfAnotherVersionIsRefused(String pointer) throws IOException {
        ObjectNode other = (ObjectNode) new ObjectMapper().readTree(a.toFile());
        put(other, pointer, 2);
        Files.writeString(b, other.toString());
        Typed typed = Typed.words("compare", a.toString(), b.toString());
        assertThat(typed.exitCode()).isNotZero();
        assertThat(typed.err()).contains("b.json is no result of run -o").doesNotContain("\tat ");
    }

    @Test
    void theOtherWayRoundItIsTheInverse() {
        assertThat(Typed.words("compare", b.toString(), a.toString()).text())
                .contains("timed out 44 11 0.25", "p50 125 ms 500 ms 4.00");
    }

    @Test
    void runsThatAreNotAlikeAreNamedWithTheirPlans() throws IOException {
        Files.writeString(b, ResultFile.json(MadeResult.openLoop().result()));
        assertThat(Typed.words("compare", a.toString(), b.toString()).text())
                .contains("These runs differ in more than the server (loop), so B/A may say little about it:")
                .contains(
                        "A: closed loop, 51 connections, pipeline 16, 4.0 s, VALID",
                        "B: open loop, 2,000 requests/s, uniform, 51 connections, 4.0 s, VALID");
    }

    @Test
    void aDifferenceOfTheVerdictIsNamed() {
        assertThat(Typed.words("compare", a.toString(), b.toString()).text()).contains("the server (verdict), so");
    }

    @ParameterizedTest
    @CsvSource({
        "/plan/connections, 8, connections",
        "/plan/pipeline, 1, pipeline",
        "/seconds, 8.0, length",
        "/seconds, 4.5, ",
        "/accounting/scheduled, 9, "
    })
    void whatAPlanHasMakesRunsUnlike(String pointer, double value, String difference) throws IOException {
        ObjectNode changed = (ObjectNode) new ObjectMapper().readTree(a.toFile());
        put(changed, "/accounting/scheduled", 1);
        put(changed, pointer, value);
        Files.writeString(b, changed.toString());
        String text = Typed.words("compare", a.toString(), b.toString()).text();
        if (difference == null) {
            assertThat(text).doesNotContain("differ");
        } else {
            assertThat(text).contains("the server (" + difference + "), so");
        }
    }

    /** A run of some requests takes as long as the server needs. */
    @Test
    void aSlowerServerIsNoOtherPlan() throws IOException {
        ObjectNode slower = (ObjectNode) new ObjectMapper().readTree(a.toFile());
        Files.writeString(b, slower.put("seconds", 40.0).toString());
        assertThat(Typed.words("compare", a.toString(), b.toString()).text()).doesNotContain("differ");
    }

    private static void put(ObjectNode json, String pointer, double value) {
        int name = pointer.lastIndexOf('/');
        ObjectNode parent = name == 0 ? json : (ObjectNode) json.at(pointer.substring(0, name));
        if (value == Math.rint(value) && !pointer.equals("/seconds")) {
            parent.put(pointer.substring(name + 1), (int) value);
        } else {
            parent.put(pointer.substring(name + 1), value);
        }
    }

    @Test
    void theCurvesLieWhereTheTimesAre() {
        String curve = curveOfP99(a, b);
        assertThat(curve).hasSize(37).matches("·*B·+A·*");
        assertThat(curveOfP99(b, a))
                .matches("·*A·+B·*")
                .isEqualTo(curve.replace('A', 'x').replace('B', 'A').replace('x', 'B'));
        assertThat(curveOfP99(a, a)).matches("·*=·*");
    }

    @Test
    void theTableFitsATerminal() {
        assertThat(Typed.words("compare", a.toString(), b.toString()).out().lines())
                .filteredOn(line -> !line.contains(" = "))
                .hasSizeGreaterThan(10)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    private static String curveOfP99(Path left, Path right) {
        return Typed.words("compare", left.toString(), right.toString())
                .out()
                .lines()
                .filter(line -> line.startsWith("  p99 "))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void nothingHasNoRatio() throws IOException {
        MadeResult nothing = MadeResult.closedLoop();
        nothing.rejected = 0;
        Files.writeString(a, ResultFile.json(nothing.result()));
        assertThat(Typed.words("compare", a.toString(), b.toString()).text()).contains("rejected 0 180 - ");
    }

    @Test
    void aFileThatIsNotThereIsOneLine() {
        Path missing = folder.resolve("missing.json");
        expectRefused(missing, "cannot read " + missing + ": there is no such file");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "{}",
                "[1,2]",
                "{\"times\":{\"response\":{\"histogram\":\"AAAA\"}}}",
                "{\"times\":5}"
            })
    void aFileThatIsNoResultIsOneLine(String content) throws IOException {
        Path wrong = Files.writeString(folder.resolve("wrong.json"), content);
        expectRefused(wrong, wrong + " is no result of run -o");
        expectRefused(folder, folder + " is no result of run -o");
    }

    private void expectRefused(Path file, String words) {
        for (Path[] files : new Path[][] {{file, b}, {a, file}}) {
            Typed typed = Typed.words("compare", files[0].toString(), files[1].toString());
            assertThat(typed.exitCode()).isPositive();
            assertThat(typed.out()).isEmpty();
            assertThat(typed.err().strip()).startsWith(words).doesNotContain("\n", "\tat ");
        }
    }
}
