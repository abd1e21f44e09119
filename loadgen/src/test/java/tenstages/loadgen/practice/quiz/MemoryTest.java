package tenstages.loadgen.practice.quiz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryTest {
    private static final long TODAY = 20_000;

    private final List<Question> page = List.of(question(1), question(2), question(3), question(4), question(5));

    static Question question(int number) {
        return new Question(
                number, "Locks", "Why " + number + "?", "A. B. C.", false, "Look.", "There.", "7", "docs/stage07.md");
    }

    @Test
    void whatWasNeverAskedComesInTheOrderOfThePage() {
        assertThat(Memory.blank().inOrder(page, TODAY)).isEqualTo(page);
    }

    @Test
    void whatWasNotKnownComesFirstAndWhatIsKnownLast() {
        Memory memory = Memory.blank()
                .plus(Memory.blank().answer(page.get(0), true, TODAY))
                .plus(Memory.blank().answer(page.get(1), true, TODAY - 1))
                .plus(Memory.blank().answer(page.get(3), false, TODAY));

        // 4 was not known, 2 is due again, 3 and 5 were never asked, 1 is due tomorrow.
        assertThat(memory.inOrder(page, TODAY)).extracting(Question::number).containsExactly(4, 2, 3, 5, 1);
    }

    @Test
    void whatHasBeenDueForLongerComesFirst() {
        Memory memory = Memory.blank()
                .plus(Memory.blank().answer(page.get(0), true, TODAY - 5))
                .plus(Memory.blank().answer(page.get(1), true, TODAY - 9))
                .plus(Memory.blank().answer(page.get(2), false, TODAY - 1))
                .plus(Memory.blank().answer(page.get(3), false, TODAY - 3));

        assertThat(memory.inOrder(page, TODAY)).extracting(Question::number).containsExactly(4, 3, 2, 1, 5);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 3", "3, 7", "4, 14", "5, 30", "6, 30", "1000, 30"})
    void eachTimeItIsKnownItRestsLonger(int times, long days) {
        Memory memory = Memory.blank();
        for (int i = 0; i < times; i++) {
            memory = memory.plus(memory.answer(page.get(4), true, TODAY));
        }

        assertThat(memory.inOrder(page, TODAY + days - 1)).last().isEqualTo(page.get(4));
        assertThat(memory.inOrder(page, TODAY + days)).first().isEqualTo(page.get(4));
    }

    @Test
    void whatIsForgottenBeginsAnew() {
        Memory memory = new Memory(Map.of(page.get(0).key(), new Memory.Known(5, TODAY)));
        memory = memory.plus(memory.answer(page.get(0), false, TODAY));
        assertThat(memory.isKnown(page.get(0))).isFalse();
        memory = memory.plus(memory.answer(page.get(0), true, TODAY));

        assertThat(memory.inOrder(page, TODAY + 1)).first().isEqualTo(page.get(0));
    }

    @Test
    void aClockThatWasAheadMakesNothingWaitForLonger() {
        Memory memory = Memory.blank().answer(page.get(0), true, TODAY + 1000);

        assertThat(memory.inOrder(page, TODAY)).last().isEqualTo(page.get(0));
        assertThat(memory.plus(memory.answer(page.get(0), true, TODAY)).inOrder(page, TODAY + 3))
                .first()
                .isEqualTo(page.get(0));
    }

    @Test
    void aFileMayHoldAnything() {
        Map<String, Memory.Known> odd = new HashMap<>();
        odd.put(page.get(0).key(), new Memory.Known(Integer.MAX_VALUE, Long.MAX_VALUE));
        odd.put(page.get(1).key(), new Memory.Known(-3, Long.MIN_VALUE));
        odd.put(page.get(2).key(), null);
        odd.put("of another page", new Memory.Known(1, TODAY));
        Memory memory = new Memory(odd);

        assertThat(memory.inOrder(page, TODAY)).extracting(Question::number).containsExactly(2, 3, 4, 5, 1);
        assertThat(memory.isKnown(page.get(1))).isFalse();
        assertThat(new Memory(null).inOrder(page, TODAY)).isEqualTo(page);
    }
}
