package tenstages.loadgen.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static tenstages.loadgen.model.ScriptedServer.ACCEPTED;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.AbstractList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import tenstages.loadgen.model.ScriptedServer;

/** Alone, because it counts threads. */
@Isolated
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SenderTest {
    @Test
    void noRequestLeavesBeforeItIsDue() throws IOException {
        List<Long> arrived = new CopyOnWriteArrayList<>();
        try (ScriptedServer server = ScriptedServer.answering(number -> {
            arrived.add(System.nanoTime());
            return ACCEPTED;
        })) {
            long begun = System.nanoTime();
            PlannedRun.against(server).openLoop(100).requests(20).run();
            for (int i = 0; i < arrived.size(); i++) {
                assertThat(arrived.get(i) - begun).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(10L * i));
            }
        }
        assertThat(arrived).hasSize(20);
    }

    @Test
    void aRunForATimeLastsAsLongThoughNoMoreIsDue() throws IOException {
        try (ScriptedServer server = ScriptedServer.answering(number -> ACCEPTED)) {
            LoadResult result = PlannedRun.against(server)
                    .openLoop(0.001)
                    .requests(Long.MAX_VALUE)
                    .durationMillis(300)
                    .run();
            assertThat(result.scheduled()).isEqualTo(1);
            assertThat(result.seconds()).isGreaterThanOrEqualTo(0.3);
        }
        assertThat(senders()).isZero();
    }

    @Test
    void itEndsWithTheRunThoughTheNextRequestIsDueInAnHour() throws IOException {
        AtomicReference<LoadEngine> engine = new AtomicReference<>();
        try (ScriptedServer server = ScriptedServer.answering(number -> ACCEPTED)) {
            engine.set(PlannedRun.against(server)
                    .openLoop(1 / 3600.0)
                    .progress(progress -> {
                        assertThat(engine.get().isStopped() || senders() > 0).isTrue();
                        engine.get().stop();
                    })
                    .engine());
            engine.get().run();
        }
        assertThat(senders()).isZero();
    }

    /** More than the socket takes: the rest leaves when the server reads, and the loop learns that it may. */
    @Test
    void whatTheSocketDoesNotTakeAtOnceLeavesLater() throws IOException {
        try (ScriptedServer server = ScriptedServer.answering(number -> ACCEPTED)) {
            LoadResult result = PlannedRun.against(server)
                    .lines(RequestLines.of("{\"note\":\"" + "x".repeat(1_000_000) + "\"}"))
                    .openLoop(1000)
                    .requests(30)
                    .run();
            assertThat(result.accepted()).isEqualTo(30);
        }
    }

    /** What is due in the last moment of a run leaves a moment after it, where the sender was held up. */
    @Test
    void whoIsHeldUpOverTheEndStillSendsWhatWasDue() {
        // On a busy machine that may be too long after it.
        await().until(() -> scheduledBySenderHeldUpOverTheEnd() == 4);
    }

    private static long scheduledBySenderHeldUpOverTheEnd() throws IOException {
        Duration duration = Duration.ofMillis(200);
        LoadPlan plan = new LoadPlan(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 1),
                RequestLines.buysOfOne(1),
                1,
                1,
                Arrivals.uniform(20),
                duration,
                Long.MAX_VALUE,
                duration);
        long begun = System.nanoTime();
        List<LoadConnection> none = new AbstractList<>() {
            @Override
            public LoadConnection get(int index) {
                throw new IndexOutOfBoundsException(index);
            }

            @Override
            public int size() {
                while (System.nanoTime() - begun < duration.toNanos()) {
                    Thread.onSpinWait();
                }
                return 0;
            }
        };
        Recorder recorder = new Recorder(plan.lines());
        try (Selector selector = Selector.open();
                Sender sender = new Sender(plan, none, new LineTurns(plan.lines(), 0), selector, () -> true)) {
            sender.start(begun);
            await().until(sender::hasEnded);
            sender.close();
            sender.addTo(recorder);
        }
        return recorder.scheduled;
    }

    private static long senders() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("sender"))
                .count();
    }
}
