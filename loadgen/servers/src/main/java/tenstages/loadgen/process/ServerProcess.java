package tenstages.loadgen.process;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server in a process of its own, from its {@code listening on HOST:PORT} line, or the first connection it takes, to
 * its end. However this process ends, the server ends too, and so does all that it started. It is given an empty
 * folder, {@code TEN_DATA}, which is deleted at its end.
 */
public final class ServerProcess implements Server {
    private static final Pattern LISTENING = Pattern.compile("listening on (.+):(\\d{1,5})");
    private static final Pattern SHELL = Pattern.compile(".*/(sh|dash|bash|busybox|zsh|ksh\\w*)");
    private static final Duration START_TIMEOUT = Duration.ofSeconds(30);
    private static final int KNOCK_MS = 20;
    private static final int MOST_PORT = 65_535;

    private final Session session;
    private final Process process;
    private final boolean inShell;
    private final Optional<ReservedPort> reserved;
    private final CompletableFuture<InetSocketAddress> address = new CompletableFuture<>();
    private final OutputLines output;

    /** Where it took a connection before anybody else knew of it; null if nobody tried. */
    private InetSocketAddress reached;

    private ServerProcess(Session session, boolean inShell, Optional<ReservedPort> reserved) {
        this.session = session;
        process = session.process();
        this.inShell = inShell;
        this.reserved = reserved;
        output = new OutputLines(process, this::readAddress, this::endWithoutAddress);
    }

    /**
     * Starts a server and waits until it listens. Throws IOException, with the last lines it printed, if it does not.
     */
    public static ServerProcess start(List<String> command) throws IOException {
        return start(command, START_TIMEOUT);
    }

    static ServerProcess start(List<String> command, Duration patience) throws IOException {
        return start(new ProcessBuilder(command), false, Map.of(), Optional.empty(), patience);
    }

    /**
     * Starts a server by a line for the shell, in this folder and with these variables in its environment, and waits
     * until it says that it listens, or until it can be reached at this port of this machine. Throws IOException, with
     * the last lines it printed, if neither happens in time. The port is given back at the end of the server.
     */
    static ServerProcess startInShell(
            String line, Optional<Path> folder, Map<String, String> environment, ReservedPort port, Duration patience)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", line);
        folder.ifPresent(path -> builder.directory(path.toFile()));
        return start(builder, true, environment, Optional.of(port), patience);
    }

    private static ServerProcess start(
            ProcessBuilder builder,
            boolean inShell,
            Map<String, String> environment,
            Optional<ReservedPort> reserved,
            Duration patience)
            throws IOException {
        int port = reserved.map(ReservedPort::number).orElse(0);
        List<String> command = List.copyOf(builder.command());
        ServerProcess server;
        try {
            server = new ServerProcess(Session.start(builder, environment), inShell, reserved);
        } catch (IOException e) {
            reserved.ifPresent(ReservedPort::close);
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

    /** The folder that it was given, {@code TEN_DATA}; deleted when it is closed. */
    public Path data() {
        return session.data();
    }

    /** The id of its process, and not that of a shell which waits for it. */
    public long pid() {
        return signalled().pid();
    }

    @Override
    public void signal(String name) throws IOException {
        Interrupts.OURS.check(name);
        try {
            long pid = signalled().pid();
            // The shell's own kill: not every machine has the program.
            Process kill = new ProcessBuilder("sh", "-c", "kill -s " + name + " " + pid).start();
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
            output.awaitEnd();
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    @Override
    public List<String> stdoutLines() {
        return output.stdout();
    }

    @Override
    public List<String> lastLines() {
        return output.last();
    }

    @Override
    public long lineCount() {
        return output.count();
    }

    @Override
    public List<String> linesSince(long count) {
        return output.since(count);
    }

    @Override
    public long stdoutCount() {
        return output.stdoutCount();
    }

    @Override
    public List<String> stdoutSince(long count) {
        return output.stdoutSince(count);
    }

    @Override
    public List<String> firstErrors() {
        return output.firstErrors();
    }

    @Override
    public void close() {
        session.close(output);
        reserved.ifPresent(ReservedPort::close);
    }

    /** The server itself. Some shells become the program that they are to run, and others wait for it. */
    private ProcessHandle signalled() {
        List<ProcessHandle> children = process.children().toList();
        boolean waits = inShell
                && process.info().command().filter(SHELL.asMatchPredicate()).isPresent();
        return waits && children.size() == 1 ? children.get(0) : process.toHandle();
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

    /**
     * Wherever it says that it listens, or else at the port of this machine. Throws ExecutionException if it has ended.
     */
    private boolean isReached(int port) throws InterruptedException, ExecutionException {
        if (address.isDone() && Knock.at(address.get())) {
            reached = address.get();
        } else if (process.isAlive()) {
            reached = Knock.at(port).orElse(null);
        }
        return reached != null;
    }

    private void readAddress(String line) {
        Matcher matcher = LISTENING.matcher(line);
        if (matcher.matches() && Integer.parseInt(matcher.group(2)) <= MOST_PORT) {
            address.complete(new InetSocketAddress(matcher.group(1), Integer.parseInt(matcher.group(2))));
        }
    }

    private void endWithoutAddress() {
        process.onExit().join();
        address.completeExceptionally(new IOException("ended"));
    }

    /** One line that says what is wrong, and then what the server said itself. */
    private StartFailure failure(String what, List<String> command) {
        String line = inShell ? command.get(command.size() - 1) : String.join(" ", command);
        return new StartFailure("the server " + what + ": " + line, lastLines());
    }
}
