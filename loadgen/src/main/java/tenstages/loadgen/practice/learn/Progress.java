package tenstages.loadgen.practice.learn;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tenstages.loadgen.practice.Notebook;
import tenstages.loadgen.protocol.StageOptions;

/**
 * How far one project has come, kept in the notebook after each change. One thread at a time may use it.
 */
final class Progress {
    private final Notebook notebook;
    private final String key;
    private final Kept kept;

    /** All projects, by their keys. */
    static final class Shelf {
        public Map<String, Kept> projects = new LinkedHashMap<>();
    }

    /** What is known of a project; its fields are those of the file. */
    static final class Kept {
        public int stage = 1;
        public String red = "";
        public Set<String> redToo = new TreeSet<>();
        public boolean fast;
        public int hints;
        public Map<String, Passed> passed = new TreeMap<>();
        public Set<String> skipped = new TreeSet<>();
        public Map<Integer, Long> begun = new TreeMap<>();
        public Map<Integer, Long> done = new TreeMap<>();
    }

    /**
     * An item that was green when it was last asked.
     *
     * @param at when it became green, in milliseconds since 1970
     * @param seconds how long it took the last time
     */
    record Passed(long at, double seconds) {}

    /** That of the project with this key, which may be a new one. */
    Progress(Notebook notebook, String key) {
        this.notebook = notebook;
        this.key = key;
        kept = notebook.read(Shelf.class, new Shelf()).projects.getOrDefault(key, new Kept());
        kept.stage = Math.max(1, Math.min(StageOptions.LAST_STAGE, kept.stage));
    }

    /** The stage that is being built, 1 to 10. */
    int stage() {
        return kept.stage;
    }

    /** The item that was red when it was last asked; empty if there is none. */
    String red() {
        return kept.red;
    }

    /** Whether a stage is asked as a whole. */
    boolean fast() {
        return kept.fast;
    }

    /** Whether an item was red when it was last asked. */
    boolean isRed(String item) {
        return kept.red.equals(item) || kept.redToo.contains(item);
    }

    /** How many of the stage's hints have been shown. */
    int hints() {
        return kept.hints;
    }

    /** The items that are left out for now. */
    Set<String> skipped() {
        return Set.copyOf(kept.skipped);
    }

    /** When and how fast an item became green; empty if it is not. */
    Optional<Passed> passed(String item) {
        return Optional.ofNullable(kept.passed.get(item));
    }

    /** From the first look at a stage to its pass, in milliseconds; empty if it has not passed. */
    Optional<Long> duration(int stage) {
        Long done = kept.done.get(stage);
        return done == null ? Optional.empty() : Optional.of(done - kept.begun.getOrDefault(stage, done));
    }

    /** A lesson begins, where the project is. What never comes to a result is not kept. */
    void begin(long now) {
        kept.begun.putIfAbsent(kept.stage, now);
    }

    /** The learner is at this stage from now on. */
    void go(int stage, long now) {
        if (kept.stage != stage) {
            kept.hints = 0;
            kept.red = "";
        }
        kept.stage = stage;
        kept.begun.putIfAbsent(stage, now);
        keep();
    }

    /** The stage has passed. */
    void done(int stage, long now) {
        kept.done.putIfAbsent(stage, now);
        keep();
    }

    /** An item is green. Returns whether it was not before. */
    boolean pass(String item, double seconds, long now) {
        boolean wasGreen = kept.passed.containsKey(item);
        kept.passed.put(item, new Passed(wasGreen ? kept.passed.get(item).at() : now, seconds));
        kept.skipped.remove(item);
        kept.redToo.remove(item);
        kept.red = kept.red.equals(item) ? "" : kept.red;
        keep();
        return !wasGreen;
    }

    /** An item is red, and the one to be mended next. */
    void fail(String item) {
        kept.passed.remove(item);
        kept.red = item;
        keep();
    }

    /** An item is red, beside another one that is to be mended first. */
    void failToo(String item) {
        kept.passed.remove(item);
        kept.redToo.add(item);
        keep();
    }

    /** The red item is left out for now. */
    void skip() {
        kept.skipped.add(kept.red);
        kept.redToo.remove(kept.red);
        kept.red = "";
        keep();
    }

    /** One hint more has been shown. */
    void hint() {
        kept.hints++;
        keep();
    }

    /** The whole stage at once, or not. */
    void fast(boolean fast) {
        kept.fast = fast;
        keep();
    }

    /** Another project may be learnt at the same time, and is left as it is. */
    private void keep() {
        notebook.change(Shelf.class, new Shelf(), shelf -> {
            shelf.projects.put(key, kept);
            return shelf;
        });
    }
}
