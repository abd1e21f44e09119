package tenstages.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tenstages.loadgen.process.JavaCommand;
import tenstages.loadgen.process.ServerProcess;

/** The server as a process. */
final class Program {
    private Program() {}

    /** Starts it on any port, and waits until it listens. */
    static ServerProcess start(Path data, String... options) throws IOException {
        return start(List.of(), data, options);
    }

    /** The same behind other words, for instance {@code env} and a variable. */
    static ServerProcess start(List<String> before, Path data, String... options) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(command(Main.class, "--port", "0", "--data", data.toString()));
        command.addAll(List.of(options));
        return ServerProcess.start(command);
    }

    static List<String> command(Class<?> program, String... options) {
        List<String> command = new ArrayList<>(List.of(JavaCommand.java(), "-ea"));
        // It starts sooner so, and runs only for some seconds.
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of(options));
        return command;
    }

    /** The processes that it has started: its brokers. */
    static List<ProcessHandle> brokersOf(ServerProcess server) {
        return ProcessHandle.of(server.pid()).stream()
                .flatMap(ProcessHandle::children)
                .toList();
    }

    static void signal(ProcessHandle process, String signal) throws IOException, InterruptedException {
        int exitCode = new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                .start()
                .waitFor();
        if (exitCode != 0) {
            throw new IOException("could not send SIG" + signal);
        }
    }
}
