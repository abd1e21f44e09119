package tenstages.loadgen.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One thread's part of a load: any number of non-blocking connections. */
final class LoadLoop {
    private static final int READ_BUFFER_BYTES = 256 * 1024;
    private static final long TICK_MS = 50;
    private static final long CLOSE_MS = 1000;
    private static final int BATCH = 64;

    // fixed at construction
    private final LoadPlan plan;
    private final Runnable awaitOthers;
    private final Consumer<LoadEngine.Progress> progress;

    // shared between threads
    /** Volatile, so that the loop sees a stop that another thread asks for. */
    private volatile boolean stopped;

    // the loop's thread only
    private final Recorder recorder;
    private final Connector connector;
    private final List<LoadConnection> connections;
    private final List<LoadConnection> touched = new ArrayList<>();
    private final ByteBuffer readBuffer = ByteBuffer.allocate(READ_BUFFER_BYTES);
    private Selector selector;
    private long startedAt;
    private long sendUntil;
    private boolean sending;
    private boolean endedEarly;
    private long due;
    private int turn;
    private int nextLine;
    private long tickedAt;

    /** What it has measured. Its seconds are those from the first request to the last one, or to the last reply. */
    record Part(
            Recorder recorder,
            double seconds,
            LoadResult.Connections connections,
            LoadResult.Client client,
            boolean endedEarly) {}

    /**
     * Begins with this line. Once connected it waits for others, and then sends. It tells its progress about 20 times a
     * second, on the thread that calls {@link #run}.
     */
    LoadLoop(LoadPlan plan, int firstLine, Runnable awaitOthers, Consumer<LoadEngine.Progress> progress) {
        this.plan = plan;
        this.awaitOthers = awaitOthers;
        this.progress = progress;
        recorder = new Recorder(plan.lines());
        connector = new Connector(plan, recorder);
        connections = connector.connections();
        nextLine = firstLine;
    }

    /** Runs the plan on the calling thread. */
    Part run() throws IOException {
        try (Selector opened = Selector.open()) {
            selector = opened;
            loadWhatNeedsADescriptor();
            connector.connect(selector, () -> stopped);
            awaitOthers.run();
            ClientCost cost = ClientCost.now();
            startedAt = System.nanoTime();
            recorder.startedAt = startedAt;
            // Others may be connected where none of these is.
            if (!connections.isEmpty()) {
                send();
            }
            long sendingNanos = System.nanoTime() - startedAt;
            LoadResult.Client client = ClientCost.now().since(cost, sendingNanos);
            awaitReplies();
            endConnections();
            long nanos = Math.max(sendingNanos, recorder.lastReplyAt - startedAt);
            return new Part(recorder, nanos / 1e9, connector.connectionsAtTheEnd(), client, endedEarly);
        } finally {
            connections.forEach(LoadConnection::abandon);
        }
    }

    /** Stops it early; {@link #run} returns what was measured so far. Any thread may call it. */
    void stop() {
        stopped = true;
    }

    /** The first call of each loads a library, for which there may be no file descriptor once all clients have one. */
    private static void loadWhatNeedsADescriptor() throws IOException {
        ClientCost.now();
        SocketChannel.open().close();
    }

    private void send() throws IOException {
        sendUntil = startedAt + plan.duration().toNanos();
        sending = true;
        if (plan.openLoop()) {
            sendWhenDue();
        } else {
            sendWhenAnswered();
        }
        sending = false;
    }

    private void sendWhenAnswered() throws IOException {
        for (LoadConnection connection : connections) {
            enqueue(connection, plan.pipeline());
            connection.flush();
        }
        while (goesOn()) {
            selector.select(this::serve, TICK_MS);
            tick();
        }
    }

    private void sendWhenDue() throws IOException {
        due = startedAt + plan.arrivals().next();
        connections.forEach(LoadConnection::flush);
        try (Pacer pacer = new Pacer(selector, due)) {
            while (goesOn() || isAlmostThrough()) {
                sendDue();
                if (due - System.nanoTime() > 0) {
                    pacer.wakeAt(due);
                    selector.select(this::serve, TICK_MS);
                } else {
                    selector.selectNow(this::serve);
                }
                tick();
            }
        }
    }

