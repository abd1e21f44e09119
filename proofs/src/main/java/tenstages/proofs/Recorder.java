package tenstages.proofs;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes down which thread has taken which step, in the order in which they were taken. One schedule runs at a time,
 * and one thread of it, so nothing here needs a lock. Subjects have its classes ignored.
 */
public final class Recorder {
    private static List<String> steps = new ArrayList<>();
    private static Map<Thread, String> names = new HashMap<>();

    private Recorder() {}

    /** A new schedule; the steps in this object's map of balances are to be written down. */
    public static void begin(Object balances) {
        steps = new ArrayList<>();
        names = new HashMap<>();
        try {
            Field map = balances.getClass().getDeclaredField("balances");
            map.setAccessible(true);
            map.set(balances, new RecordedMap());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("there is no map of balances to be recorded", e);
        }
    }

    /** The calling thread's name in what is written down. */
    public static void name(String name) {
        names.put(Thread.currentThread(), name);
    }

    /** The calling thread has taken a step; others that belong to no named thread are not told. */
    public static void step(String what) {
        String name = names.get(Thread.currentThread());
        if (name != null) {
            steps.add(name + " " + line() + " " + what);
        }
    }

    /** The line of {@code Balances.java} that has led here. */
    private static int line() {
        Optional<StackWalker.StackFrame> frame = StackWalker.getInstance()
                .walk(frames -> frames.filter(each -> "Balances.java".equals(each.getFileName()))
                        .findFirst());
        return frame.map(StackWalker.StackFrame::getLineNumber).orElse(0);
    }

    /** All steps of this schedule. */
    public static String path() {
        return String.join("; ", steps);
    }
}
