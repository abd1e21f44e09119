package tenstages.loadgen.engine;

import java.util.Arrays;

/**
 * The requests of one connection that have no reply yet, oldest first, as a ring of plain arrays: replies come in the
 * order of requests, so a reply belongs to the head.
 */
final class Outstanding {
    private int[] line;
    private long[] intended;
    private long[] sent;
    private long[] endOffset;
    private boolean[] alone;
    private int head;
    private int size;
    private int renderedCount;
    private int sentCount;
    private int timedOutCount;

    Outstanding(int capacity) {
        int length = Integer.highestOneBit(Math.max(capacity, 2) - 1) << 1;
        line = new int[length];
        intended = new long[length];
        sent = new long[length];
        endOffset = new long[length];
        alone = new boolean[length];
    }

    int size() {
        return size;
    }

    /** How many of them have left for the server, to the last byte. */
    int sentCount() {
        return sentCount;
    }

    /** A request that is not yet bytes. */
    void add(int requestLine, long intendedAt) {
        if (size == intended.length) {
            grow();
        }
        int slot = slot(size);
        alone[slot] = size++ == 0;
        line[slot] = requestLine;
        intended[slot] = intendedAt;
    }

    boolean hasUnrendered() {
        return renderedCount < size;
    }

    /** The line of the oldest request that is not yet bytes. */
    int nextUnrendered() {
        return line[slot(renderedCount)];
    }

    /** That request is bytes now; its last one is byte {@code end} of the connection's output. */
    void rendered(long end) {
        endOffset[slot(renderedCount++)] = end;
    }

    /** This many bytes of the connection's output, counted from its beginning, have been written by now. */
    void written(long offset, long now) {
        while (sentCount < renderedCount && endOffset[slot(sentCount)] <= offset) {
            sent[slot(sentCount++)] = now;
        }
    }

    int headLine() {
        return line[head];
    }

    long headIntended() {
        return intended[head];
    }

    long headSent() {
        return sent[head];
    }

    /** Whether no other request was without a reply when it was added. */
    boolean headAlone() {
        return alone[head];
    }

    boolean headTimedOut() {
        return timedOutCount > 0;
    }

    void removeHead() {
        head = slot(1);
        size--;
        renderedCount = Math.max(renderedCount - 1, 0);
        sentCount = Math.max(sentCount - 1, 0);
        timedOutCount = Math.max(timedOutCount - 1, 0);
    }

    /** Marks those sent whose time was before the given one; returns how many are newly marked. */
    int timeOutBefore(long time) {
        int before = timedOutCount;
        while (timedOutCount < sentCount && intended[slot(timedOutCount)] - time < 0) {
            timedOutCount++;
        }
        return timedOutCount - before;
    }

    /** Whether every request that has left, or should have, is older than this, and marked so. */
    boolean allTimedOut(long time) {
        return timedOutCount == sentCount && (size == sentCount || intended[slot(sentCount)] - time < 0);
    }

    private int slot(int index) {
        return (head + index) & (intended.length - 1);
    }

    private void grow() {
        int length = line.length;
        int[] lines = Arrays.copyOfRange(line, head, head + 2 * length);
        System.arraycopy(line, 0, lines, length - head, head);
        line = lines;
        boolean[] flags = Arrays.copyOfRange(alone, head, head + 2 * length);
        System.arraycopy(alone, 0, flags, length - head, head);
        alone = flags;
        intended = unrolled(intended);
        sent = unrolled(sent);
        endOffset = unrolled(endOffset);
        head = 0;
    }

    private long[] unrolled(long[] ring) {
        long[] copy = Arrays.copyOfRange(ring, head, head + 2 * ring.length);
        System.arraycopy(ring, 0, copy, ring.length - head, head);
        return copy;
    }
}
