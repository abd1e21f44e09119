package tenstages.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
    private static final Path FULL = Path.of("/dev/full");

    @TempDir
    private Path folder;

    @Test
    void whateverIsInTheTextIsWrittenInUtf8() throws IOException {
        Path file = folder.resolve("a.json");
        WholeFile.write(file, "µ \ud83d\ude00 \ud83d\n");
        assertThat(Files.readString(file)).isEqualTo("µ \ud83d\ude00 ?\n");
    }

    @Test
    void anOlderFileIsReplacedAndNothingIsLeftBesideIt() throws IOException {
        Path file = Files.writeString(folder.resolve("a.json"), "a longer one");
        WholeFile.write(file, "new");
        assertThat(file).hasContent("new");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void whoMayReadTheOldOneMayReadTheNewOneAndNobodyElse() throws IOException {
        Path file = Files.writeString(folder.resolve("a.json"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        WholeFile.write(file, "new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aLinkStaysALink() throws IOException {
        Path file = Files.writeString(folder.resolve("a.json"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.json"), file);
        WholeFile.write(link, "new");
        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent("new");
    }

    @Test
    void whatALinkLeadsToIsMade() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link.json"), folder.resolve("later.json"));
        WholeFile.write(link, "new");
        assertThat(link).isSymbolicLink();
        assertThat(folder.resolve("later.json")).hasContent("new");
    }

    @Test
    void aNameMayBeAsLongAsAnyOther() throws IOException {
        Path file = folder.resolve("a".repeat(255));
        WholeFile.write(file, "new");
        assertThat(file).hasContent("new");
    }

    @Test
    void aFullDiskIsTold() {
        assumeTrue(Files.exists(FULL));
        assertThatThrownBy(() -> WholeFile.write(FULL, "text"))
                .isInstanceOf(WholeFile.NotWritten.class)
                .hasMessage("cannot write /dev/full: No space left on device");
    }

    @Test
    void whereTheNewOneCannotBeWrittenTheOldOneStays() throws IOException {
        Path file = Files.writeString(folder.resolve("a.json"), "old");
        // What is written beside it has no room: there is a folder already.
        Path beside = Files.createDirectory(
                folder.resolve(".ten-" + ProcessHandle.current().pid()));
        Files.createFile(beside.resolve("something"));
        assertThatThrownBy(() -> WholeFile.write(file, "new"))
                .isInstanceOf(WholeFile.NotWritten.class)
                .hasMessageStartingWith("cannot write " + file + ": ");
        assertThat(file).hasContent("old");
    }

    @Test
    void nothingIsLeftBesideAFileThatCannotBeReplaced() throws IOException {
        Path taken = Files.createDirectory(folder.resolve("a.json"));
        Files.createFile(taken.resolve("something"));
        assertThatThrownBy(() -> WholeFile.write(taken, "new")).isInstanceOf(WholeFile.NotWritten.class);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(taken);
        }
    }
}
