package tenstages.loadgen.process;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipFile;

/**
 * Builds modules of the project whose sources have changed, with Maven, one build at a time: a lock of the system says
 * whose turn it is, and is free again however its owner ends. In one file that needs no other, because the launcher
 * {@code ten} runs it from its source, to build this very program.
 */
public final class Build {
    private static final String NO_MAVEN = "Maven, 3.8 or newer, is needed: install it, and put its bin on the PATH (";
    private static final String CANNOT = "cannot build (is the folder yours to write, and is there room?): ";
    private static final String COMPILED = ".*[/\\\\]target[/\\\\]classes[/\\\\].*";
    private static final long PAUSE_NANOS = 100_000_000;

    /** Help does not wait at all. */
    private static final Duration PATIENCE = Duration.ofMinutes("now".equals(System.getenv("TEN_BUILD")) ? 0 : 10);

    private static final Charset MAVENS_CHARSET = Charset.forName(System.getProperty("native.encoding", "UTF-8"));

    private final Path root;
    private final Path log;
    private final List<String> mvn;
    private final Duration patience;
    private final Consumer<String> progress;

    /** A module cannot be built: the message says why, and what to do. */
    public static final class Failure extends IOException {
        Failure(String message) {
            super(message);
        }
    }

    /** In the project's folder; tells in words what it is doing. */
    public Build(Path root, Consumer<String> progress) {
        this(root, File.separatorChar == '\\' ? List.of("cmd", "/c", "mvn") : List.of("mvn"), PATIENCE, progress);
    }

    /** The patience is how long it waits for another ten that is building. */
    Build(Path root, List<String> mvn, Duration patience, Consumer<String> progress) {
        this.root = root;
        log = root.resolve("target").resolve("ten-build.log");
        this.mvn = mvn;
        this.patience = patience;
        this.progress = progress;
    }

    /** The project's folder, and then modules, such as {@code beyond/kafka}. Exit code 2: one could not be built. */
    public static void main(String[] arguments) throws IOException {
        try {
            new Build(Path.of(arguments[0]), System.err::println)
                    .bringUpToDate(List.of(arguments).subList(1, arguments.length));
        } catch (Failure e) {
            System.err.println("ten: " + e.getMessage());
            System.exit(2);
        }
    }

    /** Builds those that are not built, or have been changed since. Throws {@link Failure}. */
    public void bringUpToDate(List<String> modules) throws IOException {
        try {
            if (!stale(modules).isEmpty()) {
                buildAlone(modules);
            }
        } catch (IOException | UncheckedIOException e) {
            throw e instanceof Failure told ? told : new Failure(CANNOT + e.getMessage());
        }
    }

    private List<Sources> stale(List<String> modules) throws IOException {
        List<Sources> stale = new ArrayList<>();
        for (String module : modules) {
            Sources sources = new Sources(root, module);
            if (!sources.areThoseOfTheJar()) {
                stale.add(sources);
            }
        }
        return stale;
    }

    private void buildAlone(List<String> modules) throws IOException {
        Files.createDirectories(log.getParent());
        Path lock = log.resolveSibling("ten-build.lock");
        try (FileChannel file = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            long begun = System.nanoTime();
            for (boolean told = false; file.tryLock() == null; told = true) {
                // It may have been stopped in the middle of its build.
                if (System.nanoTime() - begun >= patience.toNanos()) {
                    throw new Failure("another ten is building: try again when it is done, or end it if it never is");
                }
                if (!told) {
                    progress.accept("waiting for another ten to finish building …");
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            // The build that was waited for may have been of the same modules.
            List<Sources> stale = stale(modules);
            if (!stale.isEmpty()) {
                build(stale);
            }
        }
    }

    private void build(List<Sources> stale) throws IOException {
        String version = version();
        FileTime begun = FileTime.fromMillis(System.currentTimeMillis());
        for (Sources sources : stale) {
            sources.announce();
        }
        List<String> arguments = new ArrayList<>(List.of("-B", "package", "-Dmaven.test.skip=true", "-am", "-pl"));
        arguments.add(stale.stream().map(sources -> sources.module).collect(Collectors.joining(",")));
        if (version.equals("3.8")) {
            // Newer ones read MAVEN_ARGS themselves.
            arguments.addAll(
                    List.of(System.getenv().getOrDefault("MAVEN_ARGS", "").split("\\s+")));
            arguments.removeIf(String::isBlank);
        }
        List<String> artifacts = stale.stream().map(sources -> sources.artifact).toList();
        if (run(arguments, artifacts) != 0) {
            throw new Failure("the build failed: fix these errors, and try again (all that Maven said: " + log + ")\n"
                    + errors());
        }
        for (Sources sources : stale) {
            sources.remember(begun);
        }
    }

    private String version() throws Failure {
        String said = "";
        try {
            said = new String(
                    process(List.of("-version")).start().getInputStream().readAllBytes(), MAVENS_CHARSET);
        } catch (IOException e) {
            // There is no mvn.
        }
        Matcher version = Pattern.compile("Apache Maven (\\d+)\\.(\\d+)").matcher(said);
        String number = version.find() ? version.group(1) + "." + version.group(2) : "";
        if (number.isEmpty() || number.matches("[12]\\..*|3\\.[0-7]")) {
            throw new Failure(NO_MAVEN + (number.isEmpty() ? "mvn does not run)" : "mvn is " + number + ")"));
        }
        return number;
    }

    private int run(List<String> arguments, List<String> artifacts) throws IOException {
        // Before Maven starts: the end may come in between.
        Thread hook = new Thread(() -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroy));
        Runtime.getRuntime().addShutdownHook(hook);
        Process process = process(arguments).start();
        Pattern building = Pattern.compile("\\[INFO] Building (\\S+) .*");
        boolean downloading = false;
        try (BufferedReader said = process.inputReader(MAVENS_CHARSET);
                BufferedWriter kept = Files.newBufferedWriter(log)) {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                kept.write(line + "\n");
                Matcher module = building.matcher(line);
                if (module.matches() && artifacts.contains(module.group(1))) {
                    progress.accept("building " + module.group(1) + " …");
                } else if (!downloading && line.contains("Downloading from ")) {
                    downloading = true;
                    progress.accept("the first build downloads libraries, which takes a minute or two …");
                }
            }
            return process.onExit().join().exitValue();
        }
    }

