package tenstages.loadgen.cli;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import tenstages.loadgen.protocol.Printable;
import tenstages.loadgen.report.Terminal;

/** A line on stderr that is written over again and again, if somebody watches. */
final class ProgressLine {
    private static final String ERASE = "\r\u001b[2K";

    private ProgressLine() {}

    static void show(String text) {
        if (Terminal.watched()) {
            String line = Printable.line(text);
            System.err.print(ERASE + line.substring(0, Math.min(line.length(), Terminal.width() - 1)));
            System.err.flush();
        }
    }

    static void clear() {
        if (Terminal.watched()) {
            System.err.print(ERASE);
            System.err.flush();
        }
    }

    /** Something that takes about so long: the line counts the seconds down until it is closed. */
    static final class Countdown implements AutoCloseable {
        private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "countdown");
            thread.setDaemon(true);
            return thread;
        });
        private final String text;

        // guarded by this object
        private int left;
        private boolean closed;

        Countdown(String text, int seconds) {
            this.text = text;
            left = seconds;
            timer.scheduleAtFixedRate(this::tick, 0, 1, TimeUnit.SECONDS);
        }

        private synchronized void tick() {
            if (!closed) {
                show(text + (left > 0 ? " … about " + left-- + " s" : " …"));
            }
        }

        @Override
        public synchronized void close() {
            closed = true;
            timer.shutdownNow();
            clear();
        }
    }
}
