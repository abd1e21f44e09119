package tenstages.loadgen.model;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import tenstages.loadgen.process.Server;

/**
 * A server of the ladder within this process, as one sees it from outside: it keeps the promises of its stage, but for
 * its faults. It is as simple as it can be, and shares no code with what examines it: a thread for each connection,
 * which blocks. Any thread may call its methods.
 */
public final class ModelServer implements Server {
    private static final int BACKLOG = 1024;

    /** Small, so that a client that reads nothing is felt soon. */
    private static final int BUFFER_BYTES = 64 * 1024;

    private static final int INTERRUPTED = 130;
    private static final int TERMINATED = 143;
    private static final int KILLED = 137;

    private static final int LEAVING_MS = 5000;
    private static final int MOMENT_MS = 100;
    private static final int HALF_A_MOMENT_MS = 50;
    private static final int MANY_EVENTS = 20;
    private static final int OWN_DEADLINE_MS = 6000;
    private static final int HALF_A_SECOND = 500;

    private final int stage;
    private final Set<Fault> faults;
    private final ModelOptions options;
    private final boolean smallHeap;
    private final ServerObserver observer;
    private final ModelBank bank;
    private final ModelHandler handler;
    private final ServerSocket listener = new ServerSocket();
    private final InetSocketAddress address;
    private final Thread acceptor;
    private final AtomicInteger signals = new AtomicInteger();
    private final AtomicLong clients = new AtomicLong();
    private final AtomicInteger places = new AtomicInteger();
    private final ByteArrayOutputStream sharedLine = new ByteArrayOutputStream();
    private final Set<ModelConnection> connections = ConcurrentHashMap.newKeySet();
    private final Collection<Thread> threads = new ConcurrentLinkedQueue<>();
    private final CountDownLatch exited = new CountDownLatch(1);

    /** Whether somebody was turned away, and nobody has left since. */
    private volatile boolean isFull;

    /** Also the lock of what the process tells of itself. */
    @GuardedBy("itself")
    private final List<String> stdout = new ArrayList<>();

    @GuardedBy("stdout")
    private final List<String> stderr = new ArrayList<>();

    /** -1 while it runs. */
    @GuardedBy("stdout")
    private int exitCode = -1;

    /** Work for a thread of the server. */
    @FunctionalInterface
    interface Task {
        void run() throws IOException, InterruptedException;
    }

