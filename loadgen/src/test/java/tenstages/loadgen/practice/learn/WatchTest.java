package tenstages.loadgen.practice.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchTest {
    @TempDir
    private Path folder;

    private Path root;
    private Path source;
    private Watch watch;

    @BeforeEach
    void writeASource() throws IOException {
        root = Files.createDirectories(folder.resolve("src"));
        source = root.resolve("a server.py");
        Files.writeString(source, "one");
        watch = new Watch(List.of(root));
    }

    @Test
    void whatIsLeftAloneHasNotChanged() {
        assertThat(watch.changes()).isEmpty();
    }

    @Test
    void aFileWrittenInPlaceHasChangedOnce() throws IOException {
        Files.writeString(source, "one and more");

        assertThat(watch.changes()).containsExactly(source);
        assertThat(watch.changes()).isEmpty();
    }

    @Test
    void aFileOfTheSameSizeHasChangedByItsTime() throws IOException {
        Files.writeString(source, "two");
        Files.setLastModifiedTime(source, FileTime.fromMillis(1));

        assertThat(watch.changes()).containsExactly(source);
    }

    @Test
    void aFileThatAnotherOneReplacedHasChanged() throws IOException {
        FileTime before = Files.getLastModifiedTime(source);
        Path beside = folder.resolve("beside");
        Files.writeString(beside, "two");
        Files.move(beside, source, StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(source, before);

        assertThat(watch.changes()).containsExactly(source);
    }

    @Test
    void filesThatComeAndGoHaveChanged() throws IOException {
        Path added = Files.createDirectories(root.resolve("d\u00e9p\u00f4t/\u65e5\u672c"))
                .resolve("-n *.py");
        Files.writeString(added, "");
        assertThat(watch.changes()).containsExactly(added);

        Files.delete(added);
        assertThat(watch.changes()).containsExactly(added);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "node_modules/left-pad/index.js",
                "target/debug/me.d",
                ".git/index",
                "__pycache__/x.txt",
                ".a.py.swp",
                "a.py~",
                "#a.py#",
                "4913",
                "server.log",
                "Cargo.lock"
            })
    void whatNobodyWritesByHandDoesNotCount(String name) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "text");

        assertThat(watch.changes()).isEmpty();
    }

    @Test
    void aFolderThatIsAskedForCountsWhateverItsName() throws IOException {
        Path target = Files.createDirectories(folder.resolve("target"));
        Watch asked = new Watch(List.of(target));
        Files.writeString(target.resolve("a.py"), "text");

        assertThat(asked.changes()).hasSize(1);
    }

    @Test
    void aBinaryDoesNotCount() throws IOException {
        Files.write(root.resolve("server"), new byte[] {0x7f, 'E', 'L', 'F', 0});

        assertThat(watch.changes()).isEmpty();
    }

    @Test
    void aSocketOfTheServerDoesNotCount() throws IOException {
        try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(root.resolve("s")));

            assertThat(watch.changes()).isEmpty();
        }
    }

    @Test
    void aFileCanBeWatchedAlone() throws IOException {
        Watch alone = new Watch(List.of(source));
        Files.writeString(root.resolve("other"), "text");
        Files.writeString(source, "one and more");

        assertThat(alone.changes()).containsExactly(source);
    }

    @Test
    void aFolderThatGoesIsMissingAndCanComeBack() throws IOException {
        Path away = Files.move(root, folder.resolve("away"));
        assertThat(watch.missing()).containsExactly(root);
        assertThat(watch.changes()).containsExactly(source);

        Files.move(away, root);
        assertThat(watch.missing()).isEmpty();
        assertThat(watch.changes()).containsExactly(source);
    }
}
