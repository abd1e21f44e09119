package tenstages.loadgen.process;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The ten reference servers, and those beyond them: where their jars are, and which options each knows. */
public final class Stages {
    /** The number of the last stage. */
    public static final int LAST = 10;

    /** The number by which scenarios know {@code beyond/kafka}, which takes the pain of the last stage away. */
    public static final int BEYOND = 11;

    /** The same once more: two servers, on a cluster of brokers. */
    public static final int BEYOND_TWICE = 12;

    /** The number by which pages know {@code beyond/speed}, which does what the last stage does in less time. */
    public static final int SPEED = 13;

    private static final Map<String, Integer> OPTION_SINCE = Map.of(
            "--max-line-bytes", 3,
            "--work-ms", 4,
            "--queue", 5,
            "--max-connections", 3,
            "--workers", 6,
            "--hold-ms", 7,
            "--stripes", 8,
            "--drain-ms", 10,
            "--data", BEYOND,
            "--bootstrap", BEYOND);

    private Stages() {}

    /** Those of the options that this stage knows, as a command line. */
    public static List<String> options(int stage, Map<String, String> options) {
        return new TreeMap<>(options)
                .entrySet().stream()
                        .filter(option -> OPTION_SINCE.get(option.getKey()) <= stage)
                        .flatMap(option -> Stream.of(option.getKey(), option.getValue()))
                        .toList();
    }

    /** All options of the ten stages but {@code --port}, in the order of the alphabet. */
    public static List<String> optionNames() {
        return OPTION_SINCE.keySet().stream()
                .filter(option -> OPTION_SINCE.get(option) <= LAST)
                .sorted()
                .toList();
    }

    /** The name of a stage, such as {@code stage04-shared-state}. Throws IOException if there is none. */
    public static String name(int stage) throws IOException {
        return stage > LAST ? called(stage) : folder(stage).getFileName().toString();
    }

    /** A stage in a sentence, such as {@code stage 4}. */
    public static String called(int stage) {
        return switch (stage) {
            case BEYOND -> "beyond/kafka";
            case BEYOND_TWICE -> "two of them";
            case SPEED -> "beyond/speed";
            default -> "stage " + stage;
        };
    }

    /** The stage that this one is compared with: the one before it, or the last one. */
    public static int before(int stage) {
        return Math.min(stage - 1, LAST);
    }

    /** The folder of a stage, such as {@code stage04-shared-state}. Throws IOException if there is none. */
    public static Path folder(int stage) throws IOException {
        Path root = root();
        if (stage > LAST) {
            return root.resolve("beyond").resolve(stage == SPEED ? "speed" : "kafka");
        }
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(root, "stage%02d-*".formatted(stage))) {
            for (Path folder : folders) {
                return folder;
            }
        }
        throw new IOException("there is no folder of stage " + stage + " in " + root);
    }

    /** The page of a stage, as a path that works from where the user is. */
    public static String pageFromHere(int stage) throws IOException {
        Path page = folder(stage).resolve("README.md").toAbsolutePath().normalize();
        Path here = Path.of("").toAbsolutePath();
        return String.valueOf(page.getRoot().equals(here.getRoot()) ? here.relativize(page) : page);
    }

    /** The jar of a stage. Throws IOException, with what to do, if it has not been built. */
    public static Path jar(int stage) throws IOException {
        Path folder = folder(stage);
        String name = (stage > LAST ? "beyond-" : "") + folder.getFileName();
        Path jar = folder.resolve("target").resolve(name + ".jar");
        if (!Files.exists(jar)) {
            throw new IOException(
                    jar + " is not there: build it with mvn -q package -DskipTests, or use ./ten, which does");
        }
        return jar;
    }

    /** Starts a stage and waits until it listens. Throws IOException if it does not, or has not been built. */
    public static Server start(int stage, List<String> jvmOptions, List<String> options) throws IOException {
        return ServerProcess.start(ServerProcess.javaCommand(jvmOptions, jar(stage), options));
    }

    /** Starts three brokers, and waits until they serve. Throws IOException if they do not, or have not been built. */
    public static Cluster startCluster(Path data) throws IOException {
        return ClusterProcess.start(jar(BEYOND_TWICE), data);
    }

    /** The project's root: the first folder above our own jar or classes that holds the stages. */
    private static Path root() throws IOException {
        Path ours;
        try {
            ours = Path.of(Stages.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IOException("cannot tell where this program is", e);
        }
        for (Path folder = ours; folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("stage01-blocking"))) {
                return folder;
            }
        }
        throw new IOException("the stages are not beside " + ours + ": run ten in the folder it was built in");
    }
}
