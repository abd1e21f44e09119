package tenstages.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tenstages.loadgen.process.JavaCommand;
import tenstages.loadgen.process.Programs;
import tenstages.loadgen.process.ServerProcess;
import tenstages.loadgen.protocol.LineClient;

/** More clients than a process may have file descriptors. The packaged jars, because loading a class needs one too. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(120)
class DescriptorsTest {
    private static final int CLIENTS = 150;
    private static final Duration WHILE = Duration.ofMillis(800);

    /**
     * The stages in which the acceptor is another one than in the stage before, and the detours with one of their own.
     */
    static Stream<Path> jars() throws IOException {
        return Stream.of(
                Programs.stage(2).jar(),
                Programs.stage(3).jar(),
                Programs.stage(10).jar(),
                Programs.named("thread-per-connection").jar(),
                Programs.named("thread-pool").jar());
    }

    @ParameterizedTest
    @MethodSource("jars")
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aServerThatHasNoneLeftWaitsWithoutSpinningAndServesAgain(Path jar) throws Exception {
        try (ServerProcess server = ServerProcess.start(withFewDescriptors(jar, "--port", "0"))) {
            List<Socket> clients = connect(server);
            await().until(() -> complaints(server) > 0);
            Duration before = cpu(server.pid());
            spinUntil(spinning -> spinning.compareTo(WHILE) > 0);
            assertThat(cpu(server.pid()).minus(before)).isLessThan(WHILE.dividedBy(2));

            for (Socket client : clients) {
                client.close();
            }

            Duration untilItAnswers = spinUntil(spinning -> answers(server));
            assertThat(untilItAnswers).as("it looks again soon").isLessThan(WHILE);
            assertThat(complaints(server)).isOne();
        }
    }

    /** It looks again for clients a moment later, when the drain has closed what it looks at. */
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aServerThatHasNoneLeftDrainsAllTheSame() throws Exception {
        List<String> command = withFewDescriptors(Programs.stage(10).jar(), "--port", "0");
        try (ServerProcess server = ServerProcess.start(command)) {
            List<Socket> clients = connect(server);
            await().until(() -> complaints(server) > 0);
            server.signal("TERM");
            assertThat(server.awaitExit(Duration.ofSeconds(30))).isZero();
            assertThat(server.lastLines()).contains("drained");
            for (Socket client : clients) {
                client.close();
            }
        }
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aLoadGeneratorThatHasNoneLeftSaysSo() throws Exception {
        try (ServerProcess server = Programs.stage(3).start(List.of(), List.of("--port", "0"))) {
            Path jar = Programs.root().resolve("loadgen/target/loadgen.jar");
            String address = "127.0.0.1:" + server.address().getPort();
            List<String> command = withFewDescriptors(jar, "run", address, "-c", String.valueOf(CLIENTS), "-n", "1000");
            Process run = new ProcessBuilder(command).redirectErrorStream(true).start();
            String out = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(run.waitFor()).isEqualTo(1);
            assertThat(out)
                    .containsPattern("\\d+ of 150 connections failed: Too many open files")
                    .doesNotContain("\tat ");
        }
    }

    private static List<String> withFewDescriptors(Path jar, String... arguments) {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "ulimit -n 80; exec \"$@\"", "sh"));
        command.addAll(JavaCommand.of(List.of(), jar, List.of(arguments)));
        return command;
    }

    private static List<Socket> connect(ServerProcess server) throws IOException {
        List<Socket> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(
                    new Socket(server.address().getAddress(), server.address().getPort()));
        }
        return clients;
    }

    private static long complaints(ServerProcess server) {
        return server.lastLines().stream()
                .filter(line -> line.startsWith("cannot accept, will keep trying"))
                .count();
    }

    /**
     * Lets a process spin until this is so of what it has used of a processor, and returns that: a server that spins
     * uses as much meanwhile, and on a busy machine both of them get less.
     */
    private static Duration spinUntil(Predicate<Duration> isOver) throws IOException {
        Process spinning = new ProcessBuilder("sh", "-c", "while :; do :; done").start();
        try {
            await().atMost(Duration.ofMinutes(1)).until(() -> isOver.test(cpu(spinning.pid())));
            return cpu(spinning.pid());
        } finally {
            spinning.destroyForcibly();
        }
    }

    private static Duration cpu(long pid) {
        return ProcessHandle.of(pid).orElseThrow().info().totalCpuDuration().orElseThrow();
    }

    private static boolean answers(ServerProcess server) {
        try (LineClient client = new LineClient(server.address(), Duration.ofSeconds(5))) {
            return client.ask("hello") != null;
        } catch (IOException e) {
            return false;
        }
    }
}
