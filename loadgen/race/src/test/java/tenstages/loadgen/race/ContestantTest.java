package tenstages.loadgen.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tenstages.loadgen.process.Program;
import tenstages.loadgen.process.Programs;

class ContestantTest {
    @ParameterizedTest
    @CsvSource({
        "4, stage 4",
        "04, stage 4",
        "10, stage 10",
        "10 --workers 2, stage 10 --workers 2",
        "speed, beyond/speed",
        "speed --workers 2, beyond/speed --workers 2",
        "thread-pool, thread-pool",
        "thread-pool --threads 16, thread-pool --threads 16",
        "echo, echo",
        "rust --workers 2, examples/rust --workers 2",
        "redis, Redis INCRBY",
        "redis=exec mine {port}, redis",
        "mine=python3 server.py --port {port} --x=1, mine"
    })
    void isCalledAsItWasNamed(String text, String name) throws IOException {
        assertThat(Contestant.of(text).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"11", "channels", "http", "0", "stage 4", "threadpool", "", "thread-pool,4", "--threads=4"})
    void whoIsNobodyIsToldWhoThereIs(String text) throws IOException {
        if (text.equals("--threads=4")) {
            // Whatever stands before the first equals sign is a name.
            assertThat(Contestant.of(text).name()).isEqualTo("--threads");
            return;
        }
        assertThatThrownBy(() -> Contestant.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "' is neither one of 1, 2, ")
                .hasMessageContaining("thread-pool")
                .hasMessageContaining(", echo, rust, redis, nor NAME=COMMAND");
    }

    /** What a user asks for counts, because it comes last. */
    @Test
    void aServerOfOursIsStartedForTheCourse() throws IOException {
        assertThat(Contestant.course(Programs.stage(4), 9, List.of("--work-ms", "3")))
                .containsExactly("--port", "0", "--max-connections", "20000", "--work-ms", "9", "--work-ms", "3");
        assertThat(Contestant.course(Programs.stage(10), 9, List.of()))
                .containsExactly("--port", "0", "--hold-ms", "0", "--max-connections", "20000", "--work-ms", "9");
        assertThat(Contestant.course(Programs.stage(1), 9, List.of())).containsExactly("--port", "0");
    }

    /** Otherwise the one that refuses most would be the fastest. */
    @Test
    void whereTheWorkIsFreeThereIsRoomForAll() throws IOException {
        assertThat(Contestant.course(Programs.stage(10), 0, List.of())).containsSubsequence("--queue", "100000");
        assertThat(Contestant.course(Programs.stage(4), 0, List.of())).doesNotContain("--queue");
        assertThat(Contestant.course(1)).doesNotContainKey("--queue");
    }

    @Test
    void aCommandGetsItsPortAndTheWork() {
        assertThatThrownBy(() -> Contestant.of("mine=echo port {port} work $TEN_WORK_MS >&2; exit 7 #")
                        .launcher()
                        .start(9))
                .isInstanceOf(IOException.class)
                .message()
                .containsPattern("\n  port \\d+ work 9$");
    }

    @Test
    void aDetourThatThisJavaCannotRunIsToldApart() throws IOException {
        Program threads = Programs.named("virtual-threads");
        if (Runtime.version().feature() < 21) {
            assertThat(threads.whyNot()).startsWith("it needs Java 21 or newer, and this is Java ");
            assertThatThrownBy(() -> Contestant.of("virtual-threads").launcher().start(0))
                    .isInstanceOf(IOException.class)
                    .hasMessage("virtual-threads: " + threads.whyNot());
        } else {
            assertThat(threads.whyNot()).isEmpty();
        }
    }
}
