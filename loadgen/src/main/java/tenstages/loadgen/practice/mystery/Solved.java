package tenstages.loadgen.practice.mystery;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import tenstages.loadgen.practice.Notebook;

/**
 * Which mysteries somebody has solved, as it stands in his notebook.
 *
 * @param solved the words of their diagnoses, in the order in which they were solved
 */
public record Solved(List<String> solved) {
    private static final Solved NONE = new Solved(List.of());
    private static final int MOST_SEED = 9999;
    private static final int TRIES = 10_000;

    /** What stands in a file may be nothing. */
    public Solved {
        solved = solved == null ? List.of() : solved;
    }

    /** What stands in the notebook. */
    public static Solved in(Notebook notebook) {
        return notebook.read(Solved.class, NONE);
    }

    /** Writes down that one more is solved. */
    public static void add(Notebook notebook, Mystery mystery) {
        notebook.change(Solved.class, NONE, before -> {
            Set<String> all = new LinkedHashSet<>(before.solved);
            all.add(mystery.id());
            return new Solved(List.copyOf(all));
        });
    }

    /** A seed, 1 to 9999, of a mystery of this level that is not solved yet; of any, if all are. */
    public long freshSeed(Level level, Random random) {
        long seed = 1 + random.nextInt(MOST_SEED);
        for (int i = 0;
                i < TRIES && solved.contains(Riddle.of(level, seed).answer().id());
                i++) {
            seed = 1 + random.nextInt(MOST_SEED);
        }
        return seed;
    }
}
