package tenstages.loadgen.process;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A server in a process of its own, from its {@code listening on HOST:PORT} line, or the first connection it takes, to its
 * end. However this process ends, the server ends too, and so does all that it started. It is given an empty folder,
 * {@code TEN_DATA}, which is deleted at its end.
 */
public final class ServerProcess implements Server {
    private static final Pattern LISTENING = Pattern.compile("listening on (.+):(\\d{1,5})");
    private static final Pattern SHELL = Pattern.compile(".*/(sh|dash|bash|busybox|zsh|ksh\\w*)");
    private static final Duration START_TIMEOUT = Duration.ofSeconds(30);
    private static final int KEPT_LINES = 32;
    private static final int KEPT_STDOUT_LINES = 1000;
    private static final int KEPT_CHARACTERS = 4000;
    private static final int KNOCK_MS = 20;
    private static final int FAREWELL_MS = 1000;
    private static final int MOST_PORT = 65_535;
    private static final int READERS_MS = 2000;
    private static final long SIGINT_BIT = 1 << 1;
    private static final List<String> SETSID = onPath("setsid") ? List.of("setsid") : List.of();
    private static final Set<ServerProcess> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(ServerProcess::kill)));
    }

    private final Process process;
    private final boolean inShell;
    private final ScratchFolder data;
    private final Process guard;
    private final CompletableFuture<InetSocketAddress> address = new CompletableFuture<>();
    private final Thread stdout;
    private final Thread stderr;

    /** Where it took a connection before anybody else knew of it; null if nobody tried. */
    private InetSocketAddress reached;

    // shared between threads, guarded by itself
    private final Deque<String> lastLines = new ArrayDeque<>();

    // written by the stdout thread, guarded by lastLines
    private final Deque<String> stdoutLines = new ArrayDeque<>();

    private ServerProcess(Process process, boolean inShell, ScratchFolder data) throws IOException {
        this.process = process;
        this.inShell = inShell;
        this.data = data;
        guard = guardOf(process, data);
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
        return start(command, false, Map.of(), 0, patience);
    }

    /**
     * Starts a server by a line for the shell, with these variables in its environment, and waits until it says that it
     * listens, or until it can be reached at this port of this machine. Throws IOException, with the last lines it printed,
     * if neither happens in time.
     */
    static ServerProcess startInShell(String line, Map<String, String> environment, int port, Duration patience)
            throws IOException {
        return start(List.of("sh", "-c", line), true, environment, port, patience);
    }

    private static ServerProcess start(
            List<String> command, boolean inShell, Map<String, String> environment, int port, Duration patience)
            throws IOException {
        // In a session of its own: then all that it starts can be ended together, and Ctrl+C is ours alone.
        List<String> words = new ArrayList<>(SETSID);
        words.addAll(ignoresInterrupts() ? List.of("env", "--default-signal=INT") : List.of());
        words.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().putAll(environment);
        ScratchFolder data = new ScratchFolder();
        builder.environment().put("TEN_DATA", data.path().toString());
        ServerProcess server;
        try {
            server = new ServerProcess(builder.start(), inShell, data);
        } catch (IOException e) {
            data.close();
            throw e;
        }
        try {
            server.awaitListening(port, patience);
            return server;
        } catch (ExecutionException e) {
            server.close();
            throw server.failure("ended with exit code " + server.process.exitValue() + " before it listened", command);
        } catch (TimeoutException e) {
            server.close();
            String missing = port > 0
                    ? "did not listen on port " + port + " ({port}, TEN_PORT), nor print 'listening on HOST:PORT',"
                    : "printed no 'listening on HOST:PORT'";
            throw server.failure(missing + " in " + patience.toMillis() + " ms", command);
        } catch (InterruptedException e) {
            server.close();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the server was starting", e);
        }
    }

    @Override
    public InetSocketAddress address() {
        return reached != null ? reached : address.join();
    }

    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    /** The id of its process, and not that of a shell which waits for it. */
    public long pid() {
        return signalled().pid();
    }

    @Override
    public void signal(String name) throws IOException {
        try {
            long pid = signalled().pid();
            Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(pid)).start();
            if (kill.waitFor() != 0) {
                throw new IOException("could not send SIG" + name + " to process " + pid);
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
            joinReaders();
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
            joinReaders();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        data.close();
    }

    /**
     * It has no child that is left once the guard is gone. It is ended by its handle, because the process itself would
     * close the pipes with that, and its last lines would be lost.
     */
    private void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.toHandle().destroyForcibly();
        try {
            guard.getOutputStream().close();
            guard.waitFor();
        } catch (IOException e) {
            // It has ended already.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        RUNNING.remove(this);
    }

    /** Nothing is left behind if there is no guard to be had. */
    private static Process guardOf(Process process, ScratchFolder data) throws IOException {
        try {
            return guard(process.pid(), data.path());
        } catch (IOException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /**
     * Outlives us even if we are killed: the pipe to it then closes, its read ends, and it ends the server with all that is
     * in its session.
     */
    private static Process guard(long pid, Path data) throws IOException {
        String kill = SETSID.isEmpty() ? "kill -s KILL " + pid : "pkill -KILL -s " + pid + "; kill -s KILL -- -" + pid;
        List<String> words = new ArrayList<>(SETSID);
        words.addAll(List.of(
                "sh", "-c", "trap '' INT TERM HUP; read -r _; " + kill + "; rm -rf -- \"$1\"", "sh", data.toString()));
        return new ProcessBuilder(words)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** The server itself. Some shells become the program that they are to run, and others wait for it. */
    private ProcessHandle signalled() {
        List<ProcessHandle> children = process.children().toList();
        boolean waits = inShell
                && process.info().command().filter(SHELL.asMatchPredicate()).isPresent();
        return waits && children.size() == 1 ? children.get(0) : process.toHandle();
    }

    /** Whether a shell would find a program of this name. */
    public static boolean onPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
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

    /** Throws ExecutionException if the process ends first. */
    private void awaitListening(int port, Duration patience)
            throws InterruptedException, ExecutionException, TimeoutException {
        if (port == 0) {
            address.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return;
        }
        long deadline = System.nanoTime() + patience.toNanos();
        while (!isReached(port)) {
            if (System.nanoTime() - deadline > 0) {
                throw new TimeoutException();
            }
            TimeUnit.MILLISECONDS.sleep(KNOCK_MS);
        }
    }

    /** Wherever it says that it listens, or else at the port of this machine. Throws ExecutionException if it has ended. */
    private boolean isReached(int port) throws InterruptedException, ExecutionException {
        if (address.isDone()
                && listens(address.get().getHostString(), address.get().getPort())) {
            reached = address.get();
            return true;
        }
        for (String host : List.of("127.0.0.1", "::1")) {
            if (process.isAlive() && listens(host, port)) {
                reached = new InetSocketAddress(host, port);
                return true;
            }
        }
        return false;
    }

    /**
     * Whether somebody takes a connection there. Without a listener the system may connect the port with itself. The end
     * is waited for, so that the server does not count this client any more.
     */
    private static boolean listens(String host, int port) {
        try (Socket socket = new Socket(host, port)) {
            if (socket.getLocalPort() == port) {
                return false;
            }
            awaitFarewell(socket);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void awaitFarewell(Socket socket) {
        try {
            socket.setSoTimeout(FAREWELL_MS);
            socket.shutdownOutput();
            socket.getInputStream().read();
        } catch (IOException e) {
            // A reset, or nothing at all: that is for the exam to judge.
        }
    }

    /** What it printed is complete then, unless a child that outlived it holds the other end. */
    private void joinReaders() throws InterruptedException {
        stdout.join(READERS_MS);
        stderr.join(READERS_MS);
    }

    private Thread read(InputStream stream, String name, boolean listens) {
        Thread thread = new Thread(() -> keepLines(stream, listens), "server-" + name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void keepLines(InputStream stream, boolean listens) {
        try (Reader characters = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            StringBuilder line = new StringBuilder();
            for (int next = characters.read(); next >= 0; next = characters.read()) {
                if (next == '\n') {
                    keep(line.toString(), listens);
                    line.setLength(0);
                } else if (line.length() < KEPT_CHARACTERS && next != '\r') {
                    line.append((char) next);
                }
            }
            if (line.length() > 0) {
                keep(line.toString(), listens);
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
                if (stdoutLines.size() == KEPT_STDOUT_LINES) {
                    stdoutLines.removeFirst();
                }
                stdoutLines.addLast(line);
            }
        }
        Matcher matcher = LISTENING.matcher(line);
        if (listens && matcher.matches() && Integer.parseInt(matcher.group(2)) <= MOST_PORT) {
            address.complete(new InetSocketAddress(matcher.group(1), Integer.parseInt(matcher.group(2))));
        }
    }

    /** One line that says what is wrong, and then what the server said itself. */
    private StartFailure failure(String what, List<String> command) {
        String line = inShell ? command.get(command.size() - 1) : String.join(" ", command);
        return new StartFailure("the server " + what + ": " + line, lastLines());
    }
}
