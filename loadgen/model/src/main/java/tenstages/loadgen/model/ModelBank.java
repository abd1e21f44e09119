package tenstages.loadgen.model;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

/** The balances, the queue in front of them, the workers between the two, and the counters. */
final class ModelBank {
    private static final int GOLDEN = 0x9E3779B9;
    private static final int FIVE = 5;
    private static final int SLOW_READ_MS = 12;

    final AtomicLong received = new AtomicLong();
    final AtomicLong dropped = new AtomicLong();
    final AtomicLong processed = new AtomicLong();
    final AtomicLong failed = new AtomicLong();
    final ModelSeconds seconds = new ModelSeconds();

    private final int stage;
    private final ModelOptions options;
    private final Set<Fault> faults;
    private final Map<String, Long> balances;
    private final BlockingQueue<ModelRequest.Event> queue;
    private final Map<Long, BlockingQueue<ModelRequest.Event>> queues = new ConcurrentHashMap<>();
    private final ReentrantLock[] stripes;
    private final Map<Long, List<ModelRequest.Event>> changes = new ConcurrentHashMap<>();
    private final Map<String, Long> copies = new ConcurrentHashMap<>();
    private final AtomicLong begun = new AtomicLong();
    private volatile boolean interrupted;
    private final AtomicReference<ModelRequest.Event> refusedAndKept = new AtomicReference<>();

    ModelBank(int stage, ModelOptions options, Set<Fault> faults, Map<String, Long> balances) {
        this.stage = stage;
        this.options = options;
        this.faults = faults;
        this.balances = balances;
        queue = has(Fault.LAST_COMES_FIRST) ? new LinkedBlockingDeque<>(room()) : new ArrayBlockingQueue<>(room());
        stripes = new ReentrantLock[stripes()];
        for (int i = 0; i < stripes.length; i++) {
            // Whoever locks twice lets all others in between.
            stripes[i] = new ReentrantLock(has(Fault.LOCKS_TWICE));
        }
    }

    private int room() {
        if (has(Fault.UNBOUNDED_QUEUE)) {
            return 1_000_000;
        }
        if (has(Fault.QUEUE_OF_FIVE)) {
            return FIVE;
        }
        if (has(Fault.QUEUE_ONE_SHORT)) {
            return options.queue() - 1;
        }
        return has(Fault.LONG_QUEUE)
                ? options.queue() + 3
                : has(Fault.SHORT_QUEUE) ? Math.max(1, options.queue() - 3) : options.queue();
    }

    private int stripes() {
        if (has(Fault.STRIPES)) {
            return 64;
        }
        return has(Fault.ONE_LOCK) || has(Fault.ONE_LOCK_FOR_CHANGES) ? 1 : options.stripes();
    }

    int workers() {
        if (stage < 5 || has(Fault.NEVER_APPLIES)) {
            return 0;
        }
        if (has(Fault.SIXTEEN_WORKERS)) {
            return 16;
        }
        return has(Fault.ONE_WORKER) ? 1 : has(Fault.TWO_WORKERS) ? 2 : has(Fault.FOUR_WORKERS) ? 4 : options.workers();
    }

    /** Whether there was room for it. */
    boolean offer(ModelRequest.Event event) throws InterruptedException {
        if (has(Fault.WAITS_FOR_ROOM)) {
            queue.put(event);
            return true;
        }
        if (has(Fault.QUEUE_COUNTS_WORK_IN_HAND) && pending() > options.queue()) {
            return false;
        }
        return queue.offer(event);
    }

    /** Whether there was room for it in a queue of the client's own, out of which nobody takes anything. */
    boolean offer(ModelRequest.Event event, long client) {
        return queues.computeIfAbsent(client, key -> new ArrayBlockingQueue<>(options.queue()))
                .offer(event);
    }

    /** Applies it all the same, one day. */
    void keepRefused(ModelRequest.Event event) {
        refusedAndKept.set(event);
    }

    /** What each worker does until it is interrupted. */
    void work() throws InterruptedException {
        while (true) {
            ModelRequest.Event event =
                    has(Fault.LAST_COMES_FIRST) ? ((BlockingDeque<ModelRequest.Event>) queue).takeLast() : queue.take();
            // A buy, whichever client's comes first: a lost sell looks like another mistake.
            if (has(Fault.LOSES_AN_ACCEPTED_EVENT) && event.change() > 0 && begun.incrementAndGet() == 3) {
                processed.incrementAndGet();
                continue;
            }
            apply(event);
            ModelRequest.Event refused = refusedAndKept.getAndSet(null);
            if (refused != null) {
                apply(refused);
                processed.decrementAndGet();
            }
            if (has(Fault.APPLIES_TWICE)) {
                apply(event);
                processed.decrementAndGet();
            }
        }
    }

