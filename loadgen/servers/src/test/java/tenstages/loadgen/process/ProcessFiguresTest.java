package tenstages.loadgen.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Of a process that does what it is told: this one has threads of the tests beside it, which come and go. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ProcessFiguresTest {
    private Process obedient;
    private ProcessFigures figures;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(ProcessFigures.available(), "this system has no /proc");
        obedient = new ProcessBuilder(
                        JavaCommand.java(), "-cp", System.getProperty("java.class.path"), Obedient.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        figures = new ProcessFigures(obedient.pid());
        Obedient.tell(obedient, ' ');
    }

    @AfterEach
    void end() throws InterruptedException {
        if (obedient != null) {
            obedient.destroyForcibly().waitFor();
        }
    }

    @Test
    void eachThreadCounts() throws IOException {
        long before = figures.threads();
        Obedient.tell(obedient, 't');
        // Its compiler has threads too, which come and go.
        assertThat(figures.threads() - before).isBetween(Obedient.THREADS - 5L, Obedient.THREADS + 5L);
    }

    /** A thread that sleeps gives up its processor. */
    @Test
    void eachNapIsASwitch() throws IOException {
        Switches before = figures.switches();
        Obedient.tell(obedient, 'n');
        assertThat(figures.switches().since(before).orElseThrow()).isGreaterThanOrEqualTo(Obedient.NAPS);
    }

    /** As it started it gave the processor up, and the system took it away. Now it is at rest. */
    @Test
    void whatAThreadGivesUpCountsAndWhatIsTakenFromItToo() throws IOException {
        assumeTrue(given("nonvoluntary") > 0, "there was a processor for each thread");
        // A thread that ends in between takes its count with it.
        await().untilAsserted(() -> {
            long before = given("voluntary") + given("nonvoluntary");
            long counted = figures.switches().since(new Switches(Map.of())).orElseThrow();
            assertThat(counted).isBetween(before, given("voluntary") + given("nonvoluntary"));
        });
    }

    /** As the system writes it, of all threads together. */
    private long given(String kind) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("/proc/" + obedient.pid() + "/task"), 1)) {
            return files.skip(1)
                    .map(thread -> thread.resolve("status"))
                    .flatMap(ProcessFiguresTest::lines)
                    .filter(line -> line.startsWith(kind + "_ctxt_switches:\t"))
                    .mapToLong(line -> Long.parseLong(line.substring(line.indexOf('\t') + 1)))
                    .sum();
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void eachOpenFileCounts() throws IOException {
        long before = figures.descriptors();
        Obedient.tell(obedient, 'f');
        assertThat(figures.descriptors() - before).isBetween((long) Obedient.FILES, Obedient.FILES + 10L);
    }

    @Test
    void memoryIsThatOfAWholeProgram() throws IOException {
        assertThat(figures.residentBytes())
                .isBetween(20L << 20, Runtime.getRuntime().maxMemory() + (2L << 30));
    }

    @Test
    void ofAProcessThatHasEndedNothingIsKnown() throws Exception {
        obedient.destroyForcibly().waitFor();
        assertThatThrownBy(figures::switches).isInstanceOf(IOException.class);
        assertThatThrownBy(figures::threads).isInstanceOf(IOException.class);
    }
}
