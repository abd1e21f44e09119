package tenstages.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
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

/** The verb {@code peers}: throughput, in alternation, a new process of each server in each round. */
@Command(
        name = "peers",
        description = "Throughput of beyond/speed, stage 10, a bare echo, Redis and examples/rust, in alternation:"
                + " medians, ratios to beyond/speed, and p99.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class PeersCommand implements Callable<Integer> {
    @Option(names = "--rounds", defaultValue = "5", description = "Rounds; in each, every server has its turn.")
    private int rounds;

    @Option(names = "--seconds", defaultValue = "2", description = "Seconds for each figure.")
    private int seconds;

    @Option(names = "--warm-up", defaultValue = "3", description = "Seconds before the first figure of a process.")
    private int warmUp;

    @Option(
            names = "--pipelines",
            split = ",",
            defaultValue = "16,64,1",
            description = "Requests each connection keeps under way.")
    private List<Integer> pipelines;

    @Option(names = "--connections", defaultValue = "50", description = "Connections.")
    private int connections;

    @Option(names = "--users", defaultValue = "1000", description = "Users the events are spread over.")
    private int users;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write all figures and the chart as JSON.")
    private Path output;

    /** Throughputs and p99 of one server at one pipeline, a figure for each round. */
    private record Series(List<Double> rates, List<Double> p99) {
        Series() {
            this(new ArrayList<>(), new ArrayList<>());
        }
    }

    @Override
    public Integer call() throws IOException {
        Map<String, Map<Integer, Series>> all = new LinkedHashMap<>();
        List<Peer> peers = Peer.all();
        for (int round = 0; round < rounds; round++) {
            for (Peer peer : peers) {
                measure(peer, all.computeIfAbsent(peer.name(), name -> new LinkedHashMap<>()));
            }
        }
        Report report = new Report(title());
        Bars bars = new Bars("peers", "replies per second");
        for (int pipeline : pipelines) {
            report(report, pipeline, all);
            if (pipeline > 1) {
                all.forEach((name, figures) -> {
                    double median = Figures.median(figures.get(pipeline).rates);
                    bars.add("pipeline " + pipeline, name, median, Figures.thousands(median));
                });
            }
        }
        report.print();
        if (output != null) {
            new ObjectMapper()
                    .writeValue(output.toFile(), Map.of("rows", report.rows(), "charts", List.of(bars.json())));
        }
        return 0;
    }

    private void measure(Peer peer, Map<Integer, Series> figures) throws IOException {
        RequestLines lines = peer.requests(users);
        try (Server server = peer.launcher().start()) {
            Duration before = Duration.ofSeconds(warmUp);
            for (int pipeline : pipelines) {
                Load.closed(server, lines, connections, pipeline, before);
                LoadResult result = Load.closed(server, lines, connections, pipeline, Duration.ofSeconds(seconds));
                Series series = figures.computeIfAbsent(pipeline, key -> new Series());
                series.rates.add(result.goodput());
                series.p99.add(Figures.millis(result.service(), 99));
                before = Duration.ofSeconds(1);
            }
        }
    }

    private String title() {
        return connections + " connections, " + users + " users, medians of " + rounds + " rounds of " + seconds + " s";
    }

    private static void report(Report report, int pipeline, Map<String, Map<Integer, Series>> all) {
        double base = Figures.median(all.get(Peer.SPEED.name()).get(pipeline).rates);
        report.row("pipeline " + pipeline, "replies/s", "ratio", "least to most", "p99");
        all.forEach((name, byPipeline) -> {
            Series series = byPipeline.get(pipeline);
            double median = Figures.median(series.rates);
            report.row(
                    name + ", " + pipeline,
                    Figures.thousands(median),
                    Figures.ratio(median, base),
                    Figures.range(series.rates),
                    Figures.millis(Figures.median(series.p99)));
        });
    }
}
