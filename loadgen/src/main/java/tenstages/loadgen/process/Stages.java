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

/** The ten reference servers: where their jars are, and which options each knows. */
public final class Stages {
    /** The number of the last stage. */
    public static final int LAST = 10;

    private static final Map<String, Integer> OPTION_SINCE = Map.of(
            "--max-line-bytes", 3,
            "--work-ms", 4,
            "--queue", 5,
            "--max-connections", 3,
            "--workers", 6,
            "--hold-ms", 7,
            "--stripes", 8,
            "--drain-ms", 10);

    private Stages() {}

    /** Those of the options that this stage knows, as a command line. */
    public static List<String> options(int stage, Map<String, String> options) {
        return new TreeMap<>(options)
                .entrySet().stream()
                        .filter(option -> OPTION_SINCE.get(option.getKey()) <= stage)
                        .flatMap(option -> Stream.of(option.getKey(), option.getValue()))
                        .toList();
    }

    /** The folder of a stage, such as {@code stage04-shared-state}. Throws IOException if there is none. */
    public static Path folder(int stage) throws IOException {
        Path root = root();
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
        Path jar = folder.resolve("target").resolve(folder.getFileName() + ".jar");
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
