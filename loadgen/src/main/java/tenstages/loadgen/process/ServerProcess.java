package tenstages.loadgen.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server in a process of its own, from its {@code listening on HOST:PORT} line to its end. However this process ends,
 * the server ends too.
 */
public final class ServerProcess implements Server {
    private static final Pattern LISTENING = Pattern.compile("listening on (.+):(\\d+)");
    private static final Duration START_TIMEOUT = Duration.ofSeconds(30);
    private static final int KEPT_LINES = 32;
    private static final long SIGINT_BIT = 1 << 1;
    private static final Set<ServerProcess> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(ServerProcess::kill)));
    }

    private final Process process;
    private final Process guard;
    private final CompletableFuture<InetSocketAddress> address = new CompletableFuture<>();
    private final Thread stdout;
    private final Thread stderr;

    // shared between threads, guarded by itself
    private final Deque<String> lastLines = new ArrayDeque<>();

    // written by the stdout thread, guarded by lastLines
    private final List<String> stdoutLines = new ArrayList<>();

    private ServerProcess(Process process) throws IOException {
        this.process = process;
        guard = guard(process.pid());
        RUNNING.add(this);
        stdout = read(process.getInputStream(), "stdout", true);
        stderr = read(process.getErrorStream(), "stderr", false);
    }

    /** The Java that runs this process. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** The command that runs a jar with the Java that runs this process. */
    public static List<String> javaCommand(List<String> jvmOptions, Path jar, List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(java());
        command.addAll(jvmOptions);
        command.add("-jar");
        command.add(jar.toString());
        command.addAll(options);
        return command;
    }

    /**
     * Starts a server and waits until it listens. Throws IOException, with the last lines it printed, if it does not.
     */
    public static ServerProcess start(List<String> command) throws IOException {
        return start(command, START_TIMEOUT);
    }

    static ServerProcess start(List<String> command, Duration patience) throws IOException {
        List<String> words = new ArrayList<>(ignoresInterrupts() ? List.of("env", "--default-signal=INT") : List.of());
        words.addAll(command);
        ServerProcess server = new ServerProcess(new ProcessBuilder(words).start());
        try {
            server.address.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return server;
        } catch (ExecutionException e) {
            server.close();
            throw server.failure("ended with exit code " + server.process.exitValue() + " before it listened", command);
        } catch (TimeoutException e) {
            server.close();
            throw server.failure("printed no 'listening on HOST:PORT' in " + patience.toMillis() + " ms", command);
        } catch (InterruptedException e) {
            server.close();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the server was starting", e);
        }
    }

    @Override
    public InetSocketAddress address() {
        return address.join();
    }

    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    /** The id of its process. */
    public long pid() {
        return process.pid();
    }

    @Override
    public void signal(String name) throws IOException {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start();
            if (kill.waitFor() != 0) {
                throw new IOException("could not send SIG" + name + " to process " + process.pid());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while sending SIG" + name, e);
        }
    }

    @Override
    public int awaitExit(Duration timeout) {
        try {
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                return -1;
            }
            stdout.join();
            stderr.join();
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    @Override
    public List<String> stdoutLines() {
        synchronized (lastLines) {
            return List.copyOf(stdoutLines);
        }
    }

    @Override
    public List<String> lastLines() {
        synchronized (lastLines) {
            return List.copyOf(lastLines);
        }
    }

    @Override
    public void close() {
        kill();
        try {
            process.waitFor();
            stdout.join();
            stderr.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        guard.destroyForcibly();
        RUNNING.remove(this);
    }

    /** Outlives us even if we are killed: the pipe to it then closes, its read ends, and it ends the server. */
    private static Process guard(long pid) throws IOException {
        return new ProcessBuilder("sh", "-c", "trap '' INT; read -r _; kill -9 " + pid)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /**
     * Whether whoever started us had SIGINT ignored, as {@code nohup} and a shell's {@code &} do: a server would inherit
     * that, and never see a Ctrl+C.
     */
    private static boolean ignoresInterrupts() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return false;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & SIGINT_BIT) != 0);
    }

    private Thread read(InputStream stream, String name, boolean listens) {
        Thread thread = new Thread(() -> keepLines(stream, listens), "server-" + name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void keepLines(InputStream stream, boolean listens) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                keep(line, listens);
            }
        } catch (IOException e) {
            // The process was ended while it was printing.
        }
        if (listens) {
            process.onExit().join();
            address.completeExceptionally(new IOException("ended"));
        }
    }

    private void keep(String line, boolean listens) {
        synchronized (lastLines) {
            if (lastLines.size() == KEPT_LINES) {
                lastLines.removeFirst();
            }
            lastLines.addLast(line);
            if (listens) {
                stdoutLines.add(line);
            }
        }
        Matcher matcher = LISTENING.matcher(line);
        if (listens && matcher.matches()) {
            address.complete(new InetSocketAddress(matcher.group(1), Integer.parseInt(matcher.group(2))));
        }
    }

    private IOException failure(String what, List<String> command) {
        return new IOException(String.join(" ", command) + "\n" + what + "; its last lines were:\n  "
                + String.join("\n  ", lastLines()));
    }
}
