package tenstages.loadgen.exam;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tenstages.loadgen.process.Server;
import tenstages.loadgen.protocol.Await;

/**
 * The server under examination, as an item sees it: an address, a stage, and for the last stage a process to signal.
 */
public final class Examinee {
    private static final int WINDOW_BYTES = 256 * 1024;

    /** Longer than the usual short time-outs. */
    private static final Duration SILENCE = Duration.ofSeconds(6);

    private final int stage;
    private final Server process;
    private final Duration patience;
    private final String userSuffix;
    private final Duration silence;
    private final Operations operations = new Operations();
    private final Set<ExamClient> clients = ConcurrentHashMap.newKeySet();
    private volatile boolean over;

    /**
     * A running server that claims to be at this stage, 1 to 10, and how long it has for whatever must happen. The
     * suffix ends the name of every user who is given something: a server that runs already may know users of an
     * earlier exam.
     */
    public Examinee(int stage, Server process, Duration patience, String userSuffix) {
        this(stage, process, patience, userSuffix, SILENCE);
    }

    /** A server that knows nobody yet, the usual patience, and no silence that takes seconds. */
    public Examinee(int stage, Server process) {
        this(stage, process, Await.PATIENCE, "", Duration.ofMillis(1));
    }

    private Examinee(int stage, Server process, Duration patience, String userSuffix, Duration silence) {
        this.stage = stage;
        this.process = process;
        this.patience = patience;
        this.userSuffix = userSuffix;
        this.silence = silence;
    }

    /** What became of the lines sent so far. */
    public OperationCounts operations() {
        return operations.counts();
    }

    /** Hangs up for all clients, and lets no other one connect: the item is over. Any thread may call it. */
    void hangUp() {
        over = true;
        for (ExamClient client : clients) {
            try {
                client.close();
            } catch (IOException e) {
                // It is closed.
            }
        }
    }

    int stage() {
        return stage;
    }

    Duration patience() {
        return patience;
    }

    /** How long a client is silent that is silent for long. */
    Duration silence() {
        return silence;
    }

    /** The name by which this exam knows a user. */
    String user(String name) {
        return name + userSuffix;
    }

    InetSocketAddress address() {
        return process.address();
    }

    Server process() {
        return process;
    }

    /** A new client. */
    ExamClient connect() throws IOException {
        return connect(0);
    }

    /**
     * A new client whose receive buffer does not grow, so that the server cannot write to it for long if it does not
     * read.
     */
    ExamClient connectWithLimitedWindow() throws IOException {
        return connect(WINDOW_BYTES);
    }

    private ExamClient connect(int receiveBufferBytes) throws IOException {
        ExamClient client = new ExamClient(address(), patience, receiveBufferBytes, operations);
        clients.add(client);
        if (over) {
            client.close();
            throw new IOException("the item is over");
        }
        return client;
    }
}
