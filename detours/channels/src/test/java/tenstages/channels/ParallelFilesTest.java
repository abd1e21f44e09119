package tenstages.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tenstages.channels.ParallelFiles.Counts;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ParallelFilesTest {
    @TempDir
    private Path folder;

    @Test
    void everyFileIsCountedOnceHoweverManyRead() throws Exception {
        long lines = 0;
        long bytes = 0;
        for (int i = 0; i < 500; i++) {
            Path file = folder.resolve("folder" + i % 7).resolve("file" + i);
            Files.createDirectories(file.getParent());
            String text = "zwölf\n".repeat(i) + (i % 2 == 0 ? "no end" : "");
            Files.writeString(file, text);
            lines += i;
            bytes += Files.size(file);
        }
        for (int readers : new int[] {1, 4, 100}) {
            assertThat(ParallelFiles.count(folder, readers)).isEqualTo(new Counts(500, lines, bytes, List.of()));
        }
    }

    @Test
    void aFileThatCannotBeReadIsToldAndIsNoEndToTheOthers() throws Exception {
        Files.writeString(folder.resolve("good"), "one\ntwo\n");
        Path dangling = Files.createSymbolicLink(folder.resolve("dangling"), folder.resolve("nowhere"));
        Counts counts = ParallelFiles.count(folder, 3);
        assertThat(counts.files()).isEqualTo(1);
        assertThat(counts.lines()).isEqualTo(2);
        assertThat(counts.failures())
                .singleElement()
                .asString()
                .startsWith(dangling + ": ")
                .contains("NoSuchFileException");
        assertThat(Main.commandLine().execute("parallel-files", folder.toString()))
                .isEqualTo(1);
        Files.delete(dangling);
        assertThat(Main.commandLine().execute("parallel-files", folder.toString()))
                .isZero();
    }

    @Test
    void aFileLargerThanABufferIsCountedWhole() throws Exception {
        Files.writeString(folder.resolve("large"), "x\n".repeat(100_000));
        assertThat(ParallelFiles.count(folder, 2)).isEqualTo(new Counts(1, 100_000, 200_000, List.of()));
    }

    /** A pipe that nobody writes to would be read for ever. */
    @Test
    void whatIsNoFileIsLeftOut() throws Exception {
        Path folders = Files.createDirectories(folder.resolve("a/b"));
        Files.writeString(folders.resolve("file"), "one\n");
        Files.createSymbolicLink(folder.resolve("link to a folder"), folders);
        assertThat(new ProcessBuilder("mkfifo", folder.resolve("pipe").toString())
                        .start()
                        .waitFor())
                .isZero();
        assertThat(ParallelFiles.count(folder, 2)).isEqualTo(new Counts(1, 1, 4, List.of()));
    }

    @Test
    void anEmptyFolderHasNothingAndAMissingOneIsToldSo() throws Exception {
        assertThat(ParallelFiles.count(folder, 2)).isEqualTo(new Counts(0, 0, 0, List.of()));
        assertThatThrownBy(() -> ParallelFiles.count(folder.resolve("missing"), 2))
                .isInstanceOf(IOException.class)
                .hasMessage("there is no folder " + folder.resolve("missing"));
    }
}
