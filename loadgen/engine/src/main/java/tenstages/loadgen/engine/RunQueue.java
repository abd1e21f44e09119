package tenstages.loadgen.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * For how long the thread that opened it has been ready to run, and had no processor. Linux tells it (<a
 * href="https://docs.kernel.org/scheduler/sched-stats.html">sched-stats</a>); elsewhere it is always 0. That thread
 * only.
 */
final class RunQueue implements AutoCloseable {
    private static final Path OF_THIS_THREAD = Path.of("/proc/thread-self/schedstat");
    private static final int MOST_BYTES = 128;

    private final FileChannel file;
    private final ByteBuffer text = ByteBuffer.allocateDirect(MOST_BYTES);

    RunQueue() {
        file = open();
    }

    private static FileChannel open() {
        try {
            return FileChannel.open(OF_THIS_THREAD, StandardOpenOption.READ);
        } catch (IOException e) {
            return null;
        }
    }

    /** In nanoseconds, since the thread began. */
    long waitedNanos() {
        if (file == null) {
            return 0;
        }
        try {
            file.read(text.clear(), 0);
            return second(text.flip());
        } catch (IOException e) {
            return 0;
        }
    }

    /** The second of the numbers. */
    private static long second(ByteBuffer text) {
        while (text.hasRemaining() && text.get() != ' ') {
            // That was the time on a processor.
        }
        long number = 0;
        for (byte digit = '0'; digit >= '0' && digit <= '9'; digit = text.hasRemaining() ? text.get() : (byte) ' ') {
            number = 10 * number + digit - '0';
        }
        return number;
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
