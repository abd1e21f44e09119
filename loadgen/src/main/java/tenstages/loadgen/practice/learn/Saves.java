package tenstages.loadgen.practice.learn;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Looks for saved files, on a thread of its own, until it is closed. */
final class Saves implements AutoCloseable {
    private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** A pause that is longer by so much was none of ours. */
    private static final long STOPPED_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /** Of a large tree: one look in so many times as long as it takes. */
    private static final int SELDOM = 5;

    /** An editor may write twice, or delete and rename; this long nothing more must have happened. */
    private static final long QUIET_MS = 30;

    private static final int MOST_QUIET_TIMES = 30;

    private final Watch watch;
    private final int many;
    private final Consumer<Event> listener;
    private final BooleanSupplier isBusy;
    private final Noise noise = new Noise();
    private final Thread thread = new Thread(this::run, "saves");

    /** Used by the thread that looks, alone. */
    private Set<Path> missing = Set.of();

    private volatile long lastEnd;

    /** The supplier says whether a round is running; more files than that many are told of. */
    Saves(List<Path> roots, int many, BooleanSupplier isBusy, Consumer<Event> listener) {
        watch = new Watch(roots);
        this.many = many;
        this.isBusy = isBusy;
        this.listener = listener;
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    /** A round has ended now, in milliseconds since 1970. Any thread may call it. */
    void roundEnded(long now) {
        lastEnd = now;
    }

    private void run() {
        if (watch.size() > many) {
            listener.accept(new Event.Many(watch.size()));
        }
        try {
            while (true) {
                long start = System.nanoTime();
                look();
                long looked = System.nanoTime();
                long pause = Math.max(EVERY_NANOS, SELDOM * (looked - start));
                TimeUnit.NANOSECONDS.sleep(pause);
                if (System.nanoTime() - looked > pause + STOPPED_NANOS) {
                    listener.accept(new Event.GoingOn());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() throws InterruptedException {
        Set<Path> changed = new HashSet<>(watch.changes());
        if (changed.isEmpty()) {
            return;
        }
        for (int i = 0; i < MOST_QUIET_TIMES; i++) {
            TimeUnit.MILLISECONDS.sleep(QUIET_MS);
            if (!changed.addAll(watch.changes()) && i > 0) {
                break;
            }
        }
        Set<Path> nowMissing = Set.copyOf(watch.missing());
        nowMissing.stream()
                .filter(path -> !missing.contains(path))
                .forEach(path -> listener.accept(new Event.Gone(path)));
        missing = nowMissing;
        changed.removeIf(path -> missing.stream().anyMatch(path::startsWith));
        tell(changed);
    }

    private void tell(Set<Path> changed) {
        Set<Path> noisy = new HashSet<>();
        Set<Path> saved = new HashSet<>();
        for (Path file : changed) {
            if (!isByARound(file)) {
                noise.saved(file);
                saved.add(file);
            } else if (noise.becomesNoise(file)) {
                noisy.add(file);
            } else if (!noise.isNoise(file)) {
                saved.add(file);
            }
        }
        if (!noisy.isEmpty()) {
            listener.accept(new Event.Noisy(noisy));
        }
        if (!saved.isEmpty()) {
            listener.accept(new Event.Saved(saved));
        }
    }

    /** What a round wrote last may be seen after its end. */
    private boolean isByARound(Path file) {
        return isBusy.getAsBoolean() || watch.time(file) <= lastEnd;
    }
}
