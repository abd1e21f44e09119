package tenstages.loadgen.model;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** The line that stages from 7 on print for each second in which an event was applied. */
final class ModelSeconds {
    private final LongAdder events = new LongAdder();
    private final LongAdder waited = new LongAdder();
    private final LongAdder held = new LongAdder();
    private final LongAccumulator longestWait = new LongAccumulator(Math::max, 0);
    private final LongAccumulator longestHold = new LongAccumulator(Math::max, 0);

    void record(long waitNanos, long holdNanos) {
        events.increment();
        waited.add(waitNanos);
        held.add(holdNanos);
        longestWait.accumulate(waitNanos);
        longestHold.accumulate(holdNanos);
    }

    void printEachSecond(Consumer<String> out) throws InterruptedException {
        while (true) {
            long begun = System.nanoTime();
            TimeUnit.SECONDS.sleep(1);
            long count = events.sumThenReset();
            if (count > 0) {
                out.accept(line(count, System.nanoTime() - begun));
            }
        }
    }

    private String line(long count, long elapsedNanos) {
        double wait = waited.sumThenReset() / 1e6;
        double hold = held.sumThenReset() / 1e6;
        return String.format(
                Locale.ROOT,
                "events/s=%d wait avg=%.2fms max=%.2fms hold avg=%.2fms max=%.2fms wait/hold=%.2f",
                Math.round(count * 1e9 / elapsedNanos),
                wait / count,
                longestWait.getThenReset() / 1e6,
                hold / count,
                longestHold.getThenReset() / 1e6,
                wait / Math.max(hold, 1e-6));
    }
}
