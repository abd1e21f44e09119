package tenstages.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tenstages.loadgen.engine.LoadResult;
import tenstages.loadgen.engine.RequestLines;
import tenstages.loadgen.process.ProcessFigures;
import tenstages.loadgen.process.ServerProcess;
import tenstages.loadgen.protocol.LineClient;
import tenstages.loadgen.protocol.MetricsReply;
import tenstages.loadgen.protocol.Replies;
import tenstages.loadgen.protocol.Requests;

/** The verb {@code soak}: hours in small. Ordinary and hostile clients, then SIGINT; nothing may grow or be lost. */
@Command(
        name = "soak",
        description =
                "Loads beyond/speed with ordinary and hostile clients, then sends SIGINT. Exits with 1 if memory or"
                        + " descriptors grew, or if the accounting is not exact.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class SoakCommand implements Callable<Integer> {
    private static final int USERS = 1000;
    private static final int CONNECTIONS = 40;
    private static final int PIPELINE = 8;
    private static final int SLICES = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Of the heap after the first slice; more is a leak. */
    private static final double MOST_GROWTH = 1.2;

    @Option(names = "--minutes", defaultValue = "10", description = "How long.")
    private double minutes;

    @Override
    public Integer call() throws IOException {
        try (ServerProcess server = Load.startServer()) {
            return soak(server) ? 0 : 1;
        }
    }

    private boolean soak(ServerProcess server) throws IOException {
        ProcessFigures figures = ProcessFigures.of(server);
        List<Long> heaps = new ArrayList<>();
        // To ask a JVM for its heap makes it open a socket for such questions, once.
        figures.liveBytes();
        long descriptors = figures.descriptors();
        long accepted = 0;
        Report report = new Report("soak: " + CONNECTIONS + " ordinary connections beside hostile ones");
        report.row("minute", "replies/s", "p99", "live heap", "resident");
        AtomicBoolean ended = new AtomicBoolean();
        List<Thread> hostile = HostileClients.start(server.address(), ended);
        Duration slice = Duration.ofMillis((long) (minutes * 60_000 / SLICES));
        for (int i = 1; i <= SLICES; i++) {
            LoadResult result = Load.closed(server, RequestLines.buysOfOne(USERS), CONNECTIONS, PIPELINE, slice);
            accepted += result.accepted();
            heaps.add(figures.liveBytes());
            report.row(
                    String.valueOf(minutes * i / SLICES),
                    Report.thousands(result.goodput()),
                    Report.p99(result.service()),
                    Report.megabytes(heaps.get(i - 1)),
                    Report.megabytes(figures.residentBytes()));
        }
        ended.set(true);
        hostile.forEach(SoakCommand::join);
        report.print();
        boolean flat = verdict(
                "live heap at the end, as a multiple of the first",
                heaps.get(SLICES - 1) / (double) heaps.get(0),
                MOST_GROWTH);
        boolean closed = verdict("descriptors more than at the start", leftAfter(figures, descriptors), 0);
        boolean exact = verdict("events of ordinary clients missing or twice", accepted - sum(server), 0);
        return flat & closed & exact & drained(server);
    }

    private static boolean verdict(String what, double value, double most) {
        boolean good = Math.abs(value) <= most;
        System.out.printf(Locale.ROOT, "%s: %.2f%s%n", what, value, good ? "" : "   TOO MUCH");
        return good;
    }

    /** The server closes what its clients have closed, but not at once. */
    private static long leftAfter(ProcessFigures figures, long before) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (figures.descriptors() > before && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        return figures.descriptors() - before;
    }

    private static long sum(ServerProcess server) throws IOException {
        long sum = 0;
        try (LineClient client = new LineClient(server.address(), PATIENCE)) {
            for (int i = 0; i < USERS; i++) {
                sum += Replies.readBalance(client.ask(Requests.balanceOf("user" + i)))
                        .orElseThrow();
            }
        }
        return sum;
    }

    /** Whether the last line accounts for every event, and the exit code says so. */
    private static boolean drained(ServerProcess server) throws IOException {
        server.signal("INT");
        int exitCode = server.awaitExit(PATIENCE);
        List<String> lines = server.stdoutLines();
        String last = lines.get(lines.size() - 1);
        System.out.println("after SIGINT: exit code " + exitCode + ", " + last);
        return exitCode == 0
                && MetricsReply.parse(last)
                        .filter(metrics -> metrics.pending() == 0)
                        .isPresent();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