    private ProcessBuilder process(List<String> arguments) {
        List<String> words = new ArrayList<>(mvn);
        words.addAll(arguments);
        return new ProcessBuilder(words)
                .directory(root.toFile())
                .redirectErrorStream(true)
                .redirectInput(
                        ProcessBuilder.Redirect.from(new File(File.separatorChar == '\\' ? "NUL" : "/dev/null")));
    }

    /** What the compiler said, with its details, or else the beginning of what Maven says. */
    private String errors() throws IOException {
        List<String> lines = Files.readAllLines(log);
        List<String> errors = lines.stream()
                .dropWhile(line -> !line.matches("\\[(ERROR|FATAL)] ..*"))
                .takeWhile(line -> !line.matches("\\[INFO] \\d+ errors?.*"))
                .filter(line -> !line.contains("COMPILATION ERROR") && !line.matches("\\[(INFO|WARNING)].*"))
                .toList();
        return (errors.isEmpty() ? lines.subList(Math.max(0, lines.size() - 5), lines.size()) : errors)
                .stream()
                        .limit(20)
                        .map(line -> line.replaceFirst("^\\[ERROR] ", "")
                                .replaceFirst("\\.java:\\[(\\d+),\\d+]", ".java:$1:")
                                .replace(root + File.separator, ""))
                        .collect(Collectors.joining("\n"));
    }

    /** What a module was, or is to be, built from: known by a digest, or by file times where Maven alone has built. */
    private static final class Sources {
        private final String module;
        private final String artifact;
        private final Path folder;
        private final Path jar;
        private final Path note;
        private final List<Path> files = new ArrayList<>();
        private final String digest;

        Sources(Path root, String module) throws IOException {
            this.module = module;
            artifact = module.replace('/', '-');
            folder = root.resolve(module);
            jar = folder.resolve("target").resolve(artifact + ".jar");
            note = jar.resolveSibling("ten-sources.txt");
            files.add(root.resolve("pom.xml"));
            try (Stream<Path> all = Files.walk(folder)) {
                all.filter(path -> isSource(folder.relativize(path))).sorted().forEach(files::add);
            }
            CRC32 sum = new CRC32();
            for (Path file : files) {
                sum.update(file.toString().getBytes(StandardCharsets.UTF_8));
                sum.update(Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0]);
            }
            digest = Long.toHexString(sum.getValue());
        }

        /** Whether the jar is there, whole, and was built from these. Another ten may be deleting it. */
        boolean areThoseOfTheJar() {
            try {
                new ZipFile(jar.toFile()).close();
                String remembered = Files.exists(note) ? Files.readString(note) : "";
                String stamp = stamp();
                return remembered.endsWith(stamp)
                        ? remembered.equals(digest + stamp)
                        : !remembered.equals("building") && isNewest();
            } catch (IOException e) {
                return false;
            }
        }

        /** A file that was deleted or renamed shows as well: its folder is newer. */
        private boolean isNewest() throws IOException {
            FileTime built = Files.getLastModifiedTime(jar);
            for (Path file : files) {
                if (Files.getLastModifiedTime(file).compareTo(built) > 0) {
                    return false;
                }
            }
            return true;
        }

        /** The jar is about to be built. A program that runs keeps the old one; half a new one must not look whole. */
        void announce() throws IOException {
            Files.createDirectories(note.getParent());
            Files.writeString(note, "building");
            Files.deleteIfExists(jar);
            // Maven goes by the times alone: after the clock was set back, a change may look older than what is
            // compiled.
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path :
                        all.filter(each -> each.toString().matches(COMPILED)).toList()) {
                    Files.setLastModifiedTime(path, FileTime.fromMillis(0));
                }
            }
        }

        /** The jar has been built from these; a file that was saved since then is newer. */
        void remember(FileTime begun) throws IOException {
            Files.setLastModifiedTime(jar, begun);
            Files.writeString(note, digest + stamp());
        }

        private static boolean isSource(Path path) {
            String text = "/" + path.toString().replace('\\', '/') + "/";
            return !text.contains("/target/") && (text.contains("/src/main/") || text.endsWith("/pom.xml/"));
        }

        /** Tells a jar that was built here from one that somebody else has built since. */
        private String stamp() throws IOException {
            return " " + Files.size(jar) + " " + Files.getLastModifiedTime(jar).toMillis();
        }
    }
}
