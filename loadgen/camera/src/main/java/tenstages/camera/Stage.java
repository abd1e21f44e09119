package tenstages.camera;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.concurrent.locks.AbstractQueuedSynchronizer.ConditionObject;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What is in the picture: the threads of a stage, its queue and its locks. Queue and locks are found by where the
 * fields of a worker lead, and not by their names. The camera's thread only.
 */
final class Stage {
    private static final Comparator<Thread> BY_NUMBER =
            Comparator.comparing((Thread thread) -> thread.getName().length()).thenComparing(Thread::getName);

    private final List<Thread> lanes = new ArrayList<>();
    private final Map<Thread, String> names = new HashMap<>();
    /** The numbers of the locks, by what a thread waits at that waits for one. */
    private final Map<Object, Integer> locks = new IdentityHashMap<>();

    /** What a thread waits at that waits for one of the queue's own locks. */
    private final Set<Object> doors = Collections.newSetFromMap(new IdentityHashMap<>());

    private BlockingQueue<?> queue;
    private boolean searched;

    /** The lines about what has come into the picture since the last call. */
    String news() {
        StringBuilder news = new StringBuilder();
        for (Thread thread : threads()) {
            String name = thread.getName();
            if (!names.containsKey(thread)) {
                lanes.add(thread);
            }
            if (!name.equals(names.put(thread, name))) {
                String kind = isWorker(thread) ? " worker " : " loop ";
                news.append("lane ").append(lanes.indexOf(thread)).append(kind + name + "\n");
            }
            if (isWorker(thread) && !searched) {
                searched = true;
                news.append(search(thread));
            }
        }
        return news.toString();
    }

    /** A list of threads stops none of them, unlike their stack traces. */
    private static List<Thread> threads() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        Thread[] all = new Thread[group.activeCount() + 100];
        return Arrays.stream(all, 0, group.enumerate(all))
                .filter(thread -> isWorker(thread) || isLoop(thread))
                .sorted(BY_NUMBER)
                .toList();
    }

    private static boolean isLoop(Thread thread) {
        // It is the same thread, which gives itself another name.
        return thread.getName().equals("main") || thread.getName().equals("event-loop");
    }

    private static boolean isWorker(Thread thread) {
        return thread.getName().startsWith("worker-");
    }

    private String search(Thread worker) {
        Object target = Fields.target(worker);
        if (target != null) {
            String inside = target.getClass().getPackageName();
            search(target, inside, Collections.newSetFromMap(new IdentityHashMap<>()));
        }
        String capacity = queue == null
                ? "note no queue, and no locks: no field of what " + worker.getName() + " runs leads to a BlockingQueue"
                : "queue " + (queue.size() + queue.remainingCapacity());
        return capacity + "\nlocks " + locks.size() + "\n";
    }

    /** Looks into objects of this package, and not into those of a library. */
    private void search(Object object, String inside, Set<Object> seen) {
        if (!seen.add(object)) {
            return;
        }
        if (object instanceof BlockingQueue<?> found && queue == null) {
            queue = found;
            Fields.all(queue).stream()
                    .filter(ReentrantLock.class::isInstance)
                    .forEach(lock -> doors.add(Fields.sync(lock)));
        } else if (object instanceof ReentrantLock) {
            locks.put(Fields.sync(object), locks.size());
        } else if (object instanceof Object[] array) {
            Arrays.stream(array).filter(Objects::nonNull).forEach(element -> search(element, inside, seen));
        } else if (object.getClass().getPackageName().equals(inside)) {
            Fields.all(object).forEach(value -> search(value, inside, seen));
        }
    }

    /** What each lane does, the length of the queue (-1: there is none), and who waits for or holds which lock. */
    String look() {
        // First: an event that a worker takes meanwhile is then seen twice, and not lost.
        int queued = queue == null ? -1 : queue.size();
        Map<Object, Integer> held = new IdentityHashMap<>();
        locks.forEach((lock, number) -> held.put(Fields.owner(lock), number));
        StringBuilder states = new StringBuilder(lanes.isEmpty() ? "-" : "");
        StringBuilder marks = new StringBuilder();
        for (Thread thread : lanes) {
            Object blocker = LockSupport.getBlocker(thread);
            char state = state(thread, blocker, held.containsKey(thread));
            Integer lock = state == 'W' ? locks.get(blocker) : state == 'H' ? held.get(thread) : null;
            if (lock != null) {
                marks.append(' ').append(states.length()).append(state).append(lock);
            }
            states.append(state);
        }
        return states + " " + queued + marks;
    }

    private char state(Thread thread, Object blocker, boolean holds) {
        Thread.State state = thread.getState();
        if (doors.contains(blocker)) {
            return 'Q';
        }
        if (blocker instanceof AbstractOwnableSynchronizer || state == Thread.State.BLOCKED) {
            return 'W';
        }
        if (holds) {
            return 'H';
        }
        return switch (state) {
            case RUNNABLE -> isWorker(thread) ? 'R' : running(thread.getStackTrace());
            case TIMED_WAITING -> blocker instanceof ConditionObject ? 'Q' : 'S';
            case TERMINATED -> 'X';
            default -> 'Q';
        };
    }

    /** A thread that waits at a socket or a selector counts as running: only its stack tells. */
    private static char running(StackTraceElement[] stack) {
        if (stack.length == 0 || !stack[0].isNativeMethod()) {
            return 'R';
        }
        if (stack[0].getClassName().matches("sun\\.nio\\.ch\\.(EPoll|KQueue|WEPoll)")) {
            return 'E';
        }
        String frames = Arrays.toString(stack);
        return frames.contains("NioSocketImpl.accept(") ? 'A' : frames.contains("NioSocketImpl.implRead(") ? 'L' : 'R';
    }
}
