package tenstages.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import kafka.Kafka;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import sun.misc.Signal;

/**
 * The program of a broker's process: Kafka, and a thread that ends it when its parent has ended, however that came
 * about. {@link OwnBroker} starts it.
 */
final class Broker {
    /** Holds the lock on the folder for as long as it is open: until the process ends. */
    private static FileChannel lock;

    /** The file in which it writes the id of its process once it serves. */
    static final String PID = "broker.pid";

    private Broker() {}

    /** Where the process of a broker locks its folder. */
    static FileChannel lockFile(Path folder) throws IOException {
        return FileChannel.open(folder.resolve("broker.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /**
     * The argument is the file with the broker's settings, in the folder where it is started. One process at a time
     * uses it: the next one waits.
     */
    public static void main(String[] args) throws IOException {
        Locale.setDefault(Locale.ROOT);
        // Ctrl+C in a terminal goes to every process there, and others signal whole groups, too. The parent drains,
        // and needs its broker for that.
        Signal.handle(new Signal("INT"), signal -> {});
        Signal.handle(new Signal("TERM"), signal -> {});
        Thread parent = new Thread(Broker::awaitEndOfParent, "parent");
        parent.setDaemon(true);
        parent.start();
        lock = lockFile(Path.of(""));
        lock.lock();
        if (StorageTool.execute(format(args[0]), System.out) != 0) {
            System.exit(1);
        }
        try {
            new KafkaRaftServer(KafkaConfig.fromProps(Kafka.getPropsFromArgs(args)), new SteadyTime()).startup();
        } catch (Throwable e) {
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
        Files.writeString(Path.of(PID), String.valueOf(ProcessHandle.current().pid()));
    }

    /**
     * The arguments that make the folder a broker's, unless it is one already. Not with version 2 of the transactions:
     * there (Kafka 4.3.1) one that was about to be committed when a lone broker was killed can stay open for ever, and
     * nobody reads past it.
     */
    private static String[] format(String settings) {
        return new String[] {
            "format",
            "--ignore-formatted",
            "--cluster-id",
            "tenstages",
            "--feature",
            "transaction.version=1",
            "--config",
            settings
        };
    }

    /**
     * The parent holds the other end of stdin, and writes nothing: reading ends when the parent does. What has been
     * acknowledged is with the operating system by then, and outlives both.
     */
    private static void awaitEndOfParent() {
        try {
            System.in.read();
        } catch (IOException e) {
            // It has ended, too.
        }
        Runtime.getRuntime().halt(0);
    }
}
