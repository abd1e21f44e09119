package tenstages.loadgen.practice.teaching;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tenstages.loadgen.exam.Exam;
import tenstages.loadgen.exam.ExamItem;

/** What a file of points says, and how it may be wrong. */
class PointsTest {
    @TempDir
    private Path folder;

    @Test
    void anItemHasItsOwnAndTheOthersOfItsStageShareTheRest() throws Exception {
        Points points = points("# stage 5\n\ns05.busy 3 # the heart of it\r\n  s05\t10\ns04 0.5\n");
        assertThat(points.of(item(5, "s05.busy"), 5)).isEqualTo(300);
        assertThat(points.of(item(5, "s05.accepted"), 5)).isEqualTo(500);
        assertThat(points.of(item(5, "s05.room"), 5)).isEqualTo(500);
        assertThat(points.of(item(5, "s03.depth"), 5)).isZero();
        assertThat(sum(points, 5, 4)).isEqualTo(50);
    }

    /** Which items share it depends on the stage: some are asked at the first stages only. */
    @Test
    void whatAStageIsWorthIsSharedWithoutARest() throws Exception {
        Points points = points("s01 10\ns02 0.01\n");
        for (int stage : new int[] {1, 2, 5, 10}) {
            assertThat(sum(points, stage, 1)).as("stage " + stage).isEqualTo(1000);
        }
        assertThat(sum(points, 5, 2)).isEqualTo(1);
        List<Long> shares = Exam.of(1).stream().map(item -> points.of(item, 1)).toList();
        assertThat(shares).startsWith(112L).endsWith(111L).isSortedAccordingTo((one, two) -> Long.compare(two, one));
    }

    @Test
    void withoutAFileEachItemIsWorthOne() {
        assertThat(Exam.of(7)).allMatch(item -> Points.oneEach().of(item, 7) == 100);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "5, 0.05", "50, 0.5", "100, 1", "1000, 10", "1010, 10.1", "1234, 12.34", "100000, 1000"})
    void pointsAreWrittenAsShortAsTheyAre(long hundredths, String text) {
        assertThat(Points.text(hundredths)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "s05.bussy 3 | line 2: there is no item and no stage 's05.bussy'",
                "s11 3 | line 2: there is no item and no stage 's11'",
                "s5 3 | there is no item and no stage 's5'",
                "s05.busy -3 | line 2: '-3' is no number from 0 to 999999 with at most two decimals",
                "s05.busy 1.234 | '1.234' is no number",
                "s05.busy 1e3 | '1e3' is no number",
                "s05.busy 1000000 | '1000000' is no number",
                "s05.busy .5 | '.5' is no number",
                "s05.busy NaN | 'NaN' is no number",
                "s05.busy | line 2: 's05.busy' is no 'ID POINTS', such as 's05.busy 3' or 's05 10'",
                "s05.busy 3 4 | 's05.busy 3 4' is no 'ID POINTS'",
                "s05.busy=3 | 's05.busy=3' is no 'ID POINTS'",
                "s03.depth 4 | line 2: s03.depth has points already"
            })
    void aLineThatMakesNoSenseIsNamed(String line, String named) throws IOException {
        Path file = write("s03.depth 1\n" + line + "\n");
        assertThatThrownBy(() -> Points.of(file))
                .isInstanceOf(Points.Wrong.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(named)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void aStageWhoseItemsAllHavePointsHasNoRest() throws IOException {
        Path file = write("s06.parallel 3\ns06 10\n");
        assertThatThrownBy(() -> Points.of(file)).hasMessageContaining("s06 has no rest");
    }

    @Test
    void whatIsNoTextIsNamed() throws IOException {
        assertThatThrownBy(() -> Points.of(folder)).hasMessage(folder + " is no file");
        assertThatThrownBy(() -> Points.of(folder.resolve("none"))).hasMessageStartingWith("there is no file");
        Path bytes = Files.write(folder.resolve("bytes"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertThatThrownBy(() -> Points.of(bytes)).hasMessageContaining("is no text in UTF-8");
        Path longer = Files.write(folder.resolve("longer"), new byte[200_000]);
        assertThatThrownBy(() -> Points.of(longer)).hasMessageContaining("is too long");
    }

    @Test
    void whatALineSaysDoesNothingToATerminal() throws IOException {
        Path file = write("s05.\u001b[31m" + "x".repeat(500) + " 3\n");
        assertThatThrownBy(() -> Points.of(file))
                .message()
                .doesNotContain("\u001b")
                .hasSizeLessThan(400);
    }

    @Test
    void aFileOfAnotherSystemIsReadTheSame() throws Exception {
        Points points = points("\ufeffs05 4\r\ns05.busy 1\r\n");
        assertThat(points.of(item(5, "s05.room"), 5)).isEqualTo(200);
    }

    private static long sum(Points points, int stage, int since) {
        return Exam.of(stage).stream()
                .filter(item -> item.since() == since)
                .mapToLong(item -> points.of(item, stage))
                .sum();
    }

    private static ExamItem item(int stage, String id) {
        return Exam.of(stage).stream()
                .filter(item -> item.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private Points points(String text) throws Exception {
        return Points.of(write(text));
    }

    private Path write(String text) throws IOException {
        return Files.write(folder.resolve("points.txt"), text.getBytes(UTF_8));
    }
}
