package tenstages.loadgen.practice.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tenstages.loadgen.exam.Exam;
import tenstages.loadgen.exam.ExamItem;
import tenstages.loadgen.practice.Notebook;

class OverviewTest {
    @TempDir
    private Path folder;

    @Test
    void ofAStageThatIsOverIsListedWhatStillHoldsAlone() {
        Progress progress = new Progress(new Notebook(folder.resolve("learn.json")), "a");
        progress.go(4, 0);

        List<String> listed = Overview.of(progress, 80).lines().toList();

        for (int stage = 1; stage <= 4; stage++) {
            for (ExamItem item : Exam.of(stage)) {
                assertThat(listed.stream().anyMatch(line -> line.contains(item.id() + " ")))
                        .as(item.id())
                        .isEqualTo(item.until() >= 4);
            }
        }
    }
}
