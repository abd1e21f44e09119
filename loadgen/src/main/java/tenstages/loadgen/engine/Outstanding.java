package tenstages.loadgen.engine;

import java.util.Arrays;

/**
 * The requests of one connection that have no reply yet, oldest first, as a ring of plain arrays: replies come in the
 * order of requests, so a reply belongs to the head.
 */
final class Outstanding {
    private long[] number;
    private long[] intended;
    private long[] sent;
    private long[] endOffset;
    private int head;
    private int size;
    private int renderedCount;
    private int sentCount;
    private int timedOutCount;

    Outstanding(int capacity) {
        int length = Integer.highestOneBit(Math.max(capacity, 2) - 1) << 1;
        number = new long[length];
        intended = new long[length];
        sent = new long[length];
        endOffset = new long[length];
    }

    int size() {
        return size;
    }

    /** How many of them have left for the server, to the last byte. */
    int sentCount() {
        return sentCount;
    }

    /** A request that is not yet bytes. */
    void add(long requestNumber, long intendedAt) {
        if (size == number.length) {
            grow();
        }
        int slot = slot(size++);
        number[slot] = requestNumber;
        intended[slot] = intendedAt;
    }

    boolean hasUnrendered() {
        return renderedCount < size;
    }

    /** The number of the oldest request that is not yet bytes. */
    long nextUnrendered() {
        return number[slot(renderedCount)];
    }

    /** That request is bytes now; its last one is byte {@code end} of the connection's output. */
    void rendered(long end) {
        endOffset[slot(renderedCount++)] = end;
    }

    /** So many bytes of the connection's output have been written by now. */
    void written(long offset, long now) {
        while (sentCount < renderedCount && endOffset[slot(sentCount)] <= offset) {
            sent[slot(sentCount++)] = now;
        }
    }

    long headNumber() {
        return number[head];
    }

    long headIntended() {
        return intended[head];
    }

    long headSent() {
        return sent[head];
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

    private int slot(int index) {
        return (head + index) & (number.length - 1);
    }

    private void grow() {
        number = unrolled(number);
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
