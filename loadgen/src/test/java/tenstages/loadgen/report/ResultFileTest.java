package tenstages.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tenstages.loadgen.engine.Arrivals;
import tenstages.loadgen.engine.LoadResult;
import tenstages.loadgen.engine.Verdict.Status;

/** Every figure in the files for programs stands under its name and in its unit. */
class ResultFileTest {
    private static final double[] PERCENTILES = {50, 75, 90, 95, 99, 99.9, 99.99};

    @TempDir
    private Path folder;

    @Test
    void theJsonOfAClosedLoop() throws IOException {
        MadeResult made = MadeResult.closedLoop().verdict(Status.CLIENT_LIMITED, "one reason", "another reason");
        made.violations = List.of("one violation", "another violation");
        JsonNode json = json(made.result());
        expect(
                json,
                """
                {
                  "schema": 1,
                  "plan": {"target": "localhost:7001", "loop": "closed", "connections": 51, "threads": 1,
                    "timeout_ms": 1500, "pipeline": 16},
                  "seconds": 4.0,
                  "replies_per_second": 1912.5,
                  "goodput_per_second": 1875.0,
                  "replies_by_second": [1900, 1910, 1920, 1930],
                  "replies": {"accepted": 7000, "error invalid_json": 60, "ok": 500, "rejected server_busy": 90},
                  "accounting": {"scheduled": 7671, "accepted": 7000, "ok": 500, "rejected": 90,
                    "error": 60, "unknown": 0,
                    "timed_out": 11, "in_flight": 7, "never_sent": 3},
                  "late": 2,
                  "connections": {"served": 40, "unanswered": 1, "turned_away": 5, "lost": 3, "failed": 2},
                  "client": {"cpu_share": 0.25, "wait_share": 0.1, "gc_ms": 12},
                  "violation_count": 2,
                  "violations": ["one violation", "another violation"],
                  "verdict": {"status": "CLIENT-LIMITED", "reasons": ["one reason", "another reason"]}
                }
                """);
    }

    @Test
    void thePlanOfAnOpenLoop() throws IOException {
        assertThat(json(MadeResult.openLoop().result()).get("plan").toString())
                .isEqualTo("{\"target\":\"localhost:7001\",\"loop\":\"open\","
                        + "\"connections\":51,\"threads\":1,\"timeout_ms\":1500,"
                        + "\"rate_per_second\":2000.0,\"arrivals\":\"uniform\"}");
        assertThat(json(MadeResult.openLoop(Arrivals.poisson(0.5, 1)).result())
                        .at("/plan/arrivals")
                        .asText())
                .isEqualTo("poisson");
    }

    @Test
    void timesAreInMillisecondsUnderTheirNames() throws IOException, DataFormatException {
        LoadResult result = MadeResult.openLoop().result();
        JsonNode times = json(result).get("times");
        assertThat(times.size()).isEqualTo(6);
        expectTimes(times.get("response"), result.response(), 1000, 1000);
        expectTimes(times.get("service"), result.service(), 1000, 2);
        expectTimes(times.get("closed_loop_view"), result.closedLoopView(), 100, 0.007);
        expectTimes(times.get("failures"), result.failures(), 100, 3);
        expectTimes(times.get("send_lag"), result.sendLag(), 100, 0.005);
        expectTimes(times.get("read_lag"), result.readLag(), 100, 0.009);
    }

    /** The values rise evenly to the longest one. */
    private static void expectTimes(JsonNode times, Histogram histogram, int count, double maxMillis)
            throws DataFormatException {
        assertThat(times.size()).isEqualTo(4 + PERCENTILES.length);
        assertThat(times.get("count").asInt()).isEqualTo(count);
        expectMillis(times.get("mean_ms"), maxMillis * (count + 1) / 2 / count);
        expectMillis(times.get("max_ms"), maxMillis);
        for (String name : List.of("p50", "p75", "p90", "p95", "p99", "p99.9", "p99.99")) {
            double rank = Math.ceil(count * Double.parseDouble(name.substring(1)) / 100);
            expectMillis(times.get(name + "_ms"), maxMillis * rank / count);
        }
        byte[] encoded = Base64.getDecoder().decode(times.get("histogram").asText());
        Histogram decoded = Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(encoded), 1);
        assertThat(decoded).isEqualTo(histogram);
    }

    private static void expectMillis(JsonNode actual, double expected) {
        assertThat(actual.asDouble()).isCloseTo(expected, within(expected / 900));
    }

    @Test
    void theCsvHasANumberForEachName() {
        String[] lines = ResultFile.csv(MadeResult.openLoop().result()).split("\n", -1);
        assertThat(lines).hasSize(3);
        assertThat(lines[0])
                .isEqualTo("replies_per_second,goodput_per_second,scheduled,accepted,ok,rejected,"
                        + "error,unknown,timed_out,in_flight,never_sent,"
                        + "p50_ms,p75_ms,p90_ms,p95_ms,p99_ms,p99.9_ms,p99.99_ms");
        String[] numbers = lines[1].split(",", -1);
        assertThat(lines[1]).startsWith("1912.5,1875.0,7671,7000,500,90,60,0,11,7,3,");
        assertThat(numbers).hasSize(11 + PERCENTILES.length);
        for (int i = 0; i < PERCENTILES.length; i++) {
            double millis = Math.ceil(PERCENTILES[i] * 10);
            assertThat(Double.parseDouble(numbers[11 + i])).isCloseTo(millis, within(millis / 900));
        }
        assertThat(lines[2]).isEmpty();
    }

    @Test
    void theLogHasTheResponseTimesAsHdrHistogramsReaderReadsThem() throws IOException {
        LoadResult result = MadeResult.openLoop().result();
        Path log = folder.resolve("run.hlog");
        Files.writeString(log, ResultFile.histogramLog(result));
        try (HistogramLogReader reader = new HistogramLogReader(log.toFile())) {
            Histogram read = (Histogram) reader.nextIntervalHistogram();
            assertThat(read).isEqualTo(result.response());
            assertThat(read.getTag()).isEqualTo("response");
            assertThat(read.getEndTimeStamp() - read.getStartTimeStamp()).isEqualTo(4000);
            assertThat(reader.nextIntervalHistogram()).isNull();
        }
        assertThat(result.response().getTag())
                .as("the result itself is as it was")
                .isNull();
    }

    @Test
    void aPercentileHasNoMoreDigitsThanItNeeds() {
        assertThat(ResultFile.name(50)).isEqualTo("p50");
        assertThat(ResultFile.name(99.9)).isEqualTo("p99.9");
        assertThat(ResultFile.name(99.99)).isEqualTo("p99.99");
        assertThat(ResultFile.percentiles()).isEqualTo(PERCENTILES);
        ResultFile.percentiles()[0] = 1;
        assertThat(ResultFile.percentiles()).as("a copy").isEqualTo(PERCENTILES);
    }

    /** All but the times, which have a test of their own. */
    private static void expect(JsonNode json, String expected) throws IOException {
        assertThat(json.has("times")).isTrue();
        assertThat(((ObjectNode) json).without("times").toPrettyString())
                .isEqualTo(new ObjectMapper().readTree(expected).toPrettyString());
    }

    private static JsonNode json(LoadResult result) throws IOException {
        return new ObjectMapper().readTree(ResultFile.json(result));
    }
}
