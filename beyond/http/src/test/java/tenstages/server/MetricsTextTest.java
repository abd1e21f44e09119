package tenstages.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsTextTest {
    private final BlockingQueue<Request.Work> queue = new ArrayBlockingQueue<>(10);
    private final Metrics metrics = new Metrics();
    private final ContentionStats contention = new ContentionStats(Output.STDERR, false);
    private final MetricsText text = new MetricsText(Config.of("--queue=10"), queue, metrics, contention);

    @Test
    void everyCounterIsThere() {
        for (int i = 0; i < 10; i++) {
            metrics.eventReceived();
        }
        for (int i = 0; i < 3; i++) {
            metrics.eventProcessed();
        }
        metrics.eventDropped();
        metrics.eventFailed();
        queue.add(new Request.Event("ada", 1));
        contention.record("ada", 1, new TimedLock.Times(1_500_000_000L, 250_000_000));
        assertThat(samples(false))
                .contains(
                        "tenstages_events_received_total 10",
                        "tenstages_events_processed_total 3",
                        "tenstages_events_dropped_total 1",
                        "tenstages_events_failed_total 1",
                        "tenstages_events_pending 5",
                        "tenstages_queue_length 1",
                        "tenstages_queue_capacity 10",
                        "tenstages_workers 16",
                        "tenstages_connections 7",
                        "tenstages_connections_limit 10000",
                        "tenstages_lock_acquisitions_total 1",
                        "tenstages_lock_wait_seconds_total 1.5",
                        "tenstages_lock_hold_seconds_total 0.25")
                .anyMatch(line -> line.startsWith("process_cpu_seconds_total "))
                .anyMatch(line -> line.startsWith("process_start_time_seconds 1."))
                .anyMatch(line -> line.startsWith("jvm_heap_used_bytes "))
                .anyMatch(line -> line.startsWith("jvm_threads_current "));
    }

    /** The official client, given the same families, writes the same lines, but for how it writes a whole number. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theTextIsThatOfTheOfficialClient(boolean openMetrics) throws IOException {
        String ours = text.reply(openMetrics, 7).toString() + "\n";
        MetricSnapshots.Builder families = MetricSnapshots.builder();
        List<String> lines = ours.lines().filter(line -> !line.equals("# EOF")).toList();
        assertThat(lines.size() % 3).isZero();
        for (int i = 0; i < lines.size(); i += 3) {
            String[] help = lines.get(i).split(" ", 4);
            double value = Double.parseDouble(lines.get(i + 2).split(" ", -1)[1]);
            add(families, lines.get(i + 1).endsWith(" counter"), help[2].replaceAll("_total$", ""), help[3], value);
        }
        ExpositionFormatWriter writer = openMetrics
                ? OpenMetricsTextFormatWriter.builder().build()
                : PrometheusTextFormatWriter.builder().build();
        ByteArrayOutputStream theirs = new ByteArrayOutputStream();
        writer.write(theirs, families.build(), EscapingScheme.UNDERSCORE_ESCAPING);
        assertThat(normal(ours)).containsExactlyInAnyOrderElementsOf(normal(theirs.toString(UTF_8)));
        assertThat(ours.endsWith("# EOF\n")).isEqualTo(openMetrics);
    }

    private static void add(MetricSnapshots.Builder families, boolean counter, String name, String help, double value) {
        if (counter) {
            families.metricSnapshot(CounterSnapshot.builder()
                    .name(name)
                    .help(help)
                    .dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                            .value(value)
                            .build())
                    .build());
        } else {
            families.metricSnapshot(GaugeSnapshot.builder()
                    .name(name)
                    .help(help)
                    .dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                            .value(value)
                            .build())
                    .build());
        }
    }

    /** Numbers as the official client writes them. */
    private static List<String> normal(String text) {
        return text.lines()
                .map(line -> line.startsWith("#")
                        ? line
                        : line.split(" ", -1)[0] + " " + Double.parseDouble(line.split(" ", -1)[1]))
                .toList();
    }

    @Test
    void promtoolHasNothingToSay() throws Exception {
        requirePromtool();
        Process promtool = new ProcessBuilder("promtool", "check", "metrics")
                .redirectErrorStream(true)
                .start();
        promtool.getOutputStream().write((text.reply(false, 7) + "\n").getBytes(UTF_8));
        promtool.getOutputStream().close();
        assertThat(new String(promtool.getInputStream().readAllBytes(), UTF_8)).isEmpty();
        assertThat(promtool.waitFor()).isZero();
    }

    @Test
    void promtoolTakesTheFilesBesideTheCode() throws Exception {
        requirePromtool();
        Process promtool = new ProcessBuilder("promtool", "check", "config", "prometheus.yml")
                .redirectErrorStream(true)
                .start();
        assertThat(new String(promtool.getInputStream().readAllBytes(), UTF_8)).contains("2 rules found");
        assertThat(promtool.waitFor()).isZero();
    }

    /** An alert on a name that nobody has would never strike. */
    @Test
    void theAlertsAreAboutWhatIsThere() throws Exception {
        Matcher names = Pattern.compile("tenstages_\\w+").matcher(Files.readString(Path.of("alerts.yml")));
        assertThat(names.results().toList()).hasSize(3).allSatisfy(name -> assertThat(samples(false))
                .anyMatch(sample -> sample.startsWith(name.group() + " ")));
    }

    private static void requirePromtool() {
        assumeThat(System.getenv("PATH").split(":"))
                .as("promtool is there")
                .anyMatch(folder -> new File(folder, "promtool").canExecute());
    }

    /** What the field says, and whether the answer is OpenMetrics. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "| false",
                "*/* | false",
                "text/plain | false",
                "application/openmetrics-text | true",
                "Application/OpenMetrics-Text; version=1.0.0 | true",
                "application/openmetrics-text;q=0 | false",
                "application/openmetrics-text;q=0.5,text/plain;q=0.6 | false",
                "text/plain;q=0.5, application/openmetrics-text ; version=1.0.0 ; q=0.5 | true",
                "application/openmetrics-text;version=1.0.0;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5,"
                        + "text/plain;version=0.0.4;q=0.4,*/*;q=0.2 | true",
                "application/openmetrics-text-x | false"
            })
    void theFormatIsTheOneThatIsAskedFor(String accept, boolean openMetrics) {
        assertThat(MetricsText.isOpenMetrics(accept)).isEqualTo(openMetrics);
    }

    @Test
    void itIsAskedForByTheFieldAccept() {
        String request = "GET /metrics HTTP/1.1\r\nHost: x\r\nAccept: text/plain;q=0.5\r\n"
                + "accept: application/openmetrics-text\r\nAccept: image/png\r\n\r\n";
        assertThat(new Talk().say(request))
                .contains("\r\nContent-Type: application/openmetrics-text; version=1.0.0; charset=utf-8\r\n")
                .contains("\r\nVary: Accept\r\n")
                .endsWith("\n# EOF\n");
        assertThat(new Talk().say(Requests.get("/metrics")))
                .contains("\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8\r\n");
    }

    private List<String> samples(boolean openMetrics) {
        return text.reply(openMetrics, 7).toString().lines().toList();
    }
}
