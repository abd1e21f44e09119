package tenstages.loadgen.practice.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SavesTest {
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final AtomicBoolean busy = new AtomicBoolean();

    @TempDir
    private Path folder;

    private Path root;
    private Saves saves;

    @BeforeEach
    void begin() throws IOException {
        root = Files.createDirectories(folder.resolve("src"));
        saves = new Saves(List.of(root), 2, busy::get, events::add);
    }

    @AfterEach
    void end() {
        saves.close();
    }

    @Test
    void aSaveIsTold() throws IOException, InterruptedException {
        Path file = write("a.go", 1);

        assertThat(events.take()).isEqualTo(new Event.Saved(Set.of(file)));
    }

    @Test
    void tooManyFilesAreTold() throws IOException, InterruptedException {
        for (String name : List.of("a.go", "b.go", "c.go")) {
            write(name, 1);
        }
        BlockingQueue<Event> ofFew = eventsIfManyIs(3);
        write("d.go", 1);
        assertThat(ofFew.take()).isInstanceOf(Event.Saved.class);

        assertThat(eventsIfManyIs(3).take()).isEqualTo(new Event.Many(4));
    }

    private BlockingQueue<Event> eventsIfManyIs(int many) {
        saves.close();
        BlockingQueue<Event> told = new LinkedBlockingQueue<>();
        saves = new Saves(List.of(root), many, busy::get, told::add);
        return told;
    }

    @Test
    void aFolderThatGoesIsToldOnceAndWhatComesBackIsASave() throws IOException, InterruptedException {
        Path file = write("a.go", 1);
        assertThat(events.take()).isEqualTo(new Event.Saved(Set.of(file)));

        Path away = Files.move(root, folder.resolve("away"));
        assertThat(events.take()).isEqualTo(new Event.Gone(root));

        Files.move(away, root);
        assertThat(events.take()).isEqualTo(new Event.Saved(Set.of(file)));
        assertThat(events).isEmpty();
    }

    @Test
    void aFileThatChangesInEachRoundEndsNoRoundAnyMoreUntilAPersonSavesIt() throws IOException, InterruptedException {
        busy.set(true);
        int i = 0;
        Event event;
        do {
            Path file = write("out.txt", i++);
            event = events.take();
            assertThat(event).isIn(new Event.Saved(Set.of(file)), new Event.Noisy(Set.of(file)));
        } while (event instanceof Event.Saved);
        assertThat(i).isGreaterThan(3);

        // What it wrote last is seen when the round is over already.
        Path file = write("out.txt", i++);
        saves.roundEnded(Files.getLastModifiedTime(file).toMillis() + 1);
        busy.set(false);
        Path other = write("a.go", 1);
        await().untilAsserted(() -> assertThat(events).contains(new Event.Saved(Set.of(other))));
        assertThat(events).containsExactly(new Event.Saved(Set.of(other)));

        events.clear();
        saves.roundEnded(0);
        write("out.txt", i++);
        assertThat(events.take()).isEqualTo(new Event.Saved(Set.of(file)));

        busy.set(true);
        write("out.txt", i++);
        assertThat(events.take()).isEqualTo(new Event.Saved(Set.of(file)));
    }

    @Test
    void aFolderThatStaysAwayIsToldOnceAndItsFilesAreNoSaves() throws IOException, InterruptedException {
        write("a.go", 1);
        Path other = Files.createDirectory(folder.resolve("other"));
        BlockingQueue<Event> heard = new LinkedBlockingQueue<>();
        try (Saves both = new Saves(List.of(root, other), 100, busy::get, heard::add)) {
            Files.move(root, folder.resolve("away"));
            assertThat(heard.take()).isEqualTo(new Event.Gone(root));

            Path file = Files.writeString(other.resolve("b.go"), "b");
            assertThat(heard.take()).isEqualTo(new Event.Saved(Set.of(file)));
        }
    }

    /** Each time with another size, so that it is seen whatever the clock of the file system. */
    private Path write(String name, int length) throws IOException {
        return Files.writeString(root.resolve(name), "x".repeat(length + 1));
    }
}
