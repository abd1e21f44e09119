package tenstages.loadgen.process;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Watches, while something is measured, whether this machine is too busy with other things for times to count: how much
 * of it other programs use, and how late a thread of ours is that only wants to wake up every few milliseconds.
 */
public final class MachineWatch implements AutoCloseable {
    /** Other programs may use this share of the processors. */
    private static final double MOST_OTHERS = 0.6;

    /** For this share of the time our own thread may be late. */
    private static final double MOST_LATE = 0.1;

    /** A load average beyond this many times the processors counts as busy where nothing better is known. */
    private static final double MOST_LOAD = 3;

    private static final long PULSE_NANOS = 5_000_000;
    private static final long LATE_NANOS = 10_000_000;
    private static final Path SYSTEM = Path.of("/proc/stat");
    private static final Path OURSELVES = Path.of("/proc/self/stat");

    /** Of /proc/stat: user, nice, system, irq, softirq and steal, and not idle and iowait. */
    private static final List<Integer> BUSY_FIELDS = List.of(1, 2, 3, 6, 7, 8);

    /** Of /proc/self/stat, behind the name of the program: utime, stime, cutime and cstime. */
    private static final List<Integer> OUR_FIELDS = List.of(11, 12, 13, 14);

    private static final double TICKS_PER_SECOND = 100;

    private final long begun = System.nanoTime();
    private final double othersBefore = secondsOfOthers();
    private final Thread pulse = new Thread(this::beat, "machine-watch");

    // shared between threads
    @GuardedBy("this")
    private long lateNanos;

    private volatile boolean closed;

    /** Begins to watch. */
    public MachineWatch() {
        pulse.setDaemon(true);
        pulse.start();
    }

    /** In words why times since the beginning may not count; empty if they do. Any thread may ask. */
    public Optional<String> trouble() {
        double seconds = (System.nanoTime() - begun) / 1e9;
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return trouble(
                (secondsOfOthers() - othersBefore) / seconds,
                lateSeconds() / seconds,
                load,
                Runtime.getRuntime().availableProcessors());
    }

    /** By the processors that others use, the share of the time that we were late, and the load average. */
    static Optional<String> trouble(double others, double late, double load, int processors) {
        if (others > MOST_OTHERS * processors) {
            return Optional.of(
                    String.format(Locale.ROOT, "other programs use %.1f of its %d processors", others, processors));
        }
        if (late > MOST_LATE) {
            return Optional.of(String.format(
                    Locale.ROOT, "for %.0f %% of the time this program waited for a processor", late * 100));
        }
        if (Double.isNaN(others) && load > MOST_LOAD * processors) {
            return Optional.of(String.format(Locale.ROOT, "load average %.0f on %d processors", load, processors));
        }
        return Optional.empty();
    }

    /** What is to be said of such trouble. */
    public static String sentence(String trouble) {
        return "this machine is busy (" + trouble + "), so times may not count: run it again on a quiet one";
    }

    @Override
    public void close() {
        closed = true;
    }

    private void beat() {
        long due = System.nanoTime() + PULSE_NANOS;
        while (!closed) {
            try {
                TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            } catch (InterruptedException e) {
                return;
            }
            long now = System.nanoTime();
            if (now - due > LATE_NANOS) {
                addLate(now - due);
            }
            due = now + PULSE_NANOS;
        }
    }

    private synchronized void addLate(long nanos) {
        lateNanos += nanos;
    }

    private synchronized double lateSeconds() {
        return lateNanos / 1e9;
    }

    /** Processor time that neither this process nor any that it has started has used so far; NaN if nobody knows. */
    static double secondsOfOthers() {
        try {
            return (ticks(Files.readString(SYSTEM).lines().findFirst().orElse(""), BUSY_FIELDS)
                                    - ticks(behindName(Files.readString(OURSELVES)), OUR_FIELDS))
                            / TICKS_PER_SECOND
                    - secondsOfRunningChildren();
        } catch (IOException | RuntimeException e) {
            return Double.NaN;
        }
    }

    /** Those that have ended are counted with us by the system. */
    private static double secondsOfRunningChildren() {
        return ProcessHandle.current()
                        .descendants()
                        .flatMap(child -> child.info().totalCpuDuration().stream())
                        .mapToLong(Duration::toMillis)
                        .sum()
                / 1e3;
    }

    private static String behindName(String stat) {
        return stat.substring(stat.lastIndexOf(')') + 2);
    }

    private static long ticks(String line, List<Integer> fields) {
        List<String> words = Stream.of(line.strip().split("\\s+")).toList();
        return fields.stream()
                .mapToLong(field -> Long.parseLong(words.get(field)))
                .sum();
    }
}
