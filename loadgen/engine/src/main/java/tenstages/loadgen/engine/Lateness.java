package tenstages.loadgen.engine;

import java.util.function.LongSupplier;

/**
 * How late a loop is itself: from when replies had arrived until it read them, and how long it stood still. Of the
 * first it takes samples, because to ask the system costs more than to read a reply. The loop's thread only.
 */
final class Lateness {
    private static final int EVERY = 8;

    private final Recorder recorder;
    private final LongSupplier waitedNanos;
    private final long tickNanos;
    private long turns;
    private long begunAt;
    private boolean sampled;
    private boolean woken;
    private long wokenAt;
    private long waited;

    /**
     * Of a loop that selects for so long at most in each of its turns, and has been ready to run, and had no processor,
     * for as long as the last one says.
     */
    Lateness(Recorder recorder, long tickNanos, LongSupplier waitedNanos) {
        this.recorder = recorder;
        this.tickNanos = tickNanos;
        this.waitedNanos = waitedNanos;
    }

    /** A turn begins at this time. */
    void begin(long now) {
        begunAt = now;
        sampled = turns++ % EVERY == 0;
        woken = false;
        if (sampled) {
            waited = waitedNanos.getAsLong();
        }
    }

    /** It ends. What it has taken beyond the selecting, the loop stood still. */
    void end(long now) {
        recorder.stoodStill = Math.max(recorder.stoodStill, now - begunAt - tickNanos);
    }

    /** There is something to read at this time. */
    void ready(long now) {
        if (sampled && !woken) {
            woken = true;
            waited = waitedNanos.getAsLong() - waited;
            wokenAt = now;
        }
    }

    /** So many replies have been read at this time. */
    void read(int replies, long now) {
        if (sampled) {
            recorder.readLag.record(waited + now - wokenAt, replies);
        }
    }
}
