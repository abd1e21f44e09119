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

    /** With this share of the processors in use by others, lateness of our own thread is theirs and not of our load. */
    private static final double SOME_OTHERS = 0.15;

    /** For this share of the time our own thread may be late. */
    private static final double MOST_LATE = 0.1;

    /**
     * No load of ours holds our own thread up for this number of seconds at once: this program or the machine was
     * stopped.
     */
    private static final double MOST_LATE_AT_ONCE = 0.5;

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

    @GuardedBy("this")
    private long mostLateNanos;

    private volatile boolean closed;

    /** Begins to watch. */
    public MachineWatch() {
        pulse.setDaemon(true);
        pulse.start();
    }

    /** In words why times since the beginning may not count; empty if they do. Any thread may ask. */
    public Optional<String> trouble() {
        double seconds = (System.nanoTime() - begun) / 1e9;
        return trouble(
                (secondsOfOthers() - othersBefore) / seconds,
                secondsLate() / seconds,
                mostSecondsLate(),
                loadAverage(),
                Runtime.getRuntime().availableProcessors());
    }

    /**
     * The same by what was seen: the processors that others use, the share of the time that we were late, the longest
     * time that we were late at once in seconds, and the load average; what nobody knows is NaN.
     */
    static Optional<String> trouble(double others, double late, double atOnce, double load, int processors) {
        String words = null;
        if (others > MOST_OTHERS * processors) {
            words = String.format(Locale.ROOT, "other programs use %.1f of its %d processors", others, processors);
        } else if (atOnce > MOST_LATE_AT_ONCE) {
            words = String.format(Locale.ROOT, "this program stood still for %.1f s", atOnce);
        } else if (late > MOST_LATE && !(others < SOME_OTHERS * processors)) {
            words = String.format(
                    Locale.ROOT, "for %.0f %% of the time this program waited for a processor", late * 100);
        } else if (Double.isNaN(others) && load > MOST_LOAD * processors) {
            words = String.format(Locale.ROOT, "load average %.0f on %d processors", load, processors);
        }
        return Optional.ofNullable(words);
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
        mostLateNanos = Math.max(mostLateNanos, nanos);
    }

    private synchronized double secondsLate() {
        return lateNanos / 1e9;
    }

    synchronized double mostSecondsLate() {
        return mostLateNanos / 1e9;
    }

    /** Of a machine of which only a part is ours, as in a container, it says nothing. */
    private static double loadAverage() {
        try {
            return isOurs(Files.readString(SYSTEM)) ? systemLoadAverage() : Double.NaN;
        } catch (IOException e) {
            return systemLoadAverage();
        }
    }

    private static double systemLoadAverage() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    /**
     * Whether all processors that the system tells of are ours to use: in a container, or behind taskset, they are not.
     */
    static boolean isOurs(String stat) {
        return stat.lines().filter(line -> line.matches("cpu\\d+ .*")).count()
                <= Runtime.getRuntime().availableProcessors();
    }

    /** Processor time that neither this process nor any that it has started has used so far; NaN if nobody knows. */
    static double secondsOfOthers() {
        try {
            // Children first: what ends in between is counted twice as ours, and not as others'.
            double children = secondsOfRunningChildren();
            String stat = Files.readString(SYSTEM);
            long ours = ticks(behindName(Files.readString(OURSELVES)), OUR_FIELDS);
            long all = ticks(stat.lines().findFirst().orElse(""), BUSY_FIELDS);
            return isOurs(stat) ? (all - ours) / TICKS_PER_SECOND - children : Double.NaN;
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
