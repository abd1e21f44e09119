package tenstages.loadgen.pains;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tenstages.loadgen.process.Cluster;
import tenstages.loadgen.process.ScratchFolder;
import tenstages.loadgen.process.Server;

/**
 * A subject under one scenario: the bench starts its servers, and ends all of them. Any thread may call its methods.
 */
public final class Bench implements AutoCloseable {
    private final Subject subject;
    private final Map<String, String> options;
    private final List<Server> servers = new ArrayList<>();

    /** Null until somebody needs it. */
    private ScratchFolder scratch;

    private Cluster cluster;

    /** Starts nothing yet. */
    Bench(Subject subject, Map<String, String> options) {
        this.subject = subject;
        this.options = options;
    }

    /** Starts a server with the scenario's options. */
    Server start() throws IOException {
        return start(List.of(), Map.of());
    }

    /** Starts a server with the scenario's options and some more. */
    synchronized Server start(List<String> jvmOptions, Map<String, String> more) throws IOException {
        Map<String, String> all = new HashMap<>(options);
        all.putAll(more);
        // A server that keeps something finds what the one before it has kept.
        all.put("--data", folder("server").toString());
        Server server = subject.start(jvmOptions, all);
        servers.add(server);
        return server;
    }

    /** Starts the brokers that all further servers share. */
    synchronized Cluster startCluster() throws IOException {
        cluster = subject.startCluster(folder("cluster"));
        return cluster;
    }

    /** Whether there are to be two servers, and a cluster of brokers. */
    boolean isDoubled() {
        return subject.isDoubled();
    }

    /** The servers that may be sent SIGQUIT to see where their threads are. */
    List<Server> serversToLookAt() {
        return subject.showsItsThreads() ? servers() : List.of();
    }

    /** The servers that were started, in order. */
    synchronized List<Server> servers() {
        return List.copyOf(servers);
    }

    private Path folder(String name) throws IOException {
        if (scratch == null) {
            scratch = new ScratchFolder();
        }
        return scratch.path().resolve(name);
    }

    /** An option of the scenario that is a time in milliseconds. */
    long millis(String option) {
        return Long.parseLong(options.get(option));
    }

    @Override
    public synchronized void close() {
        servers.forEach(Server::close);
        if (cluster != null) {
            cluster.close();
        }
        if (scratch != null) {
            scratch.close();
        }
    }
}
