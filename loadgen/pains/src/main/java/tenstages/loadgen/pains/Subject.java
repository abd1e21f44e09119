package tenstages.loadgen.pains;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tenstages.loadgen.process.Cluster;
import tenstages.loadgen.process.ClusterProcess;
import tenstages.loadgen.process.Program;
import tenstages.loadgen.process.Server;
import tenstages.loadgen.process.ServerCommand;
import tenstages.loadgen.protocol.StageOptions;

/** What a scenario is run on: it starts servers that take those of the options that they know. */
public interface Subject {
    /** Starts a server, and returns once it listens. Throws IOException, with the reason, if it does not. */
    Server start(List<String> jvmOptions, Map<String, String> options) throws IOException;

    /** Starts the brokers of two servers that share a log, in this folder. Throws IOException if they do not serve. */
    default Cluster startCluster(Path data) throws IOException {
        throw new IOException("it has no brokers");
    }

    /** Whether it is two servers on a cluster of brokers. */
    default boolean isDoubled() {
        return false;
    }

    /** Whether its servers are JVMs that print where their threads are on SIGQUIT, which ends any other program. */
    default boolean showsItsThreads() {
        return false;
    }

    /** The project's own program. */
    static Subject of(Side side) {
        return new Subject() {
            @Override
            public Server start(List<String> jvmOptions, Map<String, String> options) throws IOException {
                Program program = side.resolved();
                List<String> words = new ArrayList<>(List.of("--port", "0"));
                words.addAll(program.known(options));
                return program.start(jvmOptions, words);
            }

            @Override
            public Cluster startCluster(Path data) throws IOException {
                return ClusterProcess.start(side.resolved().builtJar(), data);
            }

            @Override
            public boolean isDoubled() {
                return side.isDoubled();
            }

            @Override
            public boolean showsItsThreads() {
                return true;
            }
        };
    }

    /**
     * A server of one's own, in any language, on the command line with the options that this stage knows. All of them
     * are in its environment, and what it keeps it finds again in the folder {@code TEN_DATA}.
     */
    static Subject of(ServerCommand command, int stage) {
        return (jvmOptions, options) -> {
            Map<String, String> variables = new TreeMap<>();
            options.forEach((option, value) -> variables.put(ServerCommand.variable(option), value));
            Files.createDirectories(Path.of(options.get("--data")));
            return command.start(StageOptions.known(stage, options), variables);
        };
    }
}