    /** Returns the new balance. */
    long apply(ModelRequest.Event event) throws InterruptedException {
        boolean atomic = stage == 5 || stage >= 7 || has(Fault.LOSES_NO_UPDATES);
        long balance = atomic && !has(Fault.LOSES_UPDATES) ? applyExactly(event) : applyByAndBy(event);
        if (!interrupted) {
            count(processed);
        }
        return balance;
    }

    /** One event more. */
    void count(AtomicLong counter) {
        if (has(Fault.COUNTERS_ARE_NOT_ATOMIC)) {
            long before = counter.get();
            Thread.yield();
            counter.set(before + 1);
        } else {
            counter.incrementAndGet();
        }
    }

    private long applyByAndBy(ModelRequest.Event event) throws InterruptedException {
        long before = balances.getOrDefault(event.user(), 0L);
        if (has(Fault.RACES) || has(Fault.LOSES_UPDATES)) {
            Thread.yield();
        }
        pause(has(Fault.WORKS_NOT_AT_ALL) ? 0 : options.workMs());
        pause(options.holdMs());
        seconds.record(0, 1);
        return put(event, before);
    }

    private long applyExactly(ModelRequest.Event event) throws InterruptedException {
        pause(
                has(Fault.WORKS_UNDER_THE_LOCK) || has(Fault.WORKS_NOT_AT_ALL)
                        ? 0
                        : options.workMs() / (has(Fault.WORKS_HALF_AS_LONG) ? 2 : 1));
        ReentrantLock stripe = stripeOf(event.user());
        long asked = System.nanoTime();
        pause(has(Fault.HOLDS_OUTSIDE_THE_LOCK) ? options.holdMs() : 0);
        if (has(Fault.CHANGES_WITHOUT_A_LOCK)) {
            return change(event);
        }
        stripe.lockInterruptibly();
        long locked = System.nanoTime();
        try {
            pause(has(Fault.WORKS_UNDER_THE_LOCK) ? options.workMs() : 0);
            if (has(Fault.LOCKS_TWICE)) {
                return changeInTwoSteps(event, stripe);
            }
            return has(Fault.LOCKS_ALL_STRIPES) ? changeUnderAllLocks(event) : change(event);
        } finally {
            stripe.unlock();
            seconds.record(locked - asked, System.nanoTime() - locked);
        }
    }

    private long change(ModelRequest.Event event) throws InterruptedException {
        long before = balances.getOrDefault(event.user(), 0L);
        pause(has(Fault.HOLDS_OUTSIDE_THE_LOCK) || has(Fault.HOLDS_NOT_AT_ALL) ? 0 : options.holdMs());
        return put(event, before);
    }

    private long changeInTwoSteps(ModelRequest.Event event, ReentrantLock stripe) throws InterruptedException {
        long before = balances.getOrDefault(event.user(), 0L);
        pause(options.holdMs());
        stripe.unlock();
        stripe.lock();
        return put(event, before);
    }

    /** After its own stripe it locks all others, so two such changes wait for each other. */
    private long changeUnderAllLocks(ModelRequest.Event event) throws InterruptedException {
        pause(options.holdMs());
        for (ReentrantLock each : stripes) {
            each.lockInterruptibly();
        }
        long after = put(event, balances.getOrDefault(event.user(), 0L));
        for (ReentrantLock each : stripes) {
            each.unlock();
        }
        return after;
    }

    private long put(ModelRequest.Event event, long before) throws InterruptedException {
        long after = before + event.change();
        if (has(Fault.NEVER_BELOW_ZERO)) {
            after = Math.max(0, after);
        }
        if (has(Fault.BALANCES_HAVE_32_BITS)) {
            after = (int) after;
        }
        if (has(Fault.BALANCES_ARE_FLOATS)) {
            after = (long) (float) after;
        }
        if (has(Fault.A_BIG_BALANCE_KILLS) && after != (int) after) {
            throw new InterruptedException("this worker is dead");
        }
        if (!has(Fault.FORGETS)) {
            // Where servers share balances, the locks of one do not keep the other ones out.
            balances.merge(
                    event.user(), stage > 10 ? event.change() : after, stage > 10 ? Long::sum : (old, now) -> now);
        }
        return after;
    }

    long balanceOf(String user) throws InterruptedException {
        if (has(Fault.READS_ARE_SLOW)) {
            pause(SLOW_READ_MS);
        }
        if (has(Fault.READS_ARE_OLD)) {
            return old(user);
        }
        boolean waits = stage == 7 || has(Fault.ONE_LOCK);
        if (!waits || has(Fault.READS_WAIT_FOR_NOBODY)) {
            return balances.getOrDefault(user, 0L);
        }
        ReentrantLock stripe = stripeOf(user);
        stripe.lock();
        try {
            return balances.getOrDefault(user, 0L);
        } finally {
            stripe.unlock();
        }
    }

