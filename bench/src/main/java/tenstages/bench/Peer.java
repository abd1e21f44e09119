package tenstages.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tenstages.loadgen.engine.RequestLines;
import tenstages.loadgen.process.EchoProgram;
import tenstages.loadgen.process.Programs;
import tenstages.loadgen.process.SearchPath;
import tenstages.loadgen.process.Server;
import tenstages.loadgen.process.ServerCommand;
import tenstages.loadgen.process.ServerProcess;

/**
 * A server to be measured.
 *
 * @param name what the tables call it
 * @param launcher starts a process of it
 * @param redis whether it speaks the protocol of Redis, and not ours
 */
record Peer(String name, Launcher launcher, boolean redis) {
    /** The work is free, and the queue is long enough that nothing is rejected. */
    private static final List<String> FULL_SPEED =
            List.of("--port", "0", "--work-ms", "0", "--hold-ms", "0", "--queue", "100000");

    static final Peer SPEED = new Peer("beyond/speed", () -> startJar("speed"), false);

    private static final Peer STAGE_10 = new Peer("stage 10", () -> startJar("10"), false);
    private static final Peer ECHO = new Peer("echo", EchoProgram::start, false);
    private static final Peer RUST = new Peer("examples/rust", Peer::startRust, false);
    private static final Peer REDIS = new Peer("Redis INCRBY", Peer::startRedis, true);

    /** Starts a server, and returns once it listens. */
    @FunctionalInterface
    interface Launcher {
        Server start() throws IOException;
    }

    /** Those that this machine can run; what is missing is said on stderr. Ours come first. */
    static List<Peer> all() throws IOException {
        List<Peer> peers = new ArrayList<>(List.of(SPEED, STAGE_10, ECHO));
        if (SearchPath.has("cargo")) {
            buildRust();
            peers.add(RUST);
        } else {
            System.err.println("without examples/rust: there is no cargo");
        }
        if (SearchPath.has("redis-server")) {
            peers.add(REDIS);
        } else {
            System.err.println("without Redis: there is no redis-server");
        }
        return peers;
    }

    /** The same requests for all, in the protocol of each. */
    RequestLines requests(int users) {
        return redis ? RequestLines.redisIncrements(users, 1) : RequestLines.events(users, 1);
    }

    /** The folder of the project. Throws IOException if this program does not run inside it. */
    static Path root() throws IOException {
        return Programs.root();
    }

    private static Server startJar(String program) throws IOException {
        return Programs.named(program).start(List.of(), FULL_SPEED);
    }

    private static Server startRust() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(
                root().resolve("examples/rust/target/release/tenstages-rust").toString());
        command.addAll(FULL_SPEED);
        return ServerProcess.start(command);
    }

    private static Server startRedis() throws IOException {
        return new ServerCommand("exec redis-server --port {port} --save '' --appendonly no", true).start(List.of());
    }

    private static void buildRust() throws IOException {
        Process cargo = new ProcessBuilder("cargo", "build", "--release", "--quiet")
                .directory(root().resolve("examples/rust").toFile())
                .inheritIO()
                .start();
        if (cargo.onExit().join().exitValue() != 0) {
            throw new IOException("examples/rust does not build");
        }
    }
}
