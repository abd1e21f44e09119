package tenstages.loadgen.film;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Looks at a server in any language from outside, and says what a camera inside would say, as far as the system knows
 * it: which threads there are, which of them run, and what share of a core they use. Linux; a thread of its own, until
 * the process has ended.
 */
final class Lookout implements AutoCloseable {
    private static final Path PROC = Path.of("/proc");
    private static final int SHARES_PER_SECOND = 4;
    private static final int TICKS_PER_SECOND = 100;

    // fixed at construction
    private final Path tasks;
    private final long periodNanos;
    private final Consumer<String> reel;
    private final Thread thread = new Thread(this::run, "film");

    // shared between threads
    private volatile boolean closed;

    // its own thread only
    private final ByteBuffer buffer = ByteBuffer.allocate(1024);
    private final List<Task> lanes = new ArrayList<>();
    private final Map<String, Integer> named = new HashMap<>();
    private long ticksBefore = -1;
    private long countedAt;

    /** A thread of the process. */
    private final class Task implements AutoCloseable {
        final Path folder;
        private final FileChannel stat;
        private char state = 'N';
        private long ticks;

        Task(Path folder) throws IOException {
            this.folder = folder;
            stat = FileChannel.open(folder.resolve("stat"));
        }

        /** Behind the name, which may have any character in it, stand the state and, twelve words on, its time. */
        void look() {
            try {
                buffer.clear();
                stat.read(buffer, 0);
                String text = new String(buffer.array(), 0, buffer.position(), UTF_8);
                String[] words = text.substring(text.lastIndexOf(')') + 2).split(" ");
                state = words[0].equals("R") ? 'R' : "ZX".contains(words[0]) ? 'X' : 'N';
                ticks = Long.parseLong(words[11]) + Long.parseLong(words[12]);
            } catch (IOException e) {
                state = 'X';
            }
        }

        @Override
        public void close() throws IOException {
            stat.close();
        }
    }

    /** Begins to look, once in each period. */
    Lookout(long pid, int periodMillis, Consumer<String> reel) {
        tasks = PROC.resolve(String.valueOf(pid)).resolve("task");
        periodNanos = TimeUnit.MILLISECONDS.toNanos(periodMillis);
        this.reel = reel;
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        if (Files.isDirectory(tasks)) {
            reel.accept("note seen from outside: the threads of its process, and which of them run. What a thread"
                    + " waits for, the queue and the locks cannot be seen from there");
            look();
        } else {
            reel.accept("note nothing but the clients: only Linux shows a server's threads to others");
        }
    }

    private void look() {
        try {
            long share = TimeUnit.SECONDS.toNanos(1) / SHARES_PER_SECOND / periodNanos;
            countedAt = System.nanoTime();
            boolean alive = true;
            for (long count = 0; alive && !closed; count++) {
                long period = period();
                if (count % share == 0) {
                    alive = count();
                }
                reel.accept(period + " " + states() + " -1");
                awaitPeriodAfter(period);
            }
            reel.accept("end " + period());
        } catch (IOException e) {
            reel.accept("end " + period());
        } finally {
            lanes.forEach(Lookout::close);
        }
    }

    private String states() {
        StringBuilder states = new StringBuilder(lanes.isEmpty() ? "-" : "");
        for (Task task : lanes) {
            task.look();
            states.append(task.state);
        }
        return states.toString();
    }

    /** Looks for new threads, and for what all have used since the last time; returns whether there are any. */
    private boolean count() throws IOException {
        int alive = 0;
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(tasks)) {
            for (Path folder : folders) {
                alive++;
                if (lanes.stream().noneMatch(task -> task.folder.equals(folder))) {
                    add(folder);
                }
            }
        }
        long ticks = lanes.stream().mapToLong(task -> task.ticks).sum();
        long now = System.nanoTime();
        if (ticksBefore >= 0) {
            double seconds = (now - countedAt) / 1e9;
            reel.accept("cpu " + Math.round((ticks - ticksBefore) * 100 / TICKS_PER_SECOND / seconds));
        }
        ticksBefore = ticks;
        countedAt = now;
        return alive > 0;
    }

    /** Threads of one name are told apart by numbers. */
    private void add(Path folder) {
        try {
            String name = Files.readString(folder.resolve("comm")).strip();
            lanes.add(new Task(folder));
            int number = named.merge(name, 1, Integer::sum);
            reel.accept("lane " + (lanes.size() - 1) + " other " + name + (number == 1 ? "" : " " + number));
        } catch (IOException e) {
            // It has ended meanwhile.
        }
    }

    private long period() {
        return Math.floorDiv(System.nanoTime(), periodNanos);
    }

    private void awaitPeriodAfter(long period) {
        long next = (period + 1) * periodNanos;
        for (long left = next - System.nanoTime(); left > 0; left = next - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static void close(Task task) {
        try {
            task.close();
        } catch (IOException e) {
            // It was only read.
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