    /**
     * The last requests of an open loop may leave a moment late, but a client that does not keep up comes to an end.
     */
    private boolean isAlmostThrough() {
        boolean moment = System.nanoTime() - sendUntil < TimeUnit.MILLISECONDS.toNanos(TICK_MS);
        return !stopped && sending && mayScheduleAt(due) && moment;
    }

    private boolean goesOn() {
        return !stopped && sending && mayScheduleAt(System.nanoTime());
    }

    private boolean mayScheduleAt(long now) {
        return now - sendUntil < 0 && recorder.scheduled < plan.requests();
    }

    /** Closed loop: this number of new requests, all due now, as far as the plan allows. */
    private boolean enqueue(LoadConnection connection, int count) {
        long now = System.nanoTime();
        int allowed = now - sendUntil < 0 ? (int) Math.min(count, plan.requests() - recorder.scheduled) : 0;
        for (int i = 0; i < allowed; i++) {
            connection.enqueue(schedule(), now);
        }
        return allowed > 0;
    }

    /** Counts a request, and returns its line. */
    private int schedule() {
        recorder.scheduled++;
        int line = nextLine++;
        nextLine = nextLine == plan.lines().count() ? 0 : nextLine;
        return line;
    }

    /**
     * Requests that are due go to the connections in turn: this spreads their phases. No more than a batch, so that
     * none of them leaves much later than it is said to.
     */
    private void sendDue() {
        long now = System.nanoTime();
        for (int i = 0; i < BATCH && due - now <= 0 && mayScheduleAt(due); i++) {
            recorder.sendLag.record(now - due);
            LoadConnection connection = nextOpen();
            if (connection == null) {
                recorder.neverSent++;
                recorder.response.record(now - due);
                recorder.scheduled++;
            } else {
                connection.enqueue(schedule(), due);
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

    private void serve(SelectionKey key) {
        LoadConnection connection = (LoadConnection) key.attachment();
        boolean queued = false;
        if (key.isReadable()) {
            int answered = connection.read(readBuffer);
            queued =
                    answered > 0 && sending && !plan.openLoop() && connection.isOpen() && enqueue(connection, answered);
        }
        if (connection.isOpen() && key.isWritable()) {
            connection.write();
        } else if (queued) {
            connection.flush();
        }
    }

    private void tick() {
        long now = System.nanoTime();
        if (now - tickedAt > TimeUnit.MILLISECONDS.toNanos(TICK_MS)) {
            tickedAt = now;
            long dueBefore = now - plan.timeout().toNanos();
            connections.forEach(connection -> connection.timeOut(dueBefore));
            endIfNothingCanBeAnswered(dueBefore);
            long failures = recorder.failures.histogram().getTotalCount() + recorder.timedOut;
            progress.accept(new LoadEngine.Progress((now - startedAt) / 1e9, recorder.answered, failures));
        }
    }

    /** All connections are gone, or, in a closed loop, wait for replies that are too late. */
    private void endIfNothingCanBeAnswered(long dueBefore) {
        boolean alive =
                connections.stream().anyMatch(each -> each.isOpen() && (plan.openLoop() || !each.isStuck(dueBefore)));
        if (sending && !alive) {
            sending = false;
            endedEarly = true;
        }
    }

    /** Nobody hangs up on a request under way: each gets its reply or its timeout. */
    private void awaitReplies() throws IOException {
        long timeout = plan.timeout().toNanos();
        long deadline = System.nanoTime() + timeout;
        while (!stopped
                && connections.stream().anyMatch(each -> each.waits(System.nanoTime() - timeout))
                && System.nanoTime() - deadline < 0) {
            selector.select(this::serve, TICK_MS);
            tick();
        }
        connections.forEach(connection -> connection.timeOut(System.nanoTime() - timeout));
    }

    /** Half-closes, so that the server sends what it still has for us, which should be nothing, and closes. */
    private void endConnections() throws IOException {
        connections.stream()
                .filter(connection -> connection.isOpen() && !connection.hasOutstanding())
                .forEach(LoadConnection::endRequests);
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOSE_MS);
        while (!stopped
                && connections.stream().anyMatch(c -> c.isOpen() && !c.hasOutstanding())
                && System.nanoTime() - deadline < 0) {
            selector.select(this::serve, TICK_MS);
        }
        connections.forEach(stopped ? LoadConnection::abandon : LoadConnection::close);
    }
}
