package tenstages.loadgen.practice.learn;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Consumer;
import tenstages.loadgen.report.Terminal;

/**
 * The keys that are pressed, each at once on a terminal that can do that; otherwise the first letter of each line. A
 * thread of its own waits for them until this process ends.
 */
final class Keys implements AutoCloseable {
    private static final int ESCAPE = 27;
    private static final int END_OF_INPUT = 4;
    private static final char LINE_END = '\n';
    private static final char QUIT = 'q';

    private final InputStream in;
    private final Consumer<Event> listener;
    private final boolean single;
    private final Optional<RawMode> raw;

    private Keys(InputStream in, boolean single, Optional<RawMode> raw, Consumer<Event> listener) {
        this.in = in;
        this.single = single;
        this.raw = raw;
        this.listener = listener;
        Thread thread = new Thread(this::run, "keys");
        thread.setDaemon(true);
        thread.start();
    }

    /** Those of whoever started this process. */
    static Keys here(Consumer<Event> listener) {
        boolean mayBeRaw = Terminal.canAnswer() && Terminal.obeys();
        Optional<RawMode> raw = mayBeRaw ? RawMode.enter() : Optional.empty();
        return new Keys(System.in, raw.isPresent(), raw, listener);
    }

    /** Those in a stream: each one alone, or the first one of each line. */
    static Keys of(InputStream in, boolean single, Consumer<Event> listener) {
        return new Keys(in, single, Optional.empty(), listener);
    }

    /** Whether a key alone is enough, without a line end. */
    boolean areSingle() {
        return single;
    }

    /** This process was stopped, perhaps, and goes on. */
    void goOn() {
        raw.ifPresent(RawMode::set);
    }

    @Override
    public void close() {
        raw.ifPresent(RawMode::close);
    }

    private void run() {
        try {
            if (single) {
                readKeys();
            } else {
                readLines();
            }
        } catch (IOException e) {
            // The terminal is gone.
        }
        // Without its terminal nobody reads a lesson; without a pipe's other end somebody may.
        listener.accept(single ? new Event.Key(QUIT) : new Event.NoMoreKeys());
    }

    private void readKeys() throws IOException {
        for (int key = in.read(); key >= 0; key = in.read()) {
            if (key == ESCAPE) {
                skipSequence();
            } else {
                listener.accept(new Event.Key(key == END_OF_INPUT ? QUIT : (char) key));
            }
        }
    }

    /** The letters of an arrow or of a function key are not what they look like. */
    private void skipSequence() throws IOException {
        int next = in.available() > 0 ? in.read() : 0;
        if (next == '[') {
            do {
                next = in.read();
            } while (next >= ' ' && next < '@');
        } else if (next == 'O') {
            in.read();
        }
    }

    private void readLines() throws IOException {
        int first = LINE_END;
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == LINE_END) {
                listener.accept(new Event.Key((char) first));
                first = LINE_END;
            } else if (first == LINE_END && !Character.isWhitespace(next)) {
                first = next;
            }
        }
        if (first != LINE_END) {
            listener.accept(new Event.Key((char) first));
        }
    }
}
