package tenstages.server;

import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.utils.Time;

/**
 * The time of the wall clock when the process began, and from there on what has passed. Kafka measures by the wall
 * clock how long something has taken, and waits for hours if that clock is set back by hours. Any thread may call it.
 */
final class SteadyTime implements Time {
    // fixed at construction
    private final LongSupplier nanoTime;
    private final long begun;

    SteadyTime() {
        this(System.currentTimeMillis(), System::nanoTime);
    }

    /** Begins with this time of the wall clock, in milliseconds; the other clock counts nanoseconds. */
    SteadyTime(long now, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        begun = now - nanoTime.getAsLong() / 1_000_000;
    }

    @Override
    public long milliseconds() {
        return begun + nanoseconds() / 1_000_000;
    }

    @Override
    public long nanoseconds() {
        return nanoTime.getAsLong();
    }

    @Override
    public void sleep(long millis) {
        SYSTEM.sleep(millis);
    }

    @Override
    public void waitObject(Object object, Supplier<Boolean> condition, long deadline) throws InterruptedException {
        synchronized (object) {
            while (!condition.get()) {
                long left = deadline - milliseconds();
                if (left <= 0) {
                    throw new TimeoutException("Condition not satisfied before deadline");
                }
                object.wait(left);
            }
        }
    }
}
