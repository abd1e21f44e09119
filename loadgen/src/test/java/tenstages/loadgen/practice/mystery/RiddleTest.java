package tenstages.loadgen.practice.mystery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tenstages.loadgen.process.Programs;

/** Which mysteries there are, and how a seed draws one with its twelve diagnoses. */
class RiddleTest {
    private static final int SEEDS = 2000;

    @ParameterizedTest
    @EnumSource(Level.class)
    void eachSeedHasTwelveDiagnosesOfWhichOneIsTrue(Level level) {
        for (long seed = -1; seed < SEEDS; seed++) {
            Riddle riddle = Riddle.of(level, seed);
            assertThat(riddle.choices())
                    .hasSize(Riddle.CHOICES)
                    .doesNotHaveDuplicates()
                    .contains(riddle.answer());
            assertThat(riddle).isEqualTo(Riddle.of(level, seed));
        }
    }

    @ParameterizedTest
    @EnumSource(Level.class)
    void eachMysteryIsDrawnByFewSeedsAndStandsAnywhereInItsList(Level level) {
        Set<Mystery> drawn = new HashSet<>();
        Set<Integer> places = new HashSet<>();
        for (long seed = 1; seed <= SEEDS; seed++) {
            Riddle riddle = Riddle.of(level, seed);
            drawn.add(riddle.answer());
            places.add(riddle.choices().indexOf(riddle.answer()));
        }
        assertThat(drawn).containsExactlyInAnyOrderElementsOf(level.mysteries());
        assertThat(places).hasSize(Riddle.CHOICES);
    }

    /** What stands in a lesson plan must go on being true. */
    @Test
    void aSeedIsTheSameForEverybody() {
        assertThat(Riddle.of(Level.LINES, 7).answer().id()).isEqualTo("splits-at-carriage-returns");
    }

    @Test
    void aDiagnosisIsMeantByItsNumberOrItsWord() {
        Riddle riddle = Riddle.of(Level.WORK, 3);
        List<Mystery> choices = riddle.choices();
        assertThat(riddle.chosen("1")).contains(choices.get(0));
        assertThat(riddle.chosen("12")).contains(choices.get(11));
        assertThat(riddle.chosen(choices.get(4).id())).contains(choices.get(4));
        for (String none : List.of("0", "13", "", "01", "r", "-1", "1 2", "nothing")) {
            assertThat(riddle.chosen(none)).as(none).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Level.class)
    void eachDiagnosisIsASentenceAndHasAPage(Level level) throws IOException {
        assertThat(level.mysteries()).hasSizeGreaterThanOrEqualTo(Riddle.CHOICES);
        assertThat(level.mysteries()).extracting(Mystery::words).doesNotHaveDuplicates();
        assertThat(level.mysteries()).extracting(Mystery::id).doesNotHaveDuplicates();
        for (Mystery mystery : level.mysteries()) {
            assertThat(mystery.words()).matches("It .*\\.").hasSizeLessThan(90);
            assertThat(mystery.item().id()).isEqualTo(mystery.itemId());
            assertThat(Programs.root().resolve(mystery.lesson())).exists();
        }
    }

    @Test
    void aLevelHasANumber() {
        assertThat(IntStream.range(-1, 7).mapToObj(Level::of).flatMap(level -> level.stream()))
                .containsExactly(Level.values());
    }
}
