package tenstages.loadgen.exam;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import tenstages.loadgen.process.Server;
import tenstages.loadgen.protocol.Await;

/** The server under examination, as an item sees it: an address, a stage, and for the last stage a process to signal. */
public final class Examinee {
    private static final int WINDOW_BYTES = 256 * 1024;

    private final int stage;
    private final Server process;
    private final Duration patience;

    /** A running server that claims to be at this stage, 1 to 10, and how long it has for whatever must happen. */
    public Examinee(int stage, Server process, Duration patience) {
        this.stage = stage;
        this.process = process;
        this.patience = patience;
    }

    /** The same with the usual patience. */
    public Examinee(int stage, Server process) {
        this(stage, process, Await.PATIENCE);
    }

    int stage() {
        return stage;
    }

    Duration patience() {
        return patience;
    }

    InetSocketAddress address() {
        return process.address();
    }

    Server process() {
        return process;
    }

    /** A new client. */
    ExamClient connect() throws IOException {
        return new ExamClient(address(), patience, 0);
    }

    /** A new client whose receive buffer does not grow, so that the server cannot write to it for long if it does not read. */
    ExamClient connectWithLimitedWindow() throws IOException {
        return new ExamClient(address(), patience, WINDOW_BYTES);
    }
}
