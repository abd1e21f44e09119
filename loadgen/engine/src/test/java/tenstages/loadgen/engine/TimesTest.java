package tenstages.loadgen.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static tenstages.loadgen.model.ScriptedServer.ACCEPTED;
import static tenstages.loadgen.model.ScriptedServer.BUSY;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import tenstages.loadgen.engine.Verdict.Status;
import tenstages.loadgen.model.ScriptedServer;

/** Response counts from when a request was due, service from when it was sent; only a stall tells them apart. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Isolated
class TimesTest {
    /** All requests are due in the first 0.3 s, and nothing is read before 0.6 s have passed. */
    @Test
    void requestsThatCouldNotBeSentWaitAllTheSame() throws IOException {
        CountDownLatch reads = new CountDownLatch(1);
        try (ScriptedServer server = ScriptedServer.talking(client -> {
            reads.await();
            client.answerAll(ACCEPTED);
        })) {
            LoadResult result = PlannedRun.against(server)
                    .lines(RequestLines.of("{\"note\":\"" + "x".repeat(100_000) + "\"}"))
                    .openLoop(1000)
                    .requests(300)
                    .progress(progress -> {
                        if (progress.seconds() > 0.6) {
                            reads.countDown();
                        }
                    })
                    .run();
            assertThat(result.accepted()).isEqualTo(300);
            assertThat(result.response().getMinValue())
                    .as("shortest response: due at 0.3 s, answered after 0.6 s")
                    .isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(299));
            assertThat(result.response().getMean() - result.service().getMean())
                    .as("most was sent only when the server read, 0.3 s after it was due or more")
                    .isGreaterThan(TimeUnit.MILLISECONDS.toNanos(299) / 2.0);
            assertThat(result.sendLag().getValueAtPercentile(50))
                    .as("the client was not late")
                    .isLessThan(result.response().getValueAtPercentile(50) / 2);
        }
    }

    @Test
    void aClientThatReadsLateSaysSoAndSendsInTime() throws IOException {
        long stall = TimeUnit.MILLISECONDS.toNanos(600);
        boolean[] stalled = {false};
        try (ScriptedServer server = ScriptedServer.answering(number -> ACCEPTED)) {
            LoadResult result = PlannedRun.against(server)
                    .openLoop(1000)
                    .requests(900)
                    .progress(progress -> {
                        if (!stalled[0] && progress.seconds() > 0.1) {
                            stalled[0] = true;
                            passNanos(stall);
                        }
                    })
                    .run();
            assertThat(result.accepted()).isEqualTo(900);
            assertThat(result.response().getMaxValue()).isGreaterThan(stall * 9 / 10);
            assertThat(result.sendLag().getMean()).isLessThan(stall / 10.0);
            assertThat(result.verdict().status()).isEqualTo(Status.CLIENT_LIMITED);
            assertThat(result.verdict().reasons())
                    .anyMatch(reason -> reason.matches("this client stood still for \\d\\.\\d s at once"));
        }
    }

    /** All requests are due at once. */
    @Test
    void aClientThatSendsLateSaysSoAndItsLatenessIsNoService() throws IOException {
        try (ScriptedServer server = ScriptedServer.answering(number -> ACCEPTED)) {
            LoadResult result = PlannedRun.against(server)
                    .connections(10)
                    .openLoop(1e9)
                    .requests(20_000)
                    .run();
            assertThat(result.accepted()).isEqualTo(20_000);
            assertThat(result.sendLag().getMean()).isPositive();
            assertThat(result.response().getMean() - result.service().getMean())
                    .as("what is response and no service is at least the lateness")
                    .isGreaterThan(0.9 * result.sendLag().getMean());
            assertThat(result.readLag().getTotalCount()).isPositive();
            assertThat(result.verdict().status()).isEqualTo(Status.CLIENT_LIMITED);
            assertThat(result.verdict().reasons())
                    .anyMatch(reason -> reason.matches("of 1 % of the times more than \\d+\\.\\d+ ms can be this"
                            + " client's own \\(\\d+\\.\\d+ until it sent, \\d+\\.\\d+ until it read\\)"));
        }
    }

    @Test
    void failuresHaveTimesOfTheirOwn() throws IOException {
        CountDownLatch held = new CountDownLatch(1);
        try (ScriptedServer server = ScriptedServer.answering(number -> {
            if (number == 10) {
                held.await();
            }
            return number == 10 ? BUSY : ACCEPTED;
        })) {
            LoadResult result = PlannedRun.against(server)
                    .progress(progress -> {
                        if (progress.seconds() > 0.3) {
                            held.countDown();
                        }
                    })
                    .run();
            assertThat(result.failures().getTotalCount()).isEqualTo(1);
            assertThat(result.failures().getMinValue())
                    .isGreaterThan(result.response().getValueAtPercentile(50) * 2);
            assertThat(result.response().getTotalCount()).isEqualTo(99);
            assertThat(result.service().getTotalCount()).isEqualTo(99);
            assertThat(result.seconds()).isGreaterThan(0.3);
            assertThat(result.goodput()).isEqualTo(99 / result.seconds());
            assertThat(result.throughput()).isEqualTo(100 / result.seconds());
        }
    }

    @Test
    void aRequestUnderWayAtTheEndOfSendingIsWaitedFor() throws IOException {
        CountDownLatch held = new CountDownLatch(1);
        try (ScriptedServer server = ScriptedServer.answering(number -> {
            held.await();
            return ACCEPTED;
        })) {
            LoadResult result = PlannedRun.against(server)
                    .durationMillis(100)
                    .progress(progress -> {
                        if (progress.seconds() > 0.3) {
                            held.countDown();
                        }
                    })
                    .run();
            assertThat(result.accepted()).isEqualTo(1);
            assertThat(result.scheduled()).isEqualTo(1);
            assertThat(result.seconds()).as("until the last reply").isGreaterThan(0.3);
        }
    }

    private static void passNanos(long nanos) {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
