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

    private final InputStream in;
    private final Consumer<Event> listener;
    private final Optional<RawMode> raw;

    private Keys(InputStream in, Optional<RawMode> raw, Consumer<Event> listener) {
        this.in = in;
        this.raw = raw;
        this.listener = listener;
        Thread thread = new Thread(this::run, "keys");
        thread.setDaemon(true);
        thread.start();
    }

    /** Those of whoever started this process. */
    static Keys here(Consumer<Event> listener) {
        boolean single = Terminal.canAnswer() && Terminal.obeys();
        return new Keys(System.in, single ? RawMode.enter() : Optional.empty(), listener);
    }

    /** Those in a stream, by lines. */
    static Keys inLines(InputStream in, Consumer<Event> listener) {
        return new Keys(in, Optional.empty(), listener);
    }

    /** Whether a key alone is enough, without a line end. */
    boolean areSingle() {
        return raw.isPresent();
    }

    @Override
    public void close() {
        raw.ifPresent(RawMode::close);
    }

    private void run() {
        try {
            if (raw.isPresent()) {
                readKeys();
            } else {
                readLines();
            }
        } catch (IOException e) {
            // The terminal is gone.
        }
        // Without its terminal nobody reads a lesson; without a pipe's other end somebody may.
        listener.accept(raw.isPresent() ? new Event.Key('q') : new Event.NoMoreKeys());
    }

    private void readKeys() throws IOException {
        for (int key = in.read(); key >= 0; key = in.read()) {
            if (key == ESCAPE) {
                // The rest of an arrow or a function key is not what it looks like.
                in.skipNBytes(in.available());
            } else {
                listener.accept(new Event.Key(key == END_OF_INPUT ? 'q' : (char) key));
            }
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
