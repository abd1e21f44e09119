package tenstages.server;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A broker of our own, in a process of its own, from its start to the end of this process. If it ends sooner, it is
 * started again. Its folder holds its data, its settings and its log file, {@code broker.log}.
 */
final class OwnBroker {
    private static final String HOST = "127.0.0.1";
    private static final long START_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final int KNOCK_MS = 50;
    private static final String SETTINGS = "broker.properties";
    private static final int FIRST_PORT = 10_000;
    private static final int LAST_PORT = 30_000;
    private static final int PORT_TRIES = 100;

    /** A broker's number, from 1, and its ports on this machine. */
    record Node(int id, int port, int controllerPort) {
        private static final Pattern PORTS = Pattern.compile("listeners=.*?:(\\d+),.*?:(\\d+)");

        /**
         * A broker on this port, or for 0 on the one it had when it was last started in this folder, or on any. One
         * that came back elsewhere would look for itself where it was, and never end a transaction that was open then.
         * Throws IOException if a new port is taken.
         */
        static Node of(int id, int port, Path folder) throws IOException {
            Path settings = folder.resolve(SETTINGS);
            Matcher ports = PORTS.matcher(
                    Files.exists(settings) ? Files.readString(settings).replace("\\", "") : "");
            if (ports.find() && (port == 0 || port == Integer.parseInt(ports.group(1)))) {
                return new Node(id, Integer.parseInt(ports.group(1)), Integer.parseInt(ports.group(2)));
            }
            return new Node(id, port == 0 ? freePort() : free(port), freePort());
        }

        /** One that the system does not give to whoever asks for any. */
        private static int freePort() throws IOException {
            for (int i = 0; ; i++) {
                try {
                    return free(ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT));
                } catch (IOException e) {
                    if (i == PORT_TRIES) {
                        throw e;
                    }
                }
            }
        }

