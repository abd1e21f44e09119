package tenstages.loadgen.practice.mystery;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A mystery with the diagnoses to choose from. The same seed makes the same one, on every machine.
 *
 * @param seed what it was drawn with
 * @param answer the true one
 * @param choices twelve, of which one is true, in the order in which they are shown
 */
public record Riddle(long seed, Mystery answer, List<Mystery> choices) {
    /** How many diagnoses there are to choose from. */
    public static final int CHOICES = 12;

    /** Seeds next to each other are to have nothing in common. */
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    /** The one of a level that the seed stands for. */
    public static Riddle of(Level level, long seed) {
        Random random = new Random(seed * GOLDEN + level.number());
        List<Mystery> all = new ArrayList<>(level.mysteries());
        Collections.shuffle(all, random);
        List<Mystery> choices = new ArrayList<>(all.subList(0, CHOICES));
        Collections.shuffle(choices, random);
        return new Riddle(seed, all.get(0), List.copyOf(choices));
    }

    /** Of which level it is. */
    public Level level() {
        return answer.level();
    }

    /** The diagnosis that somebody means by a number from 1 to 12 or by its word; empty if there is none such. */
    public Optional<Mystery> chosen(String numberOrId) {
        return IntStream.range(0, choices.size())
                .filter(i -> numberOrId.equals(String.valueOf(i + 1))
                        || numberOrId.equals(choices.get(i).id()))
                .mapToObj(choices::get)
                .findFirst();
    }
}