    /** Takes back what the client has changed so far. */
    void undo(long client) throws InterruptedException {
        for (ModelRequest.Event event : changes.getOrDefault(client, List.of())) {
            apply(new ModelRequest.Event(event.user(), -event.change()));
        }
    }

    /** Remembers who has sent it. */
    void sentBy(long client, ModelRequest.Event event) {
        changes.computeIfAbsent(client, key -> new CopyOnWriteArrayList<>()).add(event);
    }

    /** The balance as it was when the question before this one was asked, of whatever user. */
    private synchronized long old(String user) {
        long balance = copies.getOrDefault(user, 0L);
        copies.clear();
        copies.putAll(balances);
        return balance;
    }

    /** The balance of the first user who is like the pattern, as SQL has them. */
    long balanceLike(String pattern) {
        String regex = ("\\Q" + pattern + "\\E").replace("%", "\\E.*\\Q").replace("_", "\\E.\\Q");
        return balances.entrySet().stream()
                .filter(balance -> balance.getKey().matches(regex))
                .mapToLong(Map.Entry::getValue)
                .findFirst()
                .orElse(0);
    }

    boolean knows(String user) {
        return balances.containsKey(user);
    }

    /** How many of the pending events wait in the queue. */
    long queued() {
        return queue.size();
    }

    /** Gives up what waits and what the workers have in hand. */
    void interruptWork() {
        interrupted = true;
        failed.addAndGet(pending());
    }

    long pending() {
        long done = processed.get() + dropped.get() + failed.get();
        return received.get() - done;
    }

    /** Takes an event out of the queue that nobody will apply. */
    void lose() {
        if (queue.poll() != null) {
            failed.incrementAndGet();
        }
    }

    /** The reply to {@code metrics}. Received is read last, so that an event which is done is received too. */
    String metrics() {
        boolean tooEarly = has(Fault.RECEIVED_IS_READ_FIRST) || has(Fault.PENDING_IS_CUT_AT_ZERO);
        long receivedFirst = received.get();
        if (tooEarly) {
            Thread.yield();
        }
        long processedNow = processed.get();
        long droppedNow = dropped.get();
        long failedNow = failed.get();
        long receivedNow = tooEarly ? receivedFirst : received.get();
        boolean late = receivedNow >= 10;
        if (has(Fault.RECEIVED_ONE_MORE) && late) {
            receivedNow++;
            processedNow++;
        }
        if (has(Fault.DROPPED_ONE_MORE) && late) {
            droppedNow++;
            receivedNow++;
            if (receivedNow > 1) {
                receivedNow--;
                processedNow--;
            }
        }
        if (has(Fault.PROCESSED_ONE_LESS) && late && processedNow > 0) {
            processedNow--;
            failedNow++;
        }
        if (has(Fault.FAILED_ONE_MORE) && late) {
            failedNow++;
        }
        long pending = receivedNow - processedNow - droppedNow - failedNow;
        if (has(Fault.FAILED_ONE_MORE) || has(Fault.PENDING_IS_CUT_AT_ZERO)) {
            pending = Math.max(0, pending);
        }
        if (has(Fault.COUNTERS_DO_NOT_ADD_UP) && pending > 0) {
            pending--;
        }
        if (has(Fault.PENDING_IS_NEGATIVE) && pending > 0) {
            receivedNow -= 2 * pending;
            pending = -pending;
        }
        if (has(Fault.NEVER_COMES_TO_REST) && pending == 0) {
            receivedNow++;
            pending = 1;
        }
        return has(Fault.METRICS_IN_ANOTHER_ORDER)
                ? "{\"received\":%d,\"dropped\":%d,\"processed\":%d,\"pending\":%d,\"failed\":%d}"
                        .formatted(receivedNow, droppedNow, processedNow, pending, failedNow)
                : "{\"received\":%d,\"processed\":%d,\"dropped\":%d,\"pending\":%d,\"failed\":%d}"
                        .formatted(receivedNow, processedNow, droppedNow, pending, failedNow);
    }

    private ReentrantLock stripeOf(String user) {
        return stripes[(user.hashCode() * GOLDEN >>> 16) * stripes.length >>> 16];
    }

    static void pause(int millis) throws InterruptedException {
        if (millis > 0) {
            TimeUnit.MILLISECONDS.sleep(millis);
        }
    }

    private boolean has(Fault fault) {
        return faults.contains(fault);
    }
}
