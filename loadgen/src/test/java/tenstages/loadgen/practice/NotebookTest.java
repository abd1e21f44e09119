package tenstages.loadgen.practice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("takes stderr")
class NotebookTest {
    private static final Page BLANK = new Page(List.of());

    @TempDir
    private Path folder;

    private Path file;

    record Page(List<String> lines) {
        Page plus(String line) {
            return new Page(Stream.concat(lines.stream(), Stream.of(line)).toList());
        }
    }

    static final class Fields {
        public List<String> more = List.of("b");
    }

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve(".ten/page.json");
    }

    @Test
    void whatWasWrittenIsReadAgain() {
        assertThat(read()).isEqualTo(BLANK);

        new Notebook(file).write(new Page(List.of("a", "\u00e9")));

        assertThat(read().lines()).containsExactly("a", "\u00e9");
    }

    @Test
    void aFieldOfALaterVersionIsNoMistake() throws IOException {
        put("{\"lines\":[\"a\"],\"colour\":\"red\"}");

        assertThat(read().lines()).containsExactly("a");
    }

    @Test
    void nothingAtAllIsBlank() throws IOException {
        put("null");

        assertThat(read()).isEqualTo(BLANK);
    }

    /** It might have been written by hand. */
    @Test
    void aNullIsAsIfItWereMissing() throws IOException {
        put("{\"lines\":[null,\"a\"],\"more\":null}");

        assertThat(read().lines()).containsExactly("a");
        assertThat(new Notebook(file).read(Fields.class, new Fields()).more).containsExactly("b");
    }

    @Test
    void aNullIsAsIfItWereNotThere() throws IOException {
        put("{\"lines\":[\"a\",null,\"b\"]}");

        assertThat(read().lines()).containsExactly("a", "b");
    }

    @Test
    void whatIsFarTooLongIsNotReadWhole() throws IOException {
        put("{\"lines\":[\"" + "a".repeat(11_000_000) + "\"]}");

        assertThat(stderrOf(() -> assertThat(read()).isEqualTo(BLANK))).contains("page.json.broken");
    }

    @Test
    void whatCannotBeReadIsLeftAsItIs() throws IOException {
        Files.createDirectories(file);
        Notebook notebook = new Notebook(file);

        String said = stderrOf(() -> {
            assertThat(notebook.read(Page.class, BLANK)).isEqualTo(BLANK);
            // The next moment it could be written.
            assertThat(file.toFile().delete()).isTrue();
            notebook.write(new Page(List.of("b")));
        });

        assertThat(said.lines()).singleElement().asString().startsWith("cannot read ");
        assertThat(file).doesNotExist();
    }

    @Test
    void aFolderInItsPlaceIsNotWrittenInto() throws IOException {
        Files.createDirectories(file);

        String said = stderrOf(() -> new Notebook(file).write(new Page(List.of("b"))));

        assertThat(said.lines()).singleElement().asString().startsWith("cannot write ");
    }

    @Test
    void whatIsNoJsonIsSetAsideAndSaidOnce() throws IOException {
        put("{\"lines\":[\"a");
        Notebook notebook = new Notebook(file);

        String said = stderrOf(() -> {
            assertThat(notebook.read(Page.class, BLANK)).isEqualTo(BLANK);
            notebook.write(new Page(List.of("b")));
        });

        assertThat(said.lines()).singleElement().asString().contains("page.json.broken");
        assertThat(file.resolveSibling("page.json.broken")).hasContent("{\"lines\":[\"a");
        assertThat(read().lines()).containsExactly("b");
    }

    @Test
    void whereNothingCanBeWrittenOneLineSaysSo() throws IOException {
        Files.writeString(folder.resolve(".ten"), "a file in the way");
        Notebook notebook = new Notebook(file);

        String said = stderrOf(() -> {
            notebook.write(new Page(List.of("a")));
            notebook.write(new Page(List.of("b")));
        });

        assertThat(said.lines()).singleElement().asString().startsWith("cannot write ");
        assertThat(notebook.read(Page.class, BLANK)).isEqualTo(BLANK);
    }

    /** Two lessons at the same time: neither forgets what the other one has written. */
    @Test
    void whatTwoChangeAtOnceIsAllThere() throws InterruptedException {
        int each = 100;
        List<Thread> threads = Stream.of("a", "b")
                .map(name -> new Thread(() -> {
                    Notebook notebook = new Notebook(file);
                    for (int i = 0; i < each; i++) {
                        notebook.change(Page.class, BLANK, page -> page.plus(name));
                    }
                }))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(read().lines()).hasSize(2 * each);
    }

    /** Of this process the system says at once that the lock is taken; another one would wait for it. */
    @Test
    void whileItIsChangedNoOtherProcessMayChangeIt() {
        Page changed = new Notebook(file).change(Page.class, BLANK, page -> {
            assertThatThrownBy(this::takeTheLock).isInstanceOf(OverlappingFileLockException.class);
            return page.plus("a");
        });
        assertThat(changed.lines()).containsExactly("a");
        assertThatCode(this::takeTheLock).doesNotThrowAnyException();
    }

    @Test
    void whereNoLockIsToBeHadItIsChangedAllTheSame() throws IOException {
        Files.createDirectories(file.resolveSibling("page.json.lock"));
        new Notebook(file).change(Page.class, BLANK, page -> page.plus("a"));
        assertThat(read().lines()).containsExactly("a");
    }

    private void takeTheLock() throws IOException {
        try (FileChannel lock = FileChannel.open(file.resolveSibling("page.json.lock"), StandardOpenOption.WRITE)) {
            lock.lock();
        }
    }

    private Page read() {
        return new Notebook(file).read(Page.class, BLANK);
    }

    private void put(String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static String stderrOf(Runnable task) {
        PrintStream before = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, UTF_8));
        try {
            task.run();
        } finally {
            System.setErr(before);
        }
        return said.toString(UTF_8);
    }
}
