package tenstages.loadgen.engine;

import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Sends the requests of an open loop when they are due, on a thread of its own. It waits for the clock, and the loop
 * waits for replies: whoever waits for both in one place is late for one of them, because a selector waits whole
 * milliseconds.
 */
final class Sender implements AutoCloseable {
    private static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int BATCH = 64;

    // fixed at construction
    private final LoadPlan plan;
    private final List<LoadConnection> connections;
    private final LineTurns lines;
    private final Selector selector;
    private final BooleanSupplier wanted;
    private final Thread thread = new Thread(this::run, "sender");

    // shared between threads
    private volatile boolean ended;
    private volatile boolean closed;

    // its own thread only, and before and after it whoever starts and closes it
    private final Recorder.RunOfEqualValues lag = new Recorder.RunOfEqualValues();
    private final Recorder.RunOfEqualValues ageOfNeverSent = new Recorder.RunOfEqualValues();
    private final List<LoadConnection> touched = new ArrayList<>();
    private LoadResult.Client cost;
    private long startedAt;
    private long sendUntil;
    private long due;
    private long scheduled;
    private long neverSent;
    private int turn;

    /** It ends when its time is over, its requests are sent, or no more are wanted; then it wakes the selector. */
    Sender(
            LoadPlan plan,
            List<LoadConnection> connections,
            LineTurns lines,
            Selector selector,
            BooleanSupplier wanted) {
        this.plan = plan;
        this.connections = connections;
        this.lines = lines;
        this.selector = selector;
        this.wanted = wanted;
        thread.setDaemon(true);
    }

    /** Begins to send, as of this time. */
    void start(long now) {
        startedAt = now;
        sendUntil = now + plan.duration().toNanos();
        thread.start();
    }

    boolean hasEnded() {
        return ended;
    }

    /** Once it is closed: records what it has scheduled, and how late it was. */
    void addTo(Recorder recorder) {
        recorder.scheduled += scheduled;
        recorder.neverSent += neverSent;
        recorder.sendLag.histogram().add(lag.histogram());
        recorder.response.histogram().add(ageOfNeverSent.histogram());
    }

    /** What it has cost; once it is closed. */
    LoadResult.Client cost() {
        return cost;
    }

    /** Ends it, if it has not ended yet, and waits for that. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        ClientCost before = ClientCost.now(0);
        try {
            due = startedAt + plan.arrivals().next();
            while (goesOn()) {
                waitOrSend();
            }
        } finally {
            // The loop does not wait for a sender that has failed.
            cost = ClientCost.now(0).since(before, System.nanoTime() - startedAt);
            ended = true;
            selector.wakeup();
        }
    }

    /** The last requests may leave a moment late, but a client that does not keep up comes to an end. */
    private boolean goesOn() {
        long now = System.nanoTime();
        boolean inTime = now - sendUntil < 0 || due - sendUntil < 0 && now - sendUntil < LATE_NANOS;
        return inTime && scheduled < plan.requests() && !closed && wanted.getAsBoolean();
    }

    /** A method of its own, because a loop that began before its code was compiled goes on with the slow one. */
    private void waitOrSend() {
        long left = due - System.nanoTime();
        if (left > 0) {
            LockSupport.parkNanos(this, Math.min(left, LATE_NANOS));
        } else {
            sendDue();
        }
    }

    /**
     * Requests that are due go to the connections in turn: this spreads their phases. No more than a batch, so that
     * none of them leaves much later than it is said to.
     */
    private void sendDue() {
        long now = System.nanoTime();
        for (int i = 0; i < BATCH && due - now <= 0 && due - sendUntil < 0 && scheduled < plan.requests(); i++) {
            lag.record(now - due);
            scheduled++;
            LoadConnection connection = nextOpen();
            if (connection == null) {
                neverSent++;
                ageOfNeverSent.record(now - due);
            } else {
                connection.enqueue(lines.next(), due);
                touched.add(connection);
            }
            due = startedAt + plan.arrivals().next();
        }
        touched.forEach(LoadConnection::flush);
        touched.clear();
    }

    private LoadConnection nextOpen() {
        for (int i = 0; i < connections.size(); i++) {
            turn = (turn + 1) % connections.size();
            LoadConnection connection = connections.get(turn);
            if (connection.isOpen()) {
                return connection;
            }
        }
        return null;
    }
}
