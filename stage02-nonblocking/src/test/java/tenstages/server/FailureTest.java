package tenstages.server;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tenstages.loadgen.process.JavaCommand;
import tenstages.loadgen.process.ServerProcess;
import tenstages.loadgen.protocol.LineClient;

/** What a mistake in the code looks like from outside: stderr says what and where, and no server lives on half dead. */
@Timeout(60)
class FailureTest {
    /** A server whose connections have no handler. */
    static final class WithoutHandler {
        private WithoutHandler() {}

        public static void main(String[] args) throws IOException {
            serve(new EventLoop(System::nanoTime));
        }

        static void serve(EventLoop eventLoop) throws IOException {
            Acceptor acceptor = new Acceptor(Config.of("--port", "0"), eventLoop, null);
            System.out.println("listening on " + acceptor.address());
            eventLoop.run();
        }
    }

    /** A server with a part that fails and is no client. Its Main has seen to it what becomes of such a failure. */
    static final class WithBrokenPart implements EventLoop.Attachment {
        private WithBrokenPart() {}

        public static void main(String[] args) throws IOException {
            System.setErr(slowUntilWaitedFor(System.err, Thread.currentThread()));
            PrintStream stdout = System.out;
            System.setOut(new PrintStream(OutputStream.nullOutputStream()));
            Main.main(new String[] {"--help"});
            System.setOut(stdout);
            EventLoop eventLoop = new EventLoop(System::nanoTime);
            Pipe.SinkChannel alwaysReady = Pipe.open().sink();
            alwaysReady.configureBlocking(false);
            eventLoop.schedule(100, () -> {
                try {
                    eventLoop.register(alwaysReady, SelectionKey.OP_WRITE, new WithBrokenPart());
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            WithoutHandler.serve(eventLoop);
        }

        @Override
        public void onReady() {
            throw new IllegalStateException("broken");
        }

        @Override
        public void close() {}
    }

    /** A client that hangs up is none. */
    @Test
    void aFailureWithOneClientIsToldAndTheServerGoesOn() throws Exception {
        try (ServerProcess server = ServerProcess.start(command(WithoutHandler.class))) {
            new LineClient(server.address(), Duration.ofSeconds(20)).send("x").reset();
            for (int failures = 1; failures <= 2; failures++) {
                try (LineClient client = new LineClient(server.address(), Duration.ofSeconds(20))) {
                    assertThat(client.send("x\n").atEnd()).isTrue();
                }
                int expected = failures;
                await().until(() -> server.lastLines().stream()
                                .filter("an unexpected failure closed one connection"::equals)
                                .count()
                        == expected);
            }
            await().untilAsserted(() -> assertThat(server.lastLines())
                    .anyMatch(line -> line.startsWith("java.lang.NullPointerException"))
                    .anyMatch(line -> line.contains("at tenstages.server.Connection.onReady(Connection.java:")));
            assertThat(server.firstErrors())
                    .startsWith("an unexpected failure closed one connection")
                    .element(1, as(STRING))
                    .startsWith("java.lang.NullPointerException");
            assertThat(server.isAlive()).isTrue();
        }
    }

    /** Without whoever waits for it, no line comes before the end. */
    private static PrintStream slowUntilWaitedFor(PrintStream stream, Thread waiting) {
        return new PrintStream(stream, true) {
            @Override
            public void println(String line) {
                while (waiting.getState() != Thread.State.TIMED_WAITING) {
                    Thread.yield();
                }
                super.println(line);
            }
        };
    }

    @Test
    void aFailureOfAnyOtherPartIsToldAndEndsTheServer() throws Exception {
        try (ServerProcess server = ServerProcess.start(command(WithBrokenPart.class))) {
            assertThat(server.awaitExit(Duration.ofSeconds(20))).isEqualTo(1);
            assertThat(server.lastLines())
                    .contains("this is a bug:", "java.lang.IllegalStateException: broken")
                    .contains("main failed, and the server ends: java.lang.IllegalStateException: broken")
                    .anyMatch(line -> line.contains("WithBrokenPart.onReady(FailureTest.java:"));
        }
    }

    private static List<String> command(Class<?> main) {
        return List.of(
                JavaCommand.java(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName());
    }
}
