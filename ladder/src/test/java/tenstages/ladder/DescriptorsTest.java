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

    /** Before a server looks again whether it can accept. */
    private static final Duration PAUSE = Duration.ofMillis(100);

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
            close(clients);
            long left = System.nanoTime();
            await().until(() -> answers(server));
            assertThat(Duration.ofNanos(System.nanoTime() - left))
                    .as("it has paused")
                    .isLessThan(PAUSE.multipliedBy(20));

            List<Socket> others = connect(server);
            Duration before = cpu(server.pid());
            spin();
            assertThat(cpu(server.pid()).minus(before)).isLessThan(WHILE.dividedBy(2));
            close(others);
            await().until(() -> answers(server));
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
            close(clients);
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

    private static void close(List<Socket> clients) throws IOException {
        for (Socket client : clients) {
            client.close();
        }
    }

    private static long complaints(ServerProcess server) {
        return server.lastLines().stream()
                .filter(line -> line.startsWith("cannot accept, will keep trying"))
                .count();
    }

    /** Lets a process spin until it has used this much of a processor: a server that spins uses as much meanwhile. */
    private static void spin() throws IOException {
        Process spinning = new ProcessBuilder("sh", "-c", "while :; do :; done").start();
        try {
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> cpu(spinning.pid()).compareTo(WHILE) > 0);
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
