package tenstages.loadgen.practice.mystery;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tenstages.loadgen.practice.Notebook;

/**
 * Which mysteries somebody has solved, as it stands in his notebook.
 *
 * @param solved the words of their diagnoses, in the order in which they were solved
 */
public record Solved(List<String> solved) {
    private static final int MOST_SEED = 9999;
    private static final int TRIES = 10_000;

    /** What stands in the notebook. */
    public static Solved in(Notebook notebook) {
        Solved read = notebook.read(Solved.class, new Solved(List.of()));
        return read.solved == null ? new Solved(List.of()) : read;
    }

    /** Writes down that one more is solved. */
    public static void add(Notebook notebook, Mystery mystery) {
        List<String> all = new ArrayList<>(in(notebook).solved);
        if (!all.contains(mystery.id())) {
            all.add(mystery.id());
            notebook.write(new Solved(all));
        }
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
