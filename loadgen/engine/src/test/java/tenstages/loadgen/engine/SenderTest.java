package tenstages.loadgen.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static tenstages.loadgen.model.ScriptedServer.ACCEPTED;

import java.io.IOException;
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

    private static long senders() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("sender"))
                .count();
    }
}
