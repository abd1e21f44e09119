package tenstages.server;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
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
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A broker of our own, in a process of its own, from its start to the end of this process. If it ends sooner, it is
 * started again. Its folder holds its data, its settings and its log file, {@code broker.log}.
 */
final class OwnBroker {
    private static final long START_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long END_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int LOOK_MS = 50;

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
     * Throws IOException, with a message for the user, if the folder cannot be written, or belongs to another process,
     * or if a port of the broker is taken.
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
            awaitEndOfFormerBroker();
            node.requireFree();
            writeSettings();
            Files.deleteIfExists(logFile());
            Files.deleteIfExists(pidFile());
            process = launch();
        } catch (FileSystemException e) {
            throw new IOException("cannot use the folder " + folder + " (--data): " + e, e);
        } catch (IOException e) {
            throw new IOException("cannot use the folder " + folder + ": " + e.getMessage(), e);
        }
    }

    /** The broker of a server that was killed ends a moment after it, and has its ports until then. */
    private void awaitEndOfFormerBroker() throws IOException {
        long deadline = System.nanoTime() + END_NANOS;
        try (FileChannel lock = Broker.lockFile(folder)) {
            while (lock.tryLock() == null) {
                if (System.nanoTime() - deadline > 0) {
                    throw new IOException("a broker of a server that has ended still runs there: end it");
                }
                pause();
            }
        }
    }

    /**
     * Waits until it serves, and from then on starts it again whenever it ends. Throws IOException, with a message for
     * the user, if it does not come to serve.
     */
    void awaitServing() throws IOException {
        long deadline = System.nanoTime() + START_NANOS;
        Process first = process;
        while (!isServing()) {
            if (!first.isAlive() || System.nanoTime() - deadline > 0) {
                stop(System.nanoTime());
                throw new IOException("the broker does not start: see " + logFile());
            }
            pause();
        }
        Thread watch = new Thread(this::watch, "broker-" + node.id());
        watch.setDaemon(true);
        watch.start();
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(LOOK_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the broker was started", e);
        }
    }

    /** Where clients reach it, as host:port. */
    String address() {
        return node.address();
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
        Path written = folder.resolve(Node.SETTINGS + ".new");
        try (OutputStream file = Files.newOutputStream(written)) {
            settings.store(file, "Written anew at each start.");
        }
        Files.move(written, settingsFile(), StandardCopyOption.REPLACE_EXISTING);
    }

    Map<String, String> settings() {
        String replicas = String.valueOf(Math.min(3, cluster.size()));
        String inSync = String.valueOf(Math.min(2, cluster.size()));
        String voters = cluster.stream()
                .map(each -> each.id() + "@" + Node.HOST + ":" + each.controllerPort())
                .collect(Collectors.joining(","));
        Map<String, String> settings = new TreeMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", String.valueOf(node.id()));
        settings.put("controller.quorum.voters", voters);
        settings.put(
                "listeners", "PLAINTEXT://" + address() + ",CONTROLLER://" + Node.HOST + ":" + node.controllerPort());
        settings.put("advertised.listeners", "PLAINTEXT://" + address());
        settings.put("controller.listener.names", "CONTROLLER");
        // In the folder, where the process is started: Kafka would take a path with a comma for two.
        settings.put("log.dirs", "log");
        settings.put("default.replication.factor", replicas);
        settings.put("min.insync.replicas", inSync);
        settings.put("offsets.topic.replication.factor", replicas);
        settings.put("offsets.topic.num.partitions", "3");
        settings.put("transaction.state.log.replication.factor", replicas);
        settings.put("transaction.state.log.min.isr", inSync);
        settings.put("transaction.state.log.num.partitions", "3");
        // Whoever comes back after a year finds every event, and goes on where it was.
        settings.put("log.retention.ms", "-1");
        settings.put("offsets.retention.minutes", String.valueOf(Integer.MAX_VALUE));
        settings.put("transactional.id.expiration.ms", String.valueOf(Integer.MAX_VALUE));
        // A server's clock, or one that has been set right, may be ahead of the broker's.
        settings.put("log.message.timestamp.after.max.ms", String.valueOf(Long.MAX_VALUE));
        // That a broker or a server has died is noticed after three seconds.
        settings.put("broker.session.timeout.ms", "3000");
        settings.put("broker.heartbeat.interval.ms", "500");
        settings.put("group.min.session.timeout.ms", "3000");
        settings.put("group.initial.rebalance.delay.ms", "0");
        return settings;
    }

    private Path settingsFile() {
        return folder.resolve(Node.SETTINGS);
    }

    private Path logFile() {
        return folder.resolve("broker.log");
    }

    private Path pidFile() {
        return folder.resolve(Broker.PID);
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
                        classPath(),
                        Broker.class.getName(),
                        Node.SETTINGS)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(logFile().toAbsolutePath().toFile()))
                .start();
    }

    /** The class path of this process, for one in another folder. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** It says so itself. Whoever knocks at its port does not know who opens. */
    private boolean isServing() throws IOException {
        return Files.exists(pidFile()) && Files.readString(pidFile()).equals(String.valueOf(process.pid()));
    }

    private void watch() {
        try {
            boolean running = true;
            while (running) {
                int exitCode = process.waitFor();
                if (!stopping) {
                    String ended =
                            "broker " + node.id() + " has ended (exit code " + exitCode + "), and is started again";
                    Output.STDERR.println(ended);
                    Thread.sleep(pauseMs);
                }
                running = startAgain();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            Output.STDERR.println("broker " + node.id() + " cannot be started again: " + e.getMessage());
        }
    }
}
