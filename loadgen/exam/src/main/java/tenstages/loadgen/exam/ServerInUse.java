package tenstages.loadgen.exam;

import java.io.IOException;
import java.util.List;
import tenstages.loadgen.process.Server;

/**
 * The server under examination: one after the other, each as long as it lives and is not ended. Any thread may call it;
 * while one starts a server, the others wait.
 */
final class ServerInUse {
    private final Examination.Launcher launcher;

    /** Null while none is running. */
    private Server server;

    private List<String> options = List.of();
    private boolean everStarted;
    private boolean over;

    /** How many lines the server had printed when the item began; what it prints at its start is part of the item. */
    private long linesBefore;

    ServerInUse(Examination.Launcher launcher) {
        this.launcher = launcher;
    }

    /**
     * The server for the next item: the one that runs if it has the right options, and otherwise another one. Throws
     * IOException if there is none.
     */
    synchronized Server take(List<String> wanted) throws IOException {
        if (over) {
            throw new IOException("the exam is over");
        }
        if (server != null && (!server.isAlive() || !wanted.equals(options))) {
            end();
        }
        if (server == null) {
            server = launcher.start(wanted);
            options = wanted;
            everStarted = true;
            linesBefore = 0;
        } else {
            linesBefore = server.lineCount();
        }
        return server;
    }

    /** Whether there has been one so far. */
    synchronized boolean everStarted() {
        return everStarted;
    }

    /** What it has printed since the item began, the last lines of it. */
    synchronized List<String> linesOfItem() {
        return server.linesSince(linesBefore);
    }

    synchronized void end() {
        if (server != null) {
            server.close();
            server = null;
        }
    }

    /** The last one is ended, and there will be no other. */
    synchronized void close() {
        over = true;
        end();
    }
}
