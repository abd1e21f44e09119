package tenstages.loadgen.engine;

import java.io.IOException;

/**
 * How late a loop is itself: from when replies had arrived until it read them, and how long it stood still. Of the
 * first it takes samples, because to ask the system costs more than to read a reply. The loop's thread only.
 */
final class Lateness implements AutoCloseable {
    private static final int EVERY = 8;

    private final RunQueue runQueue = new RunQueue();
    private final Recorder recorder;
    private final long tickNanos;
    private long turns;
    private long begunAt;
    private boolean sampled;
    private boolean woken;
    private long wokenAt;
    private long waited;

    /** Of a loop that waits so long at most in each of its turns. */
    Lateness(Recorder recorder, long tickNanos) {
        this.recorder = recorder;
        this.tickNanos = tickNanos;
    }

    /** A turn begins, and with it the one before ends. What the loop does for longer than it waits, it stands still. */
    void turn(long now) {
        if (turns > 0) {
            recorder.stoodStill = Math.max(recorder.stoodStill, now - begunAt - tickNanos);
        }
        begunAt = now;
        sampled = turns++ % EVERY == 0;
        woken = false;
        if (sampled) {
            waited = runQueue.waitedNanos();
        }
    }

    /** There is something to read. */
    void ready() {
        if (sampled && !woken) {
            woken = true;
            waited = runQueue.waitedNanos() - waited;
            wokenAt = System.nanoTime();
        }
    }

    /** So many replies have been read at this time. */
    void read(int replies, long now) {
        if (sampled) {
            recorder.readLag.record(waited + now - wokenAt, replies);
        }
    }

    /** For how long this thread has had no processor so far. */
    long waitedNanos() {
        return runQueue.waitedNanos();
    }

    @Override
    public void close() throws IOException {
        runQueue.close();
    }
}
