package tenstages.loadgen.practice.predict;

import java.util.Map;
import java.util.TreeMap;
import tenstages.loadgen.practice.Notebook;

/** What somebody has guessed so far, in a notebook: nobody is asked the same twice unless he wants to be. */
public final class Guesses {
    private static final Kept NOTHING = new Kept(false, Map.of());

    private final Notebook notebook;

    /** What stands in it: whether a tour has offered to ask, and the last guess of each stage. */
    private record Kept(boolean offered, Map<Integer, Entry> stages) {
        Kept {
            stages = stages == null ? Map.of() : stages;
        }
    }

    /** A guess, null if there was none, and what was measured then. */
    private record Entry(Double said, double measured) {}

    /** Those of this notebook. */
    public Guesses(Notebook notebook) {
        this.notebook = notebook;
    }

    /** Whether the question of that number was answered, be it by "I don't know", and its break was seen. */
    public boolean has(int number) {
        return read().stages.containsKey(number);
    }

    /** Remembers a guess. */
    public void keep(Comparison comparison) {
        var said = comparison.guess().said();
        Entry entry = new Entry(
                said.isPresent() ? said.getAsDouble() : null,
                comparison.measured().value());
        notebook.change(Kept.class, NOTHING, kept -> {
            Map<Integer, Entry> stages = new TreeMap<>(kept.stages);
            stages.put(comparison.guess().question().number(), entry);
            return new Kept(kept.offered, stages);
        });
    }

    /** Whether a tour has offered before to ask. */
    public boolean isOffered() {
        return read().offered;
    }

    /** A tour has. */
    public void keepOffer() {
        notebook.change(Kept.class, NOTHING, kept -> new Kept(true, kept.stages));
    }

    private Kept read() {
        return notebook.read(Kept.class, NOTHING);
    }
}
