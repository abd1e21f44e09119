package tenstages.loadgen.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is done where whoever started us had SIGINT ignored. */
class InterruptsTest {
    private static final List<String> WORKS = List.of("sh", "-c", "exit 0");
    private static final List<String> UNKNOWN = List.of("sh", "-c", "exit 125");
    private static final List<String> MISSING = List.of("/no/such/env");

    @Test
    void aServerIsGivenThemBack() {
        Interrupts interrupts = new Interrupts(true, WORKS);
        assertThat(interrupts.words()).isEqualTo(WORKS);
        assertThatCode(() -> interrupts.check("INT")).doesNotThrowAnyException();
    }

    @Test
    @Timeout(30)
    void aLargeEnvironmentIsNotWaitedFor() {
        List<String> prints = List.of("sh", "-c", "head -c 200000 /dev/zero");
        assertThat(new Interrupts(true, prints).words()).isEqualTo(prints);
    }

    @Test
    void whereThatCannotBeAServerStartsButIsNotSentOne() {
        for (List<String> restoring : List.of(UNKNOWN, MISSING)) {
            Interrupts interrupts = new Interrupts(true, restoring);
            assertThat(interrupts.words()).isEmpty();
            assertThatThrownBy(() -> interrupts.check("INT")).hasMessageContaining("started with SIGINT ignored");
            assertThatCode(() -> interrupts.check("TERM")).doesNotThrowAnyException();
        }
    }

    @Test
    void mostlyNothingIsToBeDone() {
        Interrupts interrupts = new Interrupts(false, UNKNOWN);
        assertThat(interrupts.words()).isEmpty();
        assertThatCode(() -> interrupts.check("INT")).doesNotThrowAnyException();
    }
}
