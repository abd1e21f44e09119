package tenstages.loadgen.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The servers beside the ladder: stage 4, served in other ways. */
public final class Detours {
    /** Their names. The last one needs Java 21. */
    public static final List<String> NAMES =
            List.of("thread-per-connection", "thread-pool", "work-stealing", "virtual-threads");

    private static final int FIRST_WITH_VIRTUAL_THREADS = 21;

    /** Why one of them cannot be run. */
    public static final String WHY_NOT = "it needs Java " + FIRST_WITH_VIRTUAL_THREADS + " or newer, and this is Java "
            + Runtime.version().feature();

    private Detours() {}

    /** Those that the Java that runs this process can run. */
    public static List<String> runnable() {
        boolean all = Runtime.version().feature() >= FIRST_WITH_VIRTUAL_THREADS;
        return all ? NAMES : NAMES.subList(0, NAMES.size() - 1);
    }

    /** The jar of one of them. Throws IOException, with what to do, if it has not been built. */
    public static Path jar(String name) throws IOException {
        Path jar = Stages.folder(1)
                .resolveSibling("detours")
                .resolve(name)
                .resolve("target")
                .resolve("detours-" + name + ".jar");
        if (!Files.exists(jar)) {
            throw new IOException(
                    jar + " is not there: build it with mvn -q package -DskipTests, or use ./ten, which does");
        }
        return jar;
    }

    /** Starts one of them and waits until it listens. Throws IOException if it does not, or has not been built. */
    public static ServerProcess start(String name, List<String> options) throws IOException {
        if (!runnable().contains(name)) {
            throw new IOException(name + ": " + WHY_NOT);
        }
        return ServerProcess.start(ServerProcess.javaCommand(List.of(), jar(name), options));
    }
}
