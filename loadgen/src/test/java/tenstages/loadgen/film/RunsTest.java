package tenstages.loadgen.film;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is written into a film can be read again. */
class RunsTest {
    private static final String LETTERS = "SREALQWHX-Caxo.";

    @Test
    void whatDoesNotChangeIsWrittenOnce() {
        List<LaneState> states = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            states.add(new LaneState('S'));
        }
        states.add(new LaneState('W', 0));
        states.add(new LaneState('H', 0));
        states.add(new LaneState('H', 12));
        assertThat(Runs.ofStates(states)).isEqualTo("S20W1_0H1_0H1_12");
        assertThat(Runs.ofNumbers(new int[] {1200, 1200, 1200, 1199, 1199, 0})).isEqualTo("1200x3 -1x2 -1199x1");
    }

    @Test
    void nothingIsAnEmptyText() {
        assertThat(Runs.ofStates(List.of())).isEmpty();
        assertThat(Runs.ofNumbers(new int[0])).isEmpty();
        assertThat(Runs.numbers("", 2)).containsExactly(0, 0);
    }

    /** A letter must not be taken for the end of a number, nor a number for that of a lock. */
    @Test
    void allStatesComeBack() {
        Random random = new Random(7);
        for (int film = 0; film < 200; film++) {
            List<LaneState> states = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                char letter = LETTERS.charAt(random.nextInt(LETTERS.length()));
                LaneState state = new LaneState(letter, random.nextInt(13) - 1);
                for (int times = random.nextInt(12); times >= 0; times--) {
                    states.add(state);
                }
            }
            assertThat(Runs.states(Runs.ofStates(states), states.size())).containsExactlyElementsOf(states);
        }
    }

    @Test
    void allNumbersComeBack() {
        Random random = new Random(7);
        for (int film = 0; film < 200; film++) {
            int[] numbers = random.ints(100, -3, 3).map(n -> n * n * n * 1000).toArray();
            assertThat(Runs.numbers(Runs.ofNumbers(numbers), numbers.length)).containsExactly(numbers);
        }
    }
}
