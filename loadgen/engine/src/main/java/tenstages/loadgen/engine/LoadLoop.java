package tenstages.loadgen.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One thread's part of a load: any number of non-blocking connections. In an open loop a {@link Sender} beside it
 * sends, and the loop reads.
 */
final class LoadLoop {
    private static final int READ_BUFFER_BYTES = 256 * 1024;
    private static final long TICK_MS = 50;
    private static final long CLOSE_MS = 1000;

    // fixed at construction
    private final LoadPlan plan;
    private final Runnable awaitOthers;
    private final Consumer<LoadEngine.Progress> progress;

    // shared between threads
    /** Volatile, so that the loop sees a stop that another thread asks for. */
    private volatile boolean stopped;

    /** Volatile, so that the sender sees that the loop has come to its end. */
    private volatile boolean sending;

    // the loop's thread only
    private final Recorder recorder;
    private final Connector connector;
    private final List<LoadConnection> connections;
    private final LineTurns lines;
    private final ByteBuffer readBuffer = ByteBuffer.allocate(READ_BUFFER_BYTES);
    private final Consumer<SelectionKey> serve = this::serve;
    private Selector selector;
    private Lateness lateness;
    private Sender sender;
    private LoadResult.Client client = new LoadResult.Client(0, 0, 0, 0);
    private long startedAt;
    private long sendUntil;
    private boolean endedEarly;
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
        lines = new LineTurns(plan.lines(), firstLine);
    }

    /** Runs the plan on the calling thread. */
    Part run() throws IOException {
        try (Selector opened = Selector.open();
                RunQueue runQueue = new RunQueue()) {
            selector = opened;
            lateness = new Lateness(recorder, TimeUnit.MILLISECONDS.toNanos(TICK_MS), runQueue::waitedNanos);
            loadWhatNeedsADescriptor();
            connector.connect(selector, () -> stopped);
            if (plan.openLoop()) {
                sender = new Sender(plan, connections, lines, selector, () -> sending && !stopped);
            }
            awaitOthers.run();
            ClientCost cost = ClientCost.now(runQueue.waitedNanos());
            startedAt = System.nanoTime();
            recorder.startedAt = startedAt;
            // Others may be connected where none of these is.
            if (!connections.isEmpty()) {
                send();
            }
            long sendingNanos = System.nanoTime() - startedAt;
            client = client.together(ClientCost.now(runQueue.waitedNanos()).since(cost, sendingNanos));
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
        ClientCost.now(0);
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
            selectAndServe();
        }
    }

    private void sendWhenDue() throws IOException {
        connections.forEach(LoadConnection::flush);
        try (Sender started = sender) {
            started.start(startedAt);
            while (!sender.hasEnded()) {
                selectAndServe();
            }
        }
        sender.addTo(recorder);
        client = sender.cost();
    }

    private void selectAndServe() throws IOException {
        lateness.begin(System.nanoTime());
        selector.select(serve, TICK_MS);
        tick();
        lateness.end(System.nanoTime());
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
            connection.enqueue(lines.next(), now);
        }
        recorder.scheduled += allowed;
        return allowed > 0;
    }

    private void serve(SelectionKey key) {
        LoadConnection connection = (LoadConnection) key.attachment();
        boolean queued = false;
        if (key.isReadable()) {
            lateness.ready(System.nanoTime());
            int answered = connection.read(readBuffer);
            lateness.read(answered, System.nanoTime());
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
            selectAndServe();
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
            selector.select(serve, TICK_MS);
        }
        connections.forEach(stopped ? LoadConnection::abandon : LoadConnection::close);
    }
}
