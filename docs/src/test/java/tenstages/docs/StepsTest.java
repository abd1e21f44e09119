package tenstages.docs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each of the five programs that lead to stage 2 keeps its promise, and gets wrong what the chapter says of it. */
@Timeout(120)
class StepsTest {
    private static final Path STEPS = Path.of("steps", "stage02");
    private static final String ECHO = "1Echo.java";
    private static final String LINES = "2Lines.java";
    private static final String WRITES = "3Writes.java";
    private static final String TURNS = "4Turns.java";
    private static final String TASKS = "5Tasks.java";

    private static final int PATIENCE_SECONDS = 60;

    /** More than the buffers of two sockets hold. */
    private static final int MANY = 24_000;

    private static final String LONG_LINE = "x".repeat(1023) + "\n";

    static Stream<Path> steps() throws IOException {
        try (Stream<Path> files = Files.list(STEPS)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("steps")
    void aStepFitsOnAScreen(Path step) throws IOException {
        assertThat(Files.readAllLines(step).stream()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty()
                                && !line.startsWith("import ")
                                && !line.startsWith("//")
                                && !line.startsWith("/*")))
                .hasSizeLessThanOrEqualTo(40);
    }

    @ParameterizedTest
    @MethodSource("steps")
    void neitherASilentClientNorOneThatIsGoneStopsTheOthers(Path step) throws IOException {
        try (Program program = new Program(step.getFileName().toString());
                Socket silent = program.connect();
                Socket other = program.connect()) {
            assertThat(ask(other, "hello\n")).endsWith("hello");
            Socket rude = program.connect();
            ask(rude, "hello\n");
            // Its end is a reset.
            rude.setSoLinger(true, 0);
            rude.close();
            assertThat(ask(other, "hello\n")).endsWith("hello");
            assertThat(ask(silent, "hello\n")).endsWith("hello");
        }
    }

    @Test
    void step1KnowsNoLines() throws IOException {
        try (Program program = new Program(ECHO);
                Socket client = program.connect()) {
            send(client, "hel");
            assertThat(client.getInputStream().readNBytes(3)).isEqualTo("hel".getBytes(ISO_8859_1));
        }
    }

    @Test
    void step2RemembersWhatIsNoLineYet() throws IOException {
        try (Program program = new Program(LINES);
                Socket slow = program.connect();
                Socket other = program.connect()) {
            send(slow, "hel");
            assertThat(ask(other, "in between\n")).isEqualTo("1 in between");
            assertThat(ask(slow, "lo\nand\n")).isEqualTo("2 hello");
            assertThat(line(slow)).isEqualTo("3 and");
        }
    }

    @Test
    void step2LosesWhatASocketDoesNotTake() throws Exception {
        try (Program program = new Program(LINES);
                Socket late = program.connectWithASmallBuffer()) {
            patiently(() -> {
                send(late, LONG_LINE.repeat(MANY));
                return null;
            });
            late.shutdownOutput();
            assertThat(count(late)).isLessThan(MANY);
        }
    }

    @Test
    void step3KeepsItAndReadsNothingMeanwhile() throws Exception {
        try (Program program = new Program(WRITES);
                Socket late = program.connectWithASmallBuffer()) {
            // So that each read of the program lets the sender go on.
            late.setSendBufferSize(4096);
            AtomicInteger sent = new AtomicInteger();
            CompletableFuture<Void> sender = CompletableFuture.runAsync(() -> {
                for (; sent.get() < MANY; sent.incrementAndGet()) {
                    send(late, LONG_LINE);
                }
            });
            AtomicInteger before = new AtomicInteger(-1);
            await().pollInterval(Duration.ofMillis(200))
                    .during(Duration.ofSeconds(1))
                    .atMost(Duration.ofSeconds(PATIENCE_SECONDS))
                    .until(() -> before.getAndSet(sent.get()) == sent.get());
            assertThat(sent.get()).isPositive().isLessThan(MANY);
            CompletableFuture<Integer> received = CompletableFuture.supplyAsync(() -> count(late));
            sender.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            late.shutdownOutput();
            assertThat(received.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(MANY);
        }
    }

    @Test
    void step3AnswersOneClientToItsEndBeforeTheNext() throws Exception {
        assertThat(answersToTheSecond(WRITES).get(0)).isGreaterThan(2000);
    }

    @Test
    void step4AnswersSixteenLinesATurn() throws Exception {
        List<Integer> numbers = answersToTheSecond(TURNS);
        // After one turn of the other client, or after a few if the loop saw only that one at first.
        assertThat(numbers.get(0)).isLessThanOrEqualTo(2 + 5 * 16 + 1);
        assertThat(numbers.get(15) - numbers.get(0)).as("its own turn").isEqualTo(15);
        assertThat(numbers.get(16) - numbers.get(15))
                .as("that of the other one")
                .isEqualTo(16 + 1);
    }

    /**
     * Both send 2,000 lines while the program is stopped, so all are there before it looks; each has one answer
     * already.
     */
    private static List<Integer> answersToTheSecond(String step) throws Exception {
        try (Program program = new Program(step);
                Socket one = program.connect();
                Socket two = program.connect()) {
            ask(one, "a\n");
            ask(two, "b\n");
            program.signal("STOP");
            send(one, "a\n".repeat(2000));
            send(two, "b\n".repeat(2000));
            program.signal("CONT");
            List<Integer> ofOne = numbers(one);
            List<Integer> ofTwo = numbers(two);
            return ofOne.get(0) > ofTwo.get(0) ? ofOne : ofTwo;
        }
    }

    private static List<Integer> numbers(Socket client) throws IOException {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            numbers.add(number(line(client)));
        }
        return numbers;
    }

    private static int number(String reply) {
        return Integer.parseInt(reply.split(" ", -1)[0]);
    }

    @Test
    void step4HearsOfNothingButSockets() throws Exception {
        try (Program program = new Program(TURNS);
                Socket client = program.connect()) {
            program.type("0\n");
            ask(client, "hello\n");
            assertThat(program.restOfOutput()).isEmpty();
        }
    }

    @Test
    void step5RunsTasksOfOtherThreadsAndTimers() throws Exception {
        try (Program program = new Program(TASKS)) {
            program.type("0\n");
            assertThat(program.nextLine()).isEqualTo("clients: 0");
            try (Socket client = program.connect()) {
                ask(client, "hello\n");
                long begun = System.nanoTime();
                program.type("300\n");
                assertThat(program.nextLine()).isEqualTo("clients: 1");
                assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(300_000_000);
            }
        }
    }

    @Test
    void step5RunsWhatIsDueFirst() throws Exception {
        try (Program program = new Program(TASKS)) {
            program.type("1000000\n0\n");
            assertThat(program.nextLine()).isEqualTo("clients: 0");
        }
    }

    @Test
    void step5KnowsNoLines() throws IOException {
        try (Program program = new Program(TASKS);
                Socket client = program.connect()) {
            send(client, "hel");
            assertThat(client.getInputStream().readNBytes(3)).isEqualTo("hel".getBytes(ISO_8859_1));
        }
    }

    private static String ask(Socket client, String line) throws IOException {
        send(client, line);
        return line(client);
    }

    private static void send(Socket client, String text) {
        try {
            client.getOutputStream().write(text.getBytes(ISO_8859_1));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String line(Socket client) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int read = client.getInputStream().read();
                read != '\n';
                read = client.getInputStream().read()) {
            assertThat(read).as("after " + line).isNotNegative();
            line.append((char) read);
        }
        return line.toString();
    }

    /** The lines to the end. */
    private static int count(Socket client) {
        try {
            return count(client.getInputStream());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static int count(InputStream in) throws IOException {
        int lines = 0;
        byte[] bytes = new byte[64 * 1024];
        for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
            lines +=
                    (int) IntStream.range(0, read).filter(i -> bytes[i] == '\n').count();
        }
        return lines;
    }

    /**
     * What cannot be interrupted ends when its socket or its process is closed, behind the test that has lost patience.
     */
    private static <T> T patiently(Callable<T> action) throws Exception {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                result.complete(action.call());
            } catch (Exception | AssertionError e) {
                result.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return result.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /**
     * One of the programs, as a reader starts it, but with too little memory to keep what {@link #MANY} long lines are.
     */
    private static final class Program implements AutoCloseable {
        private final Process process;
        private final BufferedReader output;
        private final int port;

        Program(String step) throws IOException {
            Path java = Path.of(System.getProperty("java.home"), "bin", "java");
            process = new ProcessBuilder(
                            java.toString(), "-Xmx32m", STEPS.resolve(step).toString(), "0")
                    .start();
            output = process.inputReader();
            try {
                port = number(nextLine().replace("listening on port ", ""));
            } catch (Exception e) {
                process.destroyForcibly();
                throw new AssertionError(step + " does not start", e);
            }
        }

        String nextLine() throws Exception {
            return patiently(output::readLine);
        }

        Socket connect() throws IOException {
            return connect(new Socket());
        }

        Socket connectWithASmallBuffer() throws IOException {
            Socket socket = new Socket();
            socket.setReceiveBufferSize(4096);
            return connect(socket);
        }

        private Socket connect(Socket socket) throws IOException {
            socket.setSoTimeout(PATIENCE_SECONDS * 1000);
            socket.connect(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
            return socket;
        }

        void signal(String name) throws IOException, InterruptedException {
            Process kill = new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid()).start();
            assertThat(kill.waitFor()).isZero();
        }

        void type(String text) throws IOException {
            process.outputWriter().write(text);
            process.outputWriter().flush();
        }

        /** What it has printed until now, and not yet been asked for. Ends it. */
        List<String> restOfOutput() {
            // Unlike that of the process, this destroy leaves the streams open.
            process.toHandle().destroy();
            return new ArrayList<>(output.lines().toList());
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