        private static int free(int port) throws IOException {
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(HOST))) {
                return socket.getLocalPort();
            } catch (IOException e) {
                throw new IOException("a broker cannot listen on port " + port + " (--port): " + e.getMessage(), e);
            }
        }
    }

    // fixed at construction
    private final Node node;
    private final List<Node> cluster;
    private final Path folder;
    private final int pauseMs;

    /** Holds the lock on the folder for as long as it is open. */
    private FileChannel lockFile;

    // shared between threads
    private volatile Process process;
    private volatile boolean stopping;

    /** One broker of a cluster; when it ends, it is started again after the pause, in milliseconds. */
    OwnBroker(Node node, List<Node> cluster, Path folder, int pauseMs) {
        this.node = node;
        this.cluster = cluster;
        this.folder = folder;
        this.pauseMs = pauseMs;
    }

    /**
     * Throws IOException, with a message for the user, if the folder cannot be written, or belongs to another process.
     */
    void start() throws IOException {
        try {
            Files.createDirectories(folder);
            lockFile = FileChannel.open(
                    folder.resolve("server.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lockFile.tryLock() == null) {
                throw new IOException(
                        "it belongs to another one that runs: give this one a folder of its own (--data), or"
                                + " use the brokers of the other one (--bootstrap)");
            }
            writeSettings();
            Files.deleteIfExists(logFile());
            process = launch();
        } catch (FileSystemException e) {
            throw new IOException("cannot use the folder " + folder + " (--data): " + e, e);
        } catch (IOException e) {
            throw new IOException("cannot use the folder " + folder + ": " + e.getMessage(), e);
        }
    }

    /**
     * Waits until it serves, and from then on starts it again whenever it ends. Throws IOException, with a message for
     * the user, if it does not come to serve.
     */
    void awaitServing() throws IOException {
        long deadline = System.nanoTime() + START_NANOS;
        Process first = process;
        try {
            while (!isServing()) {
                if (!first.isAlive() || System.nanoTime() - deadline > 0) {
                    stop(System.nanoTime());
                    throw new IOException("the broker does not start: see " + logFile());
                }
                Thread.sleep(KNOCK_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the broker was started", e);
        }
        Thread watch = new Thread(this::watch, "broker-" + node.id);
        watch.setDaemon(true);
        watch.start();
    }

    /** Where clients reach it, as host:port. */
    String address() {
        return HOST + ":" + node.port;
    }

    /** The id of its process. */
    long pid() {
        return process.pid();
    }

    /** Lets it end, and ends it if it has not done so by the deadline (nanoTime). */
    void stop(long deadline) {
        Process last = last();
        try {
            last.getOutputStream().close();
            if (!last.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                last.destroyForcibly().waitFor(1, TimeUnit.SECONDS);
            }
        } catch (IOException e) {
            last.destroyForcibly();
        } catch (InterruptedException e) {
            last.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** None is started after this one. */
    private synchronized Process last() {
        stopping = true;
        return process;
    }

    private synchronized boolean startAgain() throws IOException {
        if (!stopping) {
            process = launch();
        }
        return !stopping;
    }

    /** A reader of the file finds it whole, or as it was. */
    private void writeSettings() throws IOException {
        Properties settings = new Properties();
        settings.putAll(settings());
        Path written = folder.resolve(SETTINGS + ".new");
        try (OutputStream file = Files.newOutputStream(written)) {
            settings.store(file, "Written anew at each start.");
        }
        Files.move(written, settingsFile(), StandardCopyOption.REPLACE_EXISTING);
    }

    Map<String, String> settings() {
        String replicas = String.valueOf(Math.min(3, cluster.size()));
        String inSync = String.valueOf(Math.min(2, cluster.size()));
        String voters = cluster.stream()
                .map(each -> each.id + "@" + HOST + ":" + each.controllerPort)
                .collect(Collectors.joining(","));
        Map<String, String> settings = new TreeMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", String.valueOf(node.id));
        settings.put("controller.quorum.voters", voters);
        settings.put("listeners", "PLAINTEXT://" + address() + ",CONTROLLER://" + HOST + ":" + node.controllerPort);
        settings.put("advertised.listeners", "PLAINTEXT://" + address());
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("log.dirs", folder.resolve("log").toAbsolutePath().toString());
        settings.put("default.replication.factor", replicas);
        settings.put("min.insync.replicas", inSync);
        settings.put("offsets.topic.replication.factor", replicas);
        settings.put("offsets.topic.num.partitions", "3");
        settings.put("transaction.state.log.replication.factor", replicas);
        settings.put("transaction.state.log.min.isr", inSync);
        settings.put("transaction.state.log.num.partitions", "3");
        // Whoever comes back after a year goes on where it was, and does not begin anew.
        settings.put("offsets.retention.minutes", String.valueOf(Integer.MAX_VALUE));
        // Whoever dies is missed after three seconds.
        settings.put("broker.session.timeout.ms", "3000");
        settings.put("broker.heartbeat.interval.ms", "500");
        settings.put("group.min.session.timeout.ms", "3000");
        settings.put("group.initial.rebalance.delay.ms", "0");
        return settings;
    }

    private Path settingsFile() {
        return folder.resolve(SETTINGS);
    }

    private Path logFile() {
        return folder.resolve("broker.log");
    }

    private Process launch() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                        "-Dorg.slf4j.simpleLogger.showDateTime=true",
                        "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd HH:mm:ss.SSS",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "tenstages.server.Broker",
                        settingsFile().toString())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(logFile().toFile()))
                .start();
    }

    /** Connections are taken once the broker serves. */
    private boolean isServing() {
        try (Socket socket = new Socket(HOST, node.port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private void watch() {
        try {
            boolean running = true;
            while (running) {
                int exitCode = process.waitFor();
                if (!stopping) {
                    String ended =
                            "broker " + node.id + " has ended (exit code " + exitCode + "), and is started again";
                    Output.STDERR.println(ended);
                    Thread.sleep(pauseMs);
                }
                running = startAgain();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            Output.STDERR.println("broker " + node.id + " cannot be started again: " + e.getMessage());
        }
    }
}
