package tenstages.loadgen.exam;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import tenstages.loadgen.process.ServerProcess;

/** The server under examination, as an item sees it: an address, a stage, and for the last stage a process to signal. */
public final class Examinee {
    private static final int WINDOW_BYTES = 256 * 1024;

    private final int stage;
    private final ServerProcess process;

    /** A running server that claims to be at this stage, 1 to 10. */
    public Examinee(int stage, ServerProcess process) {
        this.stage = stage;
        this.process = process;
    }

    int stage() {
        return stage;
    }

    InetSocketAddress address() {
        return process.address();
    }

    ServerProcess process() {
        return process;
    }

    /** A new client. */
    ExamClient connect() throws IOException {
        return new ExamClient(address(), Duration.ofSeconds(10), 0);
    }

    /** A new client whose receive buffer does not grow, so that the server cannot write to it for long if it does not read. */
    ExamClient connectWithLimitedWindow() throws IOException {
        return new ExamClient(address(), Duration.ofSeconds(10), WINDOW_BYTES);
    }
}
