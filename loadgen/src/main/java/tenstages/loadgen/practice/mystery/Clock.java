package tenstages.loadgen.practice.mystery;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Some minutes that somebody sees go by. Any thread may look at it. */
final class Clock {
    private final LongSupplier nanos;
    private final long end;

    /** Begins now. The supplier is {@link System#nanoTime}, or another one for a test. */
    Clock(Duration length, LongSupplier nanos) {
        this.nanos = nanos;
        end = nanos.getAsLong() + length.toNanos();
    }

    boolean isOver() {
        return left().isZero();
    }

    /** 0 when it is over. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, end - nanos.getAsLong()));
    }

    /** As minutes and seconds, such as 19:42. */
    static String shown(Duration time) {
        return "%d:%02d".formatted(time.toMinutes(), time.toSecondsPart());
    }
}
