package tenstages.loadgen.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SwitchesTest {
    @Test
    void switchesAreCountedSinceTheReadingBefore() {
        Switches before = new Switches(Map.of("1", 100L, "2", 20L));
        assertThat(new Switches(Map.of("1", 130L, "2", 21L)).since(before)).hasValue(31);
        assertThat(before.since(before)).hasValue(0);
    }

    @Test
    void aThreadThatHasBegunMeanwhileCountsFromItsBeginning() {
        assertThat(new Switches(Map.of("1", 101L, "7", 5L)).since(new Switches(Map.of("1", 100L))))
                .hasValue(6);
    }

    @Test
    void aThreadThatHasEndedTakesNothingAwayFromTheOthers() {
        Switches before = new Switches(Map.of("1", 90L, "2", 10L));
        assertThat(new Switches(Map.of("1", 95L)).since(before)).hasValue(5);
    }

    @Test
    void nothingIsKnownWhereThreadsHaveEndedThatMadeMoreThanATenthOfThem() {
        Switches before = new Switches(Map.of("1", 89L, "2", 11L));
        assertThat(new Switches(Map.of("1", 500L)).since(before)).isEmpty();
        assertThat(new Switches(Map.of()).since(before)).isEmpty();
    }
}
