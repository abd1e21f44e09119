package tenstages.loadgen.film;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The way to one browser. What does not fit into its queue is lost for this browser alone; if that was a line that
 * stays true, all such lines come again.
 */
final class LiveStream {
    static final int ROOM = 2000;

    /** So many bytes are written at once; a browser is to draw twenty pictures a second, and no more. */
    private static final int PAUSE_MILLIS = 50;

    private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(ROOM);
    private volatile String last;

    /** A late one begins with what is true now. */
    LiveStream(List<String> head) {
        head.forEach(lines::offer);
    }

    /** Never waits. One line after the other; the head is what is true with this line. */
    void offer(String line, boolean stays, Supplier<List<String>> head) {
        if (!lines.offer(line) && stays) {
            lines.clear();
            head.get().forEach(lines::offer);
        }
    }

    /** This text comes after all lines, and is the last one. */
    void end(String text) {
        if (last == null) {
            last = text;
        }
    }

    /** Writes until the end. Throws IOException if the browser is gone. */
    void pump(OutputStream out) throws IOException {
        try {
            while (true) {
                // Before the queue is emptied: so nothing is left in it that came before the end.
                String end = last;
                write(out, next());
                if (end != null) {
                    out.write(end.getBytes(UTF_8));
                    out.flush();
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<String> next() {
        List<String> batch = new ArrayList<>();
        lines.drainTo(batch);
        return batch;
    }

    private static void write(OutputStream out, List<String> lines) throws IOException {
        if (lines.isEmpty()) {
            return;
        }
        StringBuilder text = new StringBuilder();
        lines.forEach(line ->
                text.append("data: ").append(line.replaceAll("[\r\n]", " ")).append('\n'));
        out.write(text.append('\n').toString().getBytes(UTF_8));
        out.flush();
    }
}
