package tenstages.primitives;

import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;

/** A thread runs until a flag is set. If the flag is a plain field, the compiler may read it once and for all. */
@Command(name = "stop-flag", header = "A loop that never ends, for want of volatile.", mixinStandardHelpOptions = true)
final class StopFlag implements Callable<Integer> {
    /** Until the loop is compiled, it does read the flag each time. */
    private static final long WARM_MILLIS = 300;

    private static final long PATIENCE_MILLIS = 1000;

    // shared between threads
    private boolean plain;
    private volatile boolean marked;

    /** Read after the thread's end. */
    private long turns;

    private void runWhilePlain() {
        long count = 0;
        while (!plain) {
            count++;
        }
        turns = count;
    }

    private void runWhileMarked() {
        long count = 0;
        // The write of a volatile field happens-before each read that sees it, and each read looks.
        while (!marked) {
            count++;
        }
        turns = count;
    }

    @Override
    public Integer call() throws InterruptedException {
        System.out.println("A thread runs until a flag is set. It is set after " + WARM_MILLIS + " ms.");
        boolean plainEnded = ends(this::runWhilePlain, () -> plain = true);
        System.out.println("  plain:    " + told(plainEnded));
        boolean markedEnded = ends(this::runWhileMarked, () -> marked = true);
        System.out.println("  volatile: " + told(markedEnded));
        return Main.verdict(!plainEnded, markedEnded);
    }

    private String told(boolean ended) {
        return ended
                ? String.format(Locale.ROOT, "the thread ended, after %,d turns", turns)
                : "after another second the thread still runs";
    }

    /** Whether the thread ends once the flag is set. One that does not runs on until the process ends. */
    private static boolean ends(Threads.Task loop, Runnable set) throws InterruptedException {
        Thread thread = Threads.start("runner", loop);
        TimeUnit.MILLISECONDS.sleep(WARM_MILLIS);
        set.run();
        thread.join(PATIENCE_MILLIS);
        return !thread.isAlive();
    }
}
