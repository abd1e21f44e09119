package tenstages.loadgen.exam;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * What a client has sent, line by line, so that a failure can show the line whose reply is wrong. One thread may send
 * while another one reads replies.
 */
final class Transcript {
    private static final int KEPT_BYTES = 8 * 1024 * 1024;
    private static final int BIG_BYTES = 1024 * 1024;

    @GuardedBy("this")
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    /** Lines that have their newline. */
    @GuardedBy("this")
    private long lines;

    synchronized void add(byte[] bytes) {
        kept.write(bytes, 0, Math.min(bytes.length, KEPT_BYTES - kept.size()));
        for (byte each : bytes) {
            lines += each == '\n' ? 1 : 0;
        }
    }

    /** Whether the client has sent a megabyte or more. */
    synchronized boolean isBig() {
        return kept.size() >= BIG_BYTES;
    }

    /** How many whole lines were sent. */
    synchronized long lines() {
        return lines;
    }

    /**
     * The line with this number, counted from 1, as it was sent; empty if there is none, or if it is not kept any more.
     */
    synchronized byte[] line(long number) {
        byte[] bytes = kept.toByteArray();
        int from = 0;
        for (long i = 1; i < number && from < bytes.length; i++) {
            from = endOfLine(bytes, from);
        }
        return Arrays.copyOfRange(bytes, from, endOfLine(bytes, from));
    }

    private static int endOfLine(byte[] bytes, int from) {
        int end = from;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        return Math.min(bytes.length, end + 1);
    }
}
