package tenstages.loadgen.engine;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tenstages.loadgen.model.ScriptedServer.ACCEPTED;
import static tenstages.loadgen.model.ScriptedServer.BUSY;
import static tenstages.loadgen.model.ScriptedServer.TURNED_AWAY;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tenstages.loadgen.engine.Verdict.Status;
import tenstages.loadgen.model.ScriptedServer;

/** A load on several threads is one load. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Isolated
class ThreadsTest {
    @Test
    void theConnectionsTheRequestsAndTheLinesAreSharedOut() throws IOException {
        List<String> received = new CopyOnWriteArrayList<>();
        Map<Integer, Integer> requests = new ConcurrentHashMap<>();
        try (ScriptedServer server = ScriptedServer.talking(client -> {
            for (String line = client.read(); line != null; line = client.read()) {
                received.add(line);
                requests.merge(client.number, 1, Integer::sum);
                client.say(received.size() % 10 == 0 ? BUSY : ACCEPTED);
            }
        })) {
            LoadResult result = PlannedRun.against(server)
                    .lines(RequestLines.buysOfOne(100))
                    .connections(7)
                    .threads(3)
                    .requests(100)
                    .run();
            assertThat(result.scheduled()).isEqualTo(100);
            assertThat(result.accepted() + result.rejected()).isEqualTo(100);
            assertThat(result.rejected()).isPositive();
            assertThat(result.replies())
                    .containsEntry("accepted", result.accepted())
                    .containsEntry("rejected server_busy", result.rejected());
            assertThat(result.response().getTotalCount()).isEqualTo(result.accepted());
            assertThat(result.service().getTotalCount()).isEqualTo(result.accepted());
            assertThat(result.closedLoopView().getTotalCount()).isEqualTo(result.accepted());
            assertThat(result.failures().getTotalCount()).isEqualTo(result.rejected());
            assertThat(result.repliesBySecond().stream()
                            .mapToLong(Long::longValue)
                            .sum())
                    .isEqualTo(100);
            assertThat(result.connections()).isEqualTo(new LoadResult.Connections(7, 0, 0, 0, 0, ""));
            assertThat(result.verdict().status()).isEqualTo(Status.VALID);
        }
        assertThat(requests).hasSize(7);
        assertThat(new TreeSet<>(received)).as("each line once").hasSize(100);
    }

    @Test
    void theRateIsShared() throws IOException {
        try (ScriptedServer server = ScriptedServer.answering(number -> ACCEPTED)) {
            LoadResult result = PlannedRun.against(server)
                    .connections(4)
                    .threads(4)
                    .openLoop(1000)
                    .durationMillis(200)
                    .requests(Long.MAX_VALUE)
                    .run();
            assertThat(result.scheduled()).isBetween(196L, 200L);
            assertThat(result.sendLag().getTotalCount()).isEqualTo(result.scheduled());
            assertThat(result.plan().arrivals().rate()).isEqualTo(1000);
        }
    }

    /** The first to be connected does not load a server to which others have still to connect. */
    @Test
    void eachWaitsForTheOthersOnceItIsConnected() throws IOException {
        List<String> received = new CopyOnWriteArrayList<>();
        List<Integer> before = new ArrayList<>();
        try (ScriptedServer server = ScriptedServer.talking(client -> {
            for (String line = client.read(); line != null; line = client.read()) {
                received.add(line);
                client.say(ACCEPTED);
            }
        })) {
            LoadPlan plan = new LoadPlan(
                    server.address(),
                    RequestLines.buysOfOne(10),
                    2,
                    1,
                    null,
                    Duration.ofSeconds(20),
                    10,
                    Duration.ofSeconds(20));
            new LoadLoop(plan, 0, () -> before.add(received.size()), progress -> {}).run();
        }
        assertThat(before).containsExactly(0);
        assertThat(received).hasSize(10);
    }

    @Test
    void whatOneThreadFindsWrongStandsInTheResult() throws IOException {
        try (ScriptedServer server = ScriptedServer.talking(client -> {
            if (client.number == 3) {
                client.say(TURNED_AWAY);
                return;
            }
            while (client.read() != null) {
                client.say(client.number == 1 ? "nonsense\n" : ACCEPTED);
            }
        })) {
            LoadResult result = PlannedRun.against(server)
                    .connections(4)
                    .threads(4)
                    .requests(40)
                    .run();
            assertThat(result.violationCount()).isEqualTo(10);
            assertThat(result.violations()).hasSize(10);
            assertThat(result.connections().turnedAway()).isEqualTo(1);
            assertThat(result.connections().served()).isEqualTo(3);
            assertThat(result.verdict().status()).isEqualTo(Status.INCONCLUSIVE);
        }
    }

    /** The client of one thread is hung up on at once; the other thread goes on until its time is over. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aThreadThatEndsEarlyIsToldAndTheRunLastsAsLongAsTheOtherOne(int thread) throws IOException {
        try (ScriptedServer server = ScriptedServer.talking(client -> {
            String first = client.read();
            if (first.contains("\"user" + thread + "\"")) {
                return;
            }
            do {
                client.say(ACCEPTED);
            } while (client.read() != null);
        })) {
            LoadResult result = PlannedRun.against(server)
                    .lines(RequestLines.buysOfOne(2))
                    .connections(2)
                    .threads(2)
                    .durationMillis(300)
                    .requests(Long.MAX_VALUE)
                    .run();
            assertThat(result.seconds()).isGreaterThanOrEqualTo(0.3);
            assertThat(result.verdict().reasons())
                    .anyMatch(reason -> reason.endsWith("no further reply could come in time"));
        }
    }

    @Test
    void whereNobodyListensNoThreadHangs() throws IOException {
        InetSocketAddress nobody;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = (InetSocketAddress) closed.getLocalSocketAddress();
        }
        assertThatThrownBy(() ->
                        PlannedRun.against(nobody).connections(4).threads(2).run())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot connect to");
    }

    @Test
    void stoppingStopsAllOfThem() throws IOException {
        AtomicReference<LoadEngine> engine = new AtomicReference<>();
        List<LoadEngine.Progress> told = new ArrayList<>();
        try (ScriptedServer server = ScriptedServer.answering(number -> ACCEPTED)) {
            engine.set(PlannedRun.against(server)
                    .connections(4)
                    .threads(4)
                    .requests(Long.MAX_VALUE)
                    .progress(progress -> {
                        told.add(progress);
                        if (progress.replies() > 100) {
                            engine.get().stop();
                        }
                    })
                    .engine());
            LoadResult result = engine.get().run();
            assertThat(result.verdict().reasons()).contains("the run was interrupted");
            assertThat(result.answered())
                    .isGreaterThanOrEqualTo(told.get(told.size() - 1).replies());
        }
    }

    @Test
    void thePartsOfAPlanAreThePlan() {
        LoadPlan plan = new LoadPlan(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 1),
                RequestLines.buysOfOne(10),
                11,
                5,
                Arrivals.uniform(300),
                Duration.ofSeconds(3),
                1000,
                Duration.ofSeconds(2),
                3);
        List<LoadPlan> parts = IntStream.range(0, 3).mapToObj(plan::part).toList();
        assertThat(parts.stream().mapToInt(LoadPlan::connections).boxed().toList())
                .containsExactly(3, 4, 4);
        assertThat(parts.stream().mapToLong(LoadPlan::requests).sum()).isEqualTo(1000);
        assertThat(parts.stream().map(LoadPlan::pipeline).collect(toSet())).containsExactly(5);
        assertThat(parts.stream().map(part -> part.arrivals().rate()).collect(toSet()))
                .containsExactly(100.0);
        assertThat(IntStream.range(0, 3).map(plan::firstLine).boxed().toList()).containsExactly(0, 3, 6);
    }

    @Test
    void evenArrivalsOfAllPartsAreEvenTogether() {
        Arrivals whole = Arrivals.uniform(1000);
        List<Arrivals> parts =
                IntStream.range(0, 4).mapToObj(i -> whole.part(i, 4)).toList();
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            parts.forEach(part -> times.add(part.next() / 1000));
        }
        assertThat(times)
                .isEqualTo(IntStream.range(0, 400).mapToObj(i -> i * 1000L).toList());
    }

    @Test
    void randomArrivalsOfThePartsDiffer() {
        Arrivals whole = Arrivals.poisson(1000, 7);
        Arrivals first = whole.part(0, 2);
        Arrivals second = whole.part(1, 2);
        assertThat(first.rate()).isEqualTo(500);
        assertThat(first.next()).isEqualTo(second.next());
        assertThat(first.next()).isNotEqualTo(second.next());
    }
}
