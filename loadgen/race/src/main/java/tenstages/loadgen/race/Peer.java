package tenstages.loadgen.race;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tenstages.loadgen.engine.RequestLines;
import tenstages.loadgen.process.EchoProgram;
import tenstages.loadgen.process.Programs;
import tenstages.loadgen.process.SearchPath;
import tenstages.loadgen.process.Server;
import tenstages.loadgen.process.ServerCommand;
import tenstages.loadgen.process.ServerProcess;

/** A server to compare with, known by name, that is no program of the ladder. */
public enum Peer {
    /** Writes back the bytes it reads, and does not look at them. */
    ECHO("echo", "echo", ""),
    /** Stage 10 on Tokio. */
    RUST("rust", "examples/rust", "cargo"),
    /** Increments a number for each event, in its own protocol: another job, and so a landmark. */
    REDIS("redis", "Redis INCRBY", "redis-server");

    private final String shortName;
    private final String called;
    private final String needed;

    Peer(String shortName, String called, String needed) {
        this.shortName = shortName;
        this.called = called;
        this.needed = needed;
    }

    /** The one that this text begins with; empty if it is none of them. */
    public static Optional<Peer> named(String text) {
        String name = text.strip().split("\\s+")[0];
        return Stream.of(values()).filter(peer -> peer.shortName.equals(name)).findFirst();
    }

    /** What people type for it. */
    public String shortName() {
        return shortName;
    }

    /** Why this machine cannot run it; empty if it can. */
    public String whyNot() {
        return needed.isEmpty() || SearchPath.has(needed) ? "" : "there is no " + needed;
    }

    Contestant contestant(List<String> options) {
        String name = String.join(" ", Contestant.all(List.of(called), options));
        return switch (this) {
            case ECHO -> new Contestant(name, workMs -> EchoProgram.start());
            case RUST -> new Contestant(name, workMs -> startRust(workMs, options));
            case REDIS ->
                new Contestant(name, workMs -> startRedis(options), RequestLines.redisIncrements(Contestant.USERS, 1));
        };
    }

    private static Server startRust(int workMs, List<String> options) throws IOException {
        Path folder = Programs.root().resolve("examples/rust");
        build(folder);
        List<String> command = new ArrayList<>(
                List.of(folder.resolve("target/release/tenstages-rust").toString(), "--port", "0"));
        Contestant.course(workMs).forEach((option, value) -> command.addAll(List.of(option, value)));
        command.addAll(options);
        return ServerProcess.start(command);
    }

    /** If it has been built, this takes no time. */
    private static void build(Path folder) throws IOException {
        Process cargo = new ProcessBuilder("cargo", "build", "--release", "--quiet")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(cargo.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (cargo.onExit().join().exitValue() != 0) {
            throw new IOException("examples/rust does not build: " + said);
        }
    }

    private static Server startRedis(List<String> options) throws IOException {
        String command = "exec redis-server --port {port} --save '' --appendonly no " + String.join(" ", options);
        return new ServerCommand(command, true).start(List.of());
    }
}
