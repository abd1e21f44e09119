package tenstages.ladder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import tenstages.loadgen.process.ProcessFigures;
import tenstages.loadgen.process.Programs;
import tenstages.loadgen.process.ServerProcess;
import tenstages.loadgen.protocol.LineClient;
import tenstages.loadgen.race.Contestant;
import tenstages.loadgen.race.Heat;
import tenstages.loadgen.race.Race;

/**
 * The other ways to serve: what each page says that it changes, and what a thread for each client costs beside stage 4.
 */
@Isolated
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DetoursTest {
    private static final int LONGEST_CLASS = 150;
    private static final int CLIENTS = 400;
    private static final int FEW_CLIENTS = 20;
    private static final int ROUNDS = 100;

    @Test
    void noClassIsLongerThanThat() throws IOException {
        List<String> tooLong = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Programs.root().resolve("detours"))) {
            for (Path file : files.filter(path -> path.toString().contains("/src/main/java/"))
                    .filter(Files::isRegularFile)
                    .toList()) {
                if (Files.readAllLines(file).size() > LONGEST_CLASS) {
                    tooLong.add(file.toString());
                }
            }
        }
        assertThat(tooLong).isEmpty();
    }

    /** Counted by the system, in idle processes. */
    @Test
    void asClientsComeOneServerGetsThreadsAndTheOtherDoesNot() throws IOException {
        assertThat(threadsForIdleClients(start("thread-per-connection"))).isBetween(CLIENTS - 10, CLIENTS + 10);
        assertThat(threadsForIdleClients(start("4"))).isBetween(-10, 10);
    }

    /**
     * An event loop that has always something to do does not sleep between two replies; a client's thread always does.
     */
    @Test
    void aThreadForEachClientGivesUpAProcessorForEachReply() throws IOException {
        ServerProcess threads = start("thread-per-connection");
        ServerProcess eventLoop = start("4");
        assertThat(sleepsPerReply(threads, "connection-")).isBetween(0.9, 1.5);
        assertThat(sleepsPerReply(eventLoop, "event-loop")).isLessThan(0.3);
    }

    @Test
    void aRaceCountsAThreadForEachClient() throws IOException {
        Race race = new Race(0, 1, Duration.ofSeconds(2), Duration.ofSeconds(20));
        Heat eventLoop = race.run(Contestant.of("4"), 100);
        Heat threads = race.run(Contestant.of("thread-per-connection"), 100);
        assertThat(eventLoop.gaveUp() + threads.gaveUp()).isEmpty();
        assertThat(threads.threads() - eventLoop.threads()).isBetween(80L, 130L);
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

    private static double sleepsPerReply(ServerProcess server, String threads) throws IOException {
        List<LineClient> clients = new ArrayList<>();
        try (server;
                Socket flood = new Socket(
                        server.address().getAddress(), server.address().getPort())) {
            for (int i = 0; i < FEW_CLIENTS; i++) {
                clients.add(new LineClient(server.address(), Duration.ofSeconds(20)));
            }
            keepBusy(flood);
            askAll(clients);
            long before = sleeps(server.pid(), threads);
            for (int round = 0; round < ROUNDS; round++) {
                askAll(clients);
            }
            return (double) (sleeps(server.pid(), threads) - before) / (ROUNDS * FEW_CLIENTS);
        } finally {
            for (LineClient client : clients) {
                client.close();
            }
        }
    }

    /** How often those of its threads had nothing to do. That others took the processor from them is not counted. */
    private static long sleeps(long pid, String threads) throws IOException {
        long sleeps = 0;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc/" + pid + "/task"))) {
            for (Path thread : all) {
                if (Files.readString(thread.resolve("comm")).startsWith(threads)) {
                    sleeps += Files.readAllLines(thread.resolve("status")).stream()
                            .filter(line -> line.startsWith("voluntary_ctxt_switches:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .sum();
                }
            }
        }
        return sleeps;
    }

    private static void askAll(List<LineClient> clients) throws IOException {
        for (LineClient client : clients) {
            client.send("x\n");
        }
        for (LineClient client : clients) {
            assertThat(client.readLine()).isNotNull();
        }
    }

    /** Sends lines without a pause, and reads the replies, until the connection is closed. */
    private static void keepBusy(Socket flood) {
        byte[] lines = "x\n".repeat(1000).getBytes(UTF_8);
        untilClosed(() -> {
            while (true) {
                flood.getOutputStream().write(lines);
            }
        });
        untilClosed(() -> flood.getInputStream().transferTo(OutputStream.nullOutputStream()));
    }

    private static void untilClosed(Callable<?> task) {
        Thread thread = new Thread(() -> {
            try {
                task.call();
            } catch (Exception closed) {
                // That was all.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private static ServerProcess start(String program) throws IOException {
        return Programs.named(program).start(List.of(), List.of("--port", "0"));
    }
}