    private ModelServer(
            int stage,
            List<String> jvmOptions,
            List<String> options,
            Set<Fault> faults,
            Map<String, Long> balances,
            ServerObserver observer)
            throws IOException {
        this.stage = stage;
        this.faults = faults;
        this.observer = observer;
        this.options = ModelOptions.of(stage, options);
        smallHeap = jvmOptions.contains("-Xmx64m");
        bank = new ModelBank(stage, this.options, faults, balances);
        handler = new ModelHandler(stage, faults, bank);
        listener.setReceiveBufferSize(BUFFER_BYTES);
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.options.port()), BACKLOG);
        address = (InetSocketAddress) listener.getLocalSocketAddress();
        print("listening on 127.0.0.1:" + listener.getLocalPort());
        acceptor = run("acceptor", this::accept);
        for (int i = 0; i < bank.workers(); i++) {
            run("worker", bank::work);
        }
        if (has(Fault.MORE_WORKERS_FOR_A_LONG_QUEUE)) {
            run("worker", this::helpOut);
        }
        if (stage >= 7 && !has(Fault.SAYS_NOTHING_OF_ITS_SECONDS)) {
            run("seconds", () -> bank.seconds.printEachSecond(this::print));
        }
    }

    /** Starts a stage with these options and faults. Throws IOException if the stage does not have such an option. */
    public static ModelServer start(int stage, List<String> options, Fault... faults) throws IOException {
        return start(stage, List.of(), options, Set.of(faults), new ConcurrentHashMap<>());
    }

    /** The same with options of the JVM, and with the balances it finds when it starts. */
    public static ModelServer start(
            int stage, List<String> jvmOptions, List<String> options, Set<Fault> faults, Map<String, Long> balances)
            throws IOException {
        EnumSet<Fault> all = EnumSet.noneOf(Fault.class);
        all.addAll(faults);
        return new ModelServer(stage, jvmOptions, options, all, balances, ServerObserver.NONE);
    }

    /**
     * One for people: it knows nobody yet, and the observer is told what it does. Throws IOException if the stage does
     * not have such an option, or the port of {@code --port} is taken.
     */
    public static ModelServer start(int stage, List<String> options, Fault fault, ServerObserver observer)
            throws IOException {
        return new ModelServer(stage, List.of(), options, EnumSet.of(fault), new ConcurrentHashMap<>(), observer);
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public boolean isAlive() {
        return exited.getCount() > 0;
    }

    @Override
    public void signal(String name) {
        switch (name) {
            case "INT" -> interrupt(INTERRUPTED);
            case "TERM" -> interrupt(TERMINATED);
            case "KILL" -> {
                if (has(Fault.OUTLIVES_A_KILL)) {
                    exited.countDown();
                } else {
                    end(KILLED);
                }
            }
            default -> throw new IllegalArgumentException(name);
        }
    }

    @Override
    public int awaitExit(Duration timeout) {
        try {
            if (!exited.await(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                return -1;
            }
            synchronized (stdout) {
                return exitCode;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    @Override
    public List<String> stdoutLines() {
        synchronized (stdout) {
            return List.copyOf(stdout);
        }
    }

    @Override
    public List<String> lastLines() {
        synchronized (stdout) {
            List<String> lines = new ArrayList<>(stdout);
            lines.addAll(stderr);
            return lines;
        }
    }

    @Override
    public void close() {
        end(KILLED);
        hangUpOnAll();
        try {
            // A thread that is in accept keeps the listener open: nobody is refused before it has left.
            acceptor.join(LEAVING_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    int stage() {
        return stage;
    }

    Set<Fault> faults() {
        return faults;
    }

    ModelOptions options() {
        return options;
    }

    ServerObserver observer() {
        return observer;
    }

    ModelHandler handler() {
        return handler;
    }

    ByteArrayOutputStream sharedLine() {
        return sharedLine;
    }

    boolean hasSmallHeap() {
        return smallHeap;
    }

    /** Whether a signal makes it finish its work before it ends. */
    boolean drains() {
        return stage == 10 && !has(Fault.SIGNAL_KILLS) || has(Fault.DRAINS_ON_A_SIGNAL);
    }

    /** Ends at once; whatever is not done stays undone. */
    void end(int code) {
        if (stop(code)) {
            hangUpOnAll();
            exited.countDown();
        }
    }

    /** The server passes for dead, and yet clients that are connected go on being served. */
    void endAndSpareClients(int code) {
        if (stop(code)) {
            exited.countDown();
        }
    }

    private boolean stop(int code) {
        synchronized (stdout) {
            if (exitCode >= 0) {
                return false;
            }
            exitCode = code;
        }
        closeListener();
        if (!has(Fault.LONG_LINE_ENDS_THE_SERVER_AND_SPARES_CLIENTS)) {
            Thread self = Thread.currentThread();
            threads.stream().filter(thread -> thread != self).forEach(Thread::interrupt);
        }
        return true;
    }

    private boolean hasEnded() {
        synchronized (stdout) {
            return exitCode >= 0;
        }
    }

    void hangUpOnAll() {
        connections.forEach(ModelConnection::close);
    }

    /** Gives the reply to a client that has not asked for it; false if there is none. */
    boolean answerAnother(ModelConnection asker, byte[] reply) throws IOException {
        for (ModelConnection other : connections) {
            if (other != asker && other.talks()) {
                other.write(reply);
                return true;
            }
        }
        return false;
    }

    Thread run(String name, Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (IOException | InterruptedException e) {
                        // The client is gone, or the server is ending.
                    } finally {
                        threads.remove(Thread.currentThread());
                    }
                },
                "model-" + name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
        return thread;
    }

    /** A moment after many events wait there is another worker. */
    private void helpOut() throws InterruptedException {
        while (bank.queued() < MANY_EVENTS) {
            ModelBank.pause(1);
        }
        ModelBank.pause(HALF_A_MOMENT_MS);
        bank.work();
    }

    /** Where a client has gone already, or no further socket can be had, the next one may be served. */
    private void accept() throws InterruptedException {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                client.setSendBufferSize(BUFFER_BYTES);
                client.setTcpNoDelay(true);
                observer.connected();
                admit(client);
            } catch (IOException e) {
                ModelBank.pause(2);
            }
        }
    }

    private void admit(Socket client) throws IOException, InterruptedException {
        long number = clients.incrementAndGet();
        ModelConnection connection = new ModelConnection(this, client, number);
        connections.add(connection);
        if (hasEnded()) {
            // Taken by the kernel while the listener was closing, and too late to be hung up on with the others.
            leave(connection);
            return;
        }
        int limit = options.maxConnections()
                + (has(Fault.ONE_CONNECTION_MORE) ? 1 : has(Fault.ONE_CONNECTION_LESS) ? -1 : 0);
        if (places.get() >= limit && !has(Fault.NO_CONNECTION_LIMIT)) {
            try {
                turnAway(connection);
            } catch (IOException e) {
                // It has left before it was told.
                leave(connection);
            }
            return;
        }
        places.incrementAndGet();
        if (has(Fault.WAITS_FOR_THE_FIRST_BYTE)) {
            connection.awaitFirstByte();
        }
        if (threadsOfAPool() < places.get()) {
            // It waits for one of them to be free, and none ever is.
            return;
        }
        boolean oneAtATime = stage == 1 ? !has(Fault.SERVES_ALL_AT_ONCE) : has(Fault.SERVES_ONE_AT_A_TIME);
        if (oneAtATime) {
            serve(connection);
        } else {
            run("connection", () -> serve(connection));
        }
    }

    private int threadsOfAPool() {
        return has(Fault.SERVES_64_AT_A_TIME) ? 64 : has(Fault.SERVES_128_AT_A_TIME) ? 128 : Integer.MAX_VALUE;
    }

    private void turnAway(ModelConnection client) throws IOException {
        isFull = true;
        if (has(Fault.TURNING_AWAY_ENDS_THE_FIRST)) {
            connections.stream().filter(other -> other != client).forEach(ModelConnection::close);
        }
        if (!has(Fault.TURNS_AWAY_WITHOUT_A_WORD)) {
            client.write(ModelReply.TOO_MANY.bytes());
        }
        if (has(Fault.DIES_OF_A_RESET_BY_A_CLIENT_TURNED_AWAY)) {
            run("turned away", () -> {
                try {
                    client.awaitEnd();
                } catch (IOException e) {
                    end(1);
                } finally {
                    leave(client);
                }
            });
        } else if (!has(Fault.TURNED_AWAY_STAYS_OPEN)) {
            leave(client);
        }
    }

    /** Returns when it is right to answer those who have a place. */
    void awaitTurn() throws InterruptedException {
        while (isFull && has(Fault.FULL_SERVES_NOBODY)) {
            ModelBank.pause(1);
        }
    }

    private void serve(ModelConnection connection) throws IOException, InterruptedException {
        boolean reset = false;
        try {
            connection.serve();
        } catch (IOException e) {
            reset = true;
            if (has(Fault.DIES_OF_A_RESET)) {
                listener.close();
            }
            if (has(Fault.HANGING_UP_UNDOES)) {
                bank.undo(connection.number());
            }
        } catch (InterruptedException e) {
            if (has(Fault.DRAIN_CLOSES_THE_QUEUE_FIRST)) {
                end(2);
            }
            throw e;
        } finally {
            leave(connection);
            if (!has(Fault.LEAVING_MAKES_NO_ROOM) && !(reset && has(Fault.A_RESET_MAKES_NO_ROOM))) {
                ModelBank.pause(has(Fault.MAKES_ROOM_A_MOMENT_LATER) ? MOMENT_MS : 0);
                leavePlace(connection);
            }
            if (has(Fault.SERVES_ONE_CLIENT)) {
                listener.close();
            }
        }
    }

    /** Makes room for another client; once for each. */
    void leavePlace(ModelConnection connection) {
        if (connection.leavesPlace()) {
            places.decrementAndGet();
            isFull = false;
        }
    }

    private void leave(ModelConnection connection) {
        connection.close();
        connections.remove(connection);
    }

    private void interrupt(int code) {
        boolean first = signals.incrementAndGet() == 1;
        if (!drains() || code == TERMINATED && has(Fault.TERM_KILLS)) {
            end(has(Fault.SIGNAL_EXITS_WITH_0) ? 0 : code);
        } else if (first) {
            run("drain", () -> drain(code));
        } else if (!has(Fault.SECOND_SIGNAL_IS_IGNORED) && !(code == TERMINATED && has(Fault.SECOND_TERM_IS_IGNORED))) {
            if (has(Fault.SECOND_SIGNAL_ACCOUNTS)) {
                print(bank.metrics());
            }
            boolean asAtTheFirst = code == TERMINATED && has(Fault.SECOND_TERM_EXITS_WITH_130);
            end(has(Fault.SECOND_SIGNAL_EXITS_WITH_1) ? 1 : asAtTheFirst ? INTERRUPTED : code);
        }
    }

    /** From the outside in: new clients and events, the queue, the connections. */
    private void drain(int signal) throws InterruptedException {
        int drainMs = has(Fault.DEADLINE_OF_ITS_OWN) ? OWN_DEADLINE_MS : options.drainMs();
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(drainMs);
        if (!has(Fault.DRAIN_ACCEPTS_CLIENTS)) {
            closeListener();
            // The kernel goes on taking clients until nobody waits for one any more.
            acceptor.join();
        }
        if (has(Fault.DRAIN_HANGS_UP_AT_ONCE)) {
            hangUpOnAll();
        }
        if (has(Fault.DRAIN_LOSES_AN_EVENT)) {
            bank.lose();
        }
        refuseEvents();
        if (has(Fault.DRAIN_TAKES_HALF_A_SECOND)) {
            TimeUnit.MILLISECONDS.sleep(HALF_A_SECOND);
            end(account(signal));
        }
        await(deadline, this::isDone);
        if (has(Fault.DEADLINE_WAITS_FOR_WORK_IN_HAND)) {
            await(Long.MAX_VALUE, () -> bank.pending() == 0);
        }
        if (!has(Fault.DRAIN_LEAVES_CLIENTS_OPEN)) {
            connections.forEach(ModelConnection::closeWhenWritten);
            if (has(Fault.DRAIN_LOSES_REPLIES)) {
                hangUpOnAll();
            }
        }
        await(has(Fault.DRAIN_WAITS_FOR_THE_DEAF) ? Long.MAX_VALUE : deadline, connections::isEmpty);
        end(account(signal));
    }

    private void refuseEvents() throws InterruptedException {
        if (has(Fault.DRAIN_CLOSES_THE_QUEUE_FIRST) || has(Fault.DRAIN_FORGETS_EVENTS_AT_THE_SIGNAL)) {
            handler.closeQueue();
            ModelBank.pause(MOMENT_MS);
        }
        handler.refuseEvents();
        if (has(Fault.DRAIN_INTERRUPTS_WORK)) {
            bank.interruptWork();
        }
    }

    private boolean isDone() {
        if (has(Fault.DRAIN_FORGETS_WORK_IN_HAND)) {
            return bank.queued() == 0;
        }
        return bank.pending() == 0 && !has(Fault.DRAIN_NEVER_ENDS);
    }

    private void await(long deadline, BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean() && (System.nanoTime() - deadline < 0 || has(Fault.DRAIN_NEVER_ENDS))) {
            TimeUnit.MILLISECONDS.sleep(2);
        }
    }

    /** Prints what became of every event; returns the exit code. */
    private int account(int signal) {
        if (has(Fault.WORK_IN_HAND_FAILS_AT_THE_DEADLINE)) {
            bank.failed.addAndGet(bank.pending() - bank.queued());
        }
        long lost = has(Fault.LOSS_FORGETS_WORK_IN_HAND) ? bank.queued() : bank.pending();
        if (has(Fault.LAST_LINE_WITHOUT_PENDING)) {
            bank.failed.addAndGet(lost);
        }
        if (!has(Fault.NO_LAST_LINE)) {
            print(bank.metrics());
        }
        if (has(Fault.LAST_LINE_IS_NOT_LAST)) {
            print("goodbye");
        }
        synchronized (stdout) {
            if (lost == 0) {
                complain("drained");
            } else if (!has(Fault.LOSS_IS_NOT_TOLD)) {
                complain("the drain ran out of time (--drain-ms); accepted events "
                        + (has(Fault.DRAIN_LEAVES_EVENTS_IN_A_LOG) ? "left in the log: " : "lost: ") + lost);
            }
        }
        if (lost > 0) {
            return has(Fault.LATE_DRAIN_EXITS_WITH_0) || has(Fault.DRAIN_TAKES_HALF_A_SECOND) ? 0 : 1;
        }
        return stage < 10 && !has(Fault.SIGNAL_EXITS_WITH_0) ? signal : has(Fault.DRAIN_EXITS_WITH_1) ? 1 : 0;
    }

    private void print(String line) {
        synchronized (stdout) {
            if (exitCode < 0) {
                stdout.add(line);
                observer.printed(line, false);
            }
        }
    }

    @GuardedBy("stdout")
    private void complain(String line) {
        stderr.add(line);
        observer.printed(line, true);
    }

    private void closeListener() {
        try {
            listener.close();
        } catch (IOException e) {
            // It listens no more in any case.
        }
    }

    private boolean has(Fault fault) {
        return faults.contains(fault);
    }
}
