package tenstages.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tenstages.loadgen.process.Detours;
import tenstages.loadgen.process.ProcessFigures;
import tenstages.loadgen.process.ServerProcess;
import tenstages.loadgen.process.Stages;
import tenstages.loadgen.protocol.LineClient;
import tenstages.loadgen.race.Contestant;
import tenstages.loadgen.race.Heat;
import tenstages.loadgen.race.Race;

/** The other ways to serve: what each page says that it changes, and what a thread for each client costs beside stage 4. */
@Isolated
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DetoursTest {
    private static final int LONGEST_CLASS = 150;
    private static final int CLIENTS = 400;

    @ParameterizedTest
    @CsvSource({
        "thread-per-connection, stage04-shared-state",
        "work-stealing, stage04-shared-state",
        "thread-pool, detours/thread-per-connection",
        "virtual-threads, detours/thread-per-connection"
    })
    void thePageOfADetourNamesTheFilesThatDiffer(String detour, String other) throws IOException {
        Path folder = root().resolve("detours").resolve(detour);
        assertThat(WhatChangedTest.namedIn(folder.resolve("README.md")))
                .isEqualTo(WhatChangedTest.different(
                        WhatChangedTest.mainFiles(root().resolve(other)), WhatChangedTest.mainFiles(folder)));
    }

    @Test
    void noClassIsLongerThanThat() throws IOException {
        List<String> tooLong = new ArrayList<>();
        Set<String> modules = new HashSet<>();
        try (Stream<Path> files = Files.walk(root().resolve("detours"))) {
            for (Path file : files.filter(path -> path.toString().contains("/src/main/java/"))
                    .filter(Files::isRegularFile)
                    .toList()) {
                modules.add(
                        root().resolve("detours").relativize(file).getName(0).toString());
                if (Files.readAllLines(file).size() > LONGEST_CLASS) {
                    tooLong.add(file.toString());
                }
            }
        }
        assertThat(modules).hasSize(6);
        assertThat(tooLong).isEmpty();
    }

    /** Counted by the system, in idle processes. */
    @Test
    void asClientsComeOneServerGetsThreadsAndTheOtherDoesNot() throws IOException {
        assertThat(threadsForIdleClients(Detours.start("thread-per-connection", List.of("--port", "0"))))
                .isBetween(CLIENTS - 10, CLIENTS + 10);
        assertThat(threadsForIdleClients((ServerProcess) Stages.start(4, List.of(), List.of("--port", "0"))))
                .isBetween(-10, 10);
    }

    @Test
    void aThreadForEachClientIsSwitchedMoreOftenForAReply() {
        Race race = new Race(0, 1, Duration.ofSeconds(2), Duration.ofSeconds(20));
        Heat eventLoop = known(race, "4");
        Heat threads = known(race, "thread-per-connection");
        assertThat(eventLoop.gaveUp() + threads.gaveUp()).isEmpty();
        assertThat(threads.switchesPerReply()).isGreaterThan(3 * eventLoop.switchesPerReply());
        assertThat(threads.threads() - eventLoop.threads()).isBetween(80L, 130L);
    }

    /** On a busy machine the system may be asked too late, and nothing is known then. */
    private static Heat known(Race race, String server) {
        Heat heat = race.run(Contestant.of(server), 100);
        for (int i = 1; i < 5 && heat.threads() == 0; i++) {
            heat = race.run(Contestant.of(server), 100);
        }
        return heat;
    }

    private static int threadsForIdleClients(ServerProcess server) throws IOException {
        List<LineClient> clients = new ArrayList<>();
        try (server) {
            ProcessFigures figures = ProcessFigures.of(server);
            LineClient first = new LineClient(server.address(), Duration.ofSeconds(20));
            clients.add(first);
            first.ask("x");
            long before = figures.threads();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(new LineClient(server.address(), Duration.ofSeconds(20)));
            }
            // The last one is served, so all are.
            clients.get(CLIENTS).ask("x");
            return (int) (figures.threads() - before);
        } finally {
            for (LineClient client : clients) {
                client.close();
            }
        }
    }

    private static Path root() throws IOException {
        return Stages.folder(1).getParent();
    }
}
