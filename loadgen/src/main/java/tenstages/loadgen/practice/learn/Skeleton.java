package tenstages.loadgen.practice.learn;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tenstages.loadgen.report.WholeFile;

/**
 * A server in one language that can be built, listens, and answers nothing: where somebody begins.
 *
 * @param language what people type for it
 * @param files its files, below the folder of the language
 * @param build what builds it; empty if nothing has to be built
 * @param command what starts it
 * @param watched what is to be watched
 * @param begin the file with the place to begin at
 */
public record Skeleton(
        String language, List<String> files, String build, String command, String watched, String begin) {
    private static final List<Skeleton> ALL = List.of(
            new Skeleton(
                    "go",
                    List.of("go.mod", "main.go", "gitignore"),
                    "go build -o server .",
                    "./server --port {port}",
                    ".",
                    "main.go"),
            new Skeleton(
                    "python",
                    List.of("server.py", "gitignore"),
                    "",
                    "python3 server.py --port {port}",
                    ".",
                    "server.py"),
            new Skeleton(
                    "rust",
                    List.of("Cargo.toml", "src/main.rs", "gitignore"),
                    "cargo build -q",
                    "./target/debug/server --port {port}",
                    "src",
                    "src/main.rs"),
            new Skeleton(
                    "java",
                    List.of("Server.java", "gitignore"),
                    "javac -cp 'lib/*' -d build *.java",
                    "java -cp 'build:lib/*' Server --port {port}",
                    ".",
                    "Server.java"),
            new Skeleton("javascript", List.of("server.mjs"), "", "node server.mjs --port {port}", ".", "server.mjs"));

    /** What people may ask for. */
    public static List<String> languages() {
        return ALL.stream().map(Skeleton::language).toList();
    }

    /** Of a language; empty if there is none for it. */
    public static Optional<Skeleton> of(String language) {
        return ALL.stream().filter(each -> each.language.equals(language)).findFirst();
    }

    /** Whether a folder is empty or not there yet. Throws IOException if it cannot be read. */
    public static boolean mayBeWritten(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return !Files.exists(folder);
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    /** Writes it into this folder, which is made if it is not there. Throws IOException, with the reason, if not. */
    public void write(Path folder) throws IOException {
        try {
            for (String file : files) {
                Path target = folder.resolve(file.equals("gitignore") ? ".gitignore" : file);
                Files.createDirectories(target.getParent());
                Files.writeString(target, text(language + "/" + file));
            }
        } catch (IOException e) {
            throw new WholeFile.NotWritten(folder, e);
        }
    }

    /** The words behind {@code ./ten} that begin a lesson with it. */
    public String words() {
        return "learn " + (build.isEmpty() ? "" : "--build " + quoted(build) + " ") + "--cmd " + quoted(command)
                + (watched.equals(".") ? "" : " --watch " + watched);
    }

    /** As one word of the shell. */
    public static String quoted(String word) {
        return word.matches("[\\w./:+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    private static String text(String name) throws IOException {
        try (InputStream in = Skeleton.class.getResourceAsStream("skeletons/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        }
    }
}
