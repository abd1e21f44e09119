package tenstages.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tenstages.loadgen.engine.LoadResult;
import tenstages.loadgen.engine.RequestLines;
import tenstages.loadgen.process.Server;

/** The verb {@code latency}: response times of an open loop at half of what beyond/speed can do. */
@Command(
        name = "latency",
        description = "Response times of an open loop, at half the rate that beyond/speed reaches in a closed loop"
                + " with one request under way on each connection. The same rate for all, in alternation.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class LatencyCommand implements Callable<Integer> {
    @Option(names = "--rounds", defaultValue = "5", description = "Rounds; in each, every server has its turn.")
    private int rounds;

    @Option(names = "--seconds", defaultValue = "4", description = "Seconds for each figure.")
    private int seconds;

    @Option(names = "--warm-up", defaultValue = "3", description = "Seconds before the first figure of a process.")
    private int warmUp;

    @Option(names = "--connections", defaultValue = "50", description = "Connections.")
    private int connections;

    private static final int USERS = 1000;
    private static final double[] PERCENTILES = {50, 99, 99.9};

    @Override
    public Integer call() throws IOException {
        List<Peer> peers = Peer.all();
        double rate = mostOf(Peer.SPEED) / 2;
        Map<String, List<List<Double>>> all = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Peer peer : peers) {
                all.computeIfAbsent(peer.name(), name -> new ArrayList<>()).add(timesAt(rate, peer));
            }
        }
        Report report = new Report("open loop at " + Figures.thousands(rate) + " requests/s, " + connections
                + " connections, medians of " + rounds + " rounds of " + seconds + " s");
        report.row("server", "p50", "p99", "p99.9");
        all.forEach((name, times) -> report(report, name, times));
        report.print();
        return 0;
    }

    private double mostOf(Peer peer) throws IOException {
        try (Server server = peer.launcher().start()) {
            RequestLines lines = peer.requests(USERS);
            Load.closed(server, lines, connections, 1, Duration.ofSeconds(warmUp));
            return Load.closed(server, lines, connections, 1, Duration.ofSeconds(seconds))
                    .goodput();
        }
    }

    private List<Double> timesAt(double rate, Peer peer) throws IOException {
        try (Server server = peer.launcher().start()) {
            RequestLines lines = peer.requests(USERS);
            Load.open(server, lines, connections, rate, Duration.ofSeconds(warmUp));
            LoadResult result = Load.open(server, lines, connections, rate, Duration.ofSeconds(seconds));
            List<Double> times = new ArrayList<>();
            for (double percentile : PERCENTILES) {
                times.add(Figures.millis(result.response(), percentile));
            }
            return times;
        }
    }

    private static void report(Report report, String name, List<List<Double>> times) {
        List<String> cells = new ArrayList<>(List.of(name));
        for (int i = 0; i < PERCENTILES.length; i++) {
            int column = i;
            double median =
                    Figures.median(times.stream().map(each -> each.get(column)).toList());
            cells.add(Figures.millis(median));
        }
        report.row(cells.toArray(String[]::new));
    }
}
