package tenstages.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tenstages.loadgen.engine.Arrivals;
import tenstages.loadgen.engine.LoadResult;
import tenstages.loadgen.engine.Verdict.Status;

/** Every figure of the report stands where its name is. */
class RunReportTest {
    private static final String LONG_VIOLATION =
            "connection 17: 3 replies missing at the end of the connection: the server closed it without a word";

    @Test
    void theThreadsStandInTheFirstLineIfThereAreSeveral() {
        MadeResult made = MadeResult.closedLoop();
        made.threads = 2;
        assertThat(RunReport.text(made.result(), 100))
                .startsWith("4.0 s against localhost:7001, closed loop, 51 connections, pipeline 16, 2 threads\n");
    }

    @Test
    void aClosedLoop() {
        MadeResult made = MadeResult.closedLoop();
        made.connections = new LoadResult.Connections(51, 0, 0, 0, 0, "");
        assertThat(RunReport.text(made.result(), 80))
                .isEqualTo(
                        """
                4.0 s against localhost:7001, closed loop, 51 connections, pipeline 16

                  Replies/s                            1,913  of all kinds
                  Goodput/s                            1,875  accepted or ok

                  Latency   response   read lag   rejected, error
                  mean      501 ms     4.55 µs    1.52 ms
                  p50       500 ms     4.50 µs    1.50 ms
                  p90       900 ms     8.10 µs    2.70 ms
                  p99       990 ms     8.91 µs    2.97 ms
                  p99.9     999 ms     9.01 µs    3.00 ms
                  max       1.00 s     9.01 µs    3.00 ms

                  Read lag is this client's own lateness.

                  accepted                             7,000
                  error invalid_json                      60
                  ok                                     500
                  rejected server_busy                    90

                  A success says so (a status such as ok or accepted, ok or success true, a
                  result) and names no error; --ok sets another condition.

                  Accounting: 7,671 scheduled = 7,000 accepted + 500 ok + 90 rejected + 60
                    error + 11 timed out + 7 in flight at the end + 3 never sent
                  Verdict: VALID""");
    }

    @Test
    void anOpenLoopWithAllThatCanGoWrong() {
        MadeResult made = MadeResult.openLoop().verdict(Status.CLIENT_LIMITED, "one reason", "another reason");
        made.violations = List.of("connection 4: one reply too many", LONG_VIOLATION);
        assertThat(RunReport.text(made.result(), 80))
                .isEqualTo(
                        """
                4.0 s against localhost:7001, open loop, 2,000 requests/s, evenly spaced, 51
                  connections
                40 of 51 connections were served, 1 got no reply, 5 were turned away, 3 were
                  closed by the server, 2 could not be opened

                  Replies/s                            1,913  of all kinds
                  Goodput/s                            1,875  accepted or ok

                  Latency   response   service   send lag   read lag   rejected, error
                  mean      501 ms     1.00 ms   2.53 µs    4.55 µs    1.52 ms
                  p50       500 ms     1.00 ms   2.50 µs    4.50 µs    1.50 ms
                  p90       900 ms     1.80 ms   4.50 µs    8.10 µs    2.70 ms
                  p99       990 ms     1.98 ms   4.95 µs    8.91 µs    2.97 ms
                  p99.9     999 ms     2.00 ms   5.00 µs    9.01 µs    3.00 ms
                  max       1.00 s     2.00 ms   5.00 µs    9.01 µs    3.00 ms

                  Response counts from when a request was due, service from when it was sent;
                  send lag and read lag are this client's own lateness. A closed loop does not
                  ask while it waits (coordinated omission): here it would have told a p99 of
                  6.93 µs.

                  accepted                             7,000
                  error invalid_json                      60
                  ok                                     500
                  rejected server_busy                    90

                  A success says so (a status such as ok or accepted, ok or success true, a
                  result) and names no error; --ok sets another condition.

                  Accounting: 7,671 scheduled = 7,000 accepted + 500 ok + 90 rejected + 60
                    error + 11 timed out + 7 in flight at the end + 3 never sent
                  Violation: connection 4: one reply too many
                  Violation: connection 17: 3 replies missing at the end of the connection:
                    the server closed it without a word
                  Verdict: CLIENT-LIMITED: one reason; another reason""");
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 80, 100})
    void noLineIsLongerThanTheTerminalIsWide(int width) {
        for (MadeResult made : List.of(
                MadeResult.closedLoop(), MadeResult.openLoop(), MadeResult.openLoop(Arrivals.poisson(0.5, 1)))) {
            made.violations = List.of(LONG_VIOLATION, LONG_VIOLATION);
            made.verdict(
                    Status.CLIENT_LIMITED,
                    "1 % of the requests left more than 3.4 ms late",
                    "only 4,000 requests were sent at the rate asked for");
            assertThat(RunReport.text(made.result(), width).lines())
                    .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(width));
        }
    }

    @Test
    void theFiguresOfWhichTheClientHasAThirdAreNamed() {
        MadeResult made = MadeResult.openLoop();
        made.sendLag = MadeResult.upTo(100, 1_600_000);
        made.readLag = MadeResult.upTo(100, 1_600_000);
        assertThat(RunReport.text(made.result(), 200)).doesNotContain("a third or more");
        made.readLag = MadeResult.upTo(100, 1_900_000);
        assertThat(RunReport.text(made.result(), 200))
                .contains("Of p50, p90, p99, p99.9, max a third or more can be of this kind.\n");
        MadeResult closed = MadeResult.closedLoop();
        closed.sendLag = MadeResult.none();
        closed.readLag = MadeResult.none();
        closed.readLag.recordValue(310_000_000);
        assertThat(RunReport.text(closed.result(), 200))
                .contains("Read lag is this client's own lateness. Of p50, p90 a third or more can be of this kind.\n");
        closed.readLag.recordValue(400_000_000);
        assertThat(RunReport.text(closed.result(), 200)).contains(", max a third or more can be of this kind.\n");
    }

    @Test
    void theRateAndTheSpacingOfAnOpenLoopAreNamed() {
        assertThat(RunReport.text(MadeResult.openLoop(Arrivals.poisson(0.5, 1)).result(), 100))
                .contains("open loop, 0.5 requests/s, poisson, 51 connections");
    }

    @Test
    void timesThatNobodyMeasuredHaveNoColumn() {
        MadeResult made = MadeResult.openLoop();
        made.response = MadeResult.none();
        made.service = MadeResult.none();
        assertThat(RunReport.text(made.result(), 80)).contains("  Latency   send lag   read lag   rejected, error\n");
    }

    @Test
    void whereNothingWasMeasuredThereIsNoTable() {
        MadeResult made = MadeResult.closedLoop();
        made.response = MadeResult.none();
        made.readLag = MadeResult.none();
        made.failures = MadeResult.none();
        assertThat(RunReport.text(made.result(), 80)).doesNotContain("Latency", "lateness");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 400 Bad Request", "<!DOCTYPE HTML>", "<html><head>"})
    void aWebServerIsToldInOneLine(String reply) {
        MadeResult made = MadeResult.closedLoop();
        made.violations = List.of(
                "connection 0: request 0 got what is no reply: " + reply,
                "connection 0: one reply too many: Server: x");
        assertThat(RunReport.text(made.result(), 80))
                .containsOnlyOnce("This speaks HTTP; ten speaks lines of JSON.")
                .doesNotContain("Violation");
        made.violations = List.of("connection 0: one reply too many: I like HTTP/1.1");
        assertThat(RunReport.text(made.result(), 80)).contains("Violation").doesNotContain("speaks");
    }
}
