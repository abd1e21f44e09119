package tenstages.loadgen.protocol;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Asks again and again until the answer is the right one. */
public final class Await {
    /** How long something that must happen is waited for; far longer than it takes on a busy machine. */
    public static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /** Something to ask. */
    @FunctionalInterface
    public interface Question<T> {
        /** The answer of this moment; must not block for long. */
        T ask() throws IOException;
    }

    private Await() {}

    /** Returns the first answer that is right, or the last one once the patience is at its end. Blocks meanwhile. */
    public static <T> T answer(Duration patience, Question<T> question, Predicate<T> right) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        T answer = question.ask();
        while (!right.test(answer) && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(PAUSE_NANOS);
            answer = question.ask();
        }
        return answer;
    }
}
