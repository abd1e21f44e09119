package tenstages.server;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.state.HostInfo;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;

/**
 * The composition root: builds the parts, wires them together and starts them.
 *
 * <pre>
 *   clients <==> Acceptor, Connection         called by EventLoop when a socket is ready
 *                    | LineDecoder
 *                    v
 *                 Handler, RequestParser
 *                    |          |
 *              offer |          | of
 *                    v          v
 *                EventLog   Balances -> Peers <==> other servers
 *                    |          |
 *                    |          | find
 *                    |          v
 *                    |      BalanceStream
 *                    v          ^
 *              the log, partitioned, in a process or a cluster of its own
 *                    |
 *                    v
 *                Progress -> EventLog, Metrics
 *
 *   Metrics: Handler and Progress count, Handler asks
 *   Drain: ends the work of Acceptor, Handler, EventLog, Connections and BalanceStream, in this order
 * </pre>
 *
 * <ul>
 *   <li>{@code event-loop}, which was {@code main}: sockets, lines and replies. It waits until a socket is ready or
 *       a task is due.
 *   <li>{@code log-writer}: hands events to Kafka's producer. It waits for events, and in an outage for the log.
 *   <li>{@code kafka-producer-network-thread}: Kafka's. Tells what is acknowledged.
 *   <li>{@code log-progress}: asks the log how far it is applied. It waits for the log.
 *   <li>{@code ...-StreamThread-1} to {@code N}: Kafka's. Apply the events. They wait for the log and the work.
 *   <li>{@code reader}: looks balances up. It waits for a lock of Kafka Streams, and for a name server.
 *   <li>{@code broker-1}: waits for the end of our own broker, if there is one, and starts it again.
 *   <li>{@code stderr}: prints error messages.
 *   <li>{@code stdout}: prints the last line.
 *   <li>{@code CompletableFutureDelayScheduler} (its name on JDK 17), a thread of the JDK: ends what a drain waits for.
 *   <li>a thread of the JVM for each signal: drains, and exits.
 * </ul>
 */
public final class Main {
    /** Given up at an OutOfMemoryError, so that there is memory to say so. */
    private static byte[] reserve = new byte[1024 * 1024];

    private static final int BROKER_PAUSE_MS = 500;

    private Main() {}

    /** Serves until the process is ended. Exits with 2 for a user's mistake and with 1 for any other failure. */
    public static void main(String[] args) {
        // Kafka makes names of numbers, and refuses digits that are not ASCII.
        Locale.setDefault(Locale.ROOT);
        Thread.setDefaultUncaughtExceptionHandler(Main::fail);
        try {
            Config config = Config.of(args);
            if (config.help()) {
                CommandLine.usage(Config.class, System.out);
            } else {
                serve(config);
            }
        } catch (ParameterException e) {
            System.err.println(e.getMessage() + " (--help explains every option)");
            System.exit(ExitCode.USAGE);
        } catch (IOException e) {
            System.err.println(e.getMessage());
            System.exit(ExitCode.SOFTWARE);
        }
    }

    private static void serve(Config config) throws IOException {
        Optional<OwnBroker> broker = config.bootstrap() == null ? Optional.of(startBroker(config)) : Optional.empty();
        String bootstrap = broker.map(OwnBroker::address).orElse(config.bootstrap());
        EventLog.create(bootstrap, config);
        Output stdout = new Output(System.out, "stdout");
        SimulatedWork work = SimulatedWork.ofMillis(config.workMs());
        SimulatedWork hold = SimulatedWork.ofMillis(config.holdMs());
        Metrics metrics = new Metrics();
        EventLoop eventLoop = new EventLoop(System::nanoTime);
        EventLog log = new EventLog(bootstrap, config.queue(), eventLoop, metrics);
        Balances balances = new Balances(eventLoop);
        Handler handler = new Handler(balances::of, log, metrics);
        Acceptor acceptor = new Acceptor(config, eventLoop, handler);
        // The other servers ask only for what this one has, so a question is never passed on twice.
        Handler peerHandler = new Handler(balances::ofOwn, log, new Metrics());
        peerHandler.refuseEvents();
        Acceptor peerAcceptor = new Acceptor(
                Config.of("--host", config.host(), "--port", String.valueOf(config.peerPort())),
                eventLoop,
                peerHandler);
        HostInfo here = address(config, peerAcceptor);
        BalanceStream stream = new BalanceStream(config, bootstrap, here, work, hold);
        balances.use(stream, here);
        Drain drain = new Drain(eventLoop, acceptor, handler, log, stream, broker, metrics, stdout);
        drain.onSignals(config.drainMs(), "INT", "TERM");
        log.start();
        stream.start();
        Thread.currentThread().setName("event-loop");
        System.out.println("listening on " + acceptor.address());
        eventLoop.run();
    }

    private static OwnBroker startBroker(Config config) throws IOException {
        Node node = Node.of(1, 0, config.data());
        OwnBroker broker = new OwnBroker(node, List.of(node), config.data(), BROKER_PAUSE_MS);
        broker.start();
        broker.awaitServing();
        System.out.println(
                "broker at " + broker.address() + ", data in " + config.data().toAbsolutePath());
        return broker;
    }

    /** Where the other servers reach this one. */
    private static HostInfo address(Config config, Acceptor acceptor) throws IOException {
        HostInfo address = HostInfo.buildFromEndpoint(acceptor.address());
        if (config.advertise() != null) {
            requireAdvertise(config.advertise().matches("[\\w.-]+"), "must be the name of a host");
            return new HostInfo(config.advertise(), address.port());
        }
        boolean nameless = InetAddress.getByName(config.host()).isAnyLocalAddress();
        requireAdvertise(!nameless || config.bootstrap() == null, "is needed with --host " + config.host());
        return address;
    }

    private static void requireAdvertise(boolean right, String wrong) {
        if (!right) {
            throw new ParameterException(new CommandLine(Config.class), "--advertise: " + wrong);
        }
    }

    /**
     * An Error, or an exception that nobody else catches, ends the process: no part of it lives on without another.
     * What Kafka throws is no bug of ours.
     */
    private static void fail(Thread thread, Throwable failure) {
        reserve = null;
        try {
            if (!(failure instanceof VirtualMachineError || failure instanceof KafkaException)) {
                Output.STDERR.println("this is a bug:", failure);
            }
            Object reason = failure instanceof KafkaException ? failure.getMessage() : failure;
            String last = thread.getName() + " failed, and the server ends: " + reason;
            Output.STDERR.finish(last, System.nanoTime() + 1_000_000_000);
        } catch (InterruptedException e) {
            // The process ends all the same.
        } finally {
            Runtime.getRuntime().halt(ExitCode.SOFTWARE);
        }
    }
}
