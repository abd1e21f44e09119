package tenstages.loadgen.cli;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
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

    /**
     * Shown anew every so often, from a thread of its own, until it is closed. To put it into words costs more than
     * measuring does, so that is not done where something is measured.
     */
    static final class Repeated implements AutoCloseable {
        private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "progress");
            thread.setDaemon(true);
            return thread;
        });
        private final Supplier<String> text;

        // guarded by this object
        private boolean closed;

        Repeated(int everyMillis, Supplier<String> text) {
            this.text = text;
            if (Terminal.watched()) {
                timer.scheduleAtFixedRate(this::show, 0, everyMillis, TimeUnit.MILLISECONDS);
            }
        }

        private synchronized void show() {
            if (!closed) {
                ProgressLine.show(text.get());
            }
        }

        @Override
        public synchronized void close() {
            closed = true;
            timer.shutdownNow();
            clear();
        }
    }

    /** Something that takes about so long: the line counts the seconds down until it is closed. */
    static final class Countdown implements AutoCloseable {
        private final Repeated line;
        private int left;

        Countdown(String text, int seconds) {
            left = seconds;
            line = new Repeated(1000, () -> text + (left > 0 ? " … about " + left-- + " s" : " …"));
        }

        @Override
        public void close() {
            line.close();
        }
    }
}
