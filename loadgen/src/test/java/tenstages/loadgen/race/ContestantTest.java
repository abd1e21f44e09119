package tenstages.loadgen.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tenstages.loadgen.process.Detours;

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
        "mine=python3 server.py --port {port} --x=1, mine"
    })
    void isCalledAsItWasNamed(String text, String name) {
        assertThat(Contestant.of(text).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"11", "0", "stage 4", "threadpool", "", "thread-pool,4", "--threads=4"})
    void whoIsNobodyIsToldWhoThereIs(String text) {
        if (text.equals("--threads=4")) {
            // Whatever stands before the first equals sign is a name.
            assertThat(Contestant.of(text).name()).isEqualTo("--threads");
            return;
        }
        assertThatThrownBy(() -> Contestant.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "' is neither a stage")
                .hasMessageContaining("thread-pool")
                .hasMessageContaining("NAME=COMMAND");
    }

    /** What a user asks for counts, because it comes last. */
    @Test
    void aServerOfOursIsStartedForTheCourse() {
        assertThat(Contestant.course(4, 9, List.of("--work-ms", "3")))
                .containsExactly("--port", "0", "--max-connections", "20000", "--work-ms", "9", "--work-ms", "3");
        assertThat(Contestant.course(10, 9, List.of()))
                .containsExactly("--port", "0", "--hold-ms", "0", "--max-connections", "20000", "--work-ms", "9");
        assertThat(Contestant.course(1, 9, List.of())).containsExactly("--port", "0");
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
    void aDetourThatThisJavaCannotRunIsToldApart() {
        String last = Detours.NAMES.get(Detours.NAMES.size() - 1);
        if (Runtime.version().feature() < 21) {
            assertThat(Detours.runnable()).doesNotContain(last).hasSize(Detours.NAMES.size() - 1);
            assertThatThrownBy(() -> Contestant.of(last).launcher().start(0))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith(last + ": it needs Java 21 or newer, and this is Java ");
        } else {
            assertThat(Detours.runnable()).containsExactlyElementsOf(Detours.NAMES);
        }
    }
}
