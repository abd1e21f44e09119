package tenstages.loadgen.process;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The one list of the project's programs: each folder {@code stageNN-*}, {@code beyond/*} and {@code detours/*} whose
 * pom names a main class.
 */
public final class Programs {
    private static final Pattern STAGE = Pattern.compile("stage(\\d\\d)-.*");
    private static final int OLDEST_JAVA = 17;

    private Programs() {}

    /** All of them: the stages in their order, then what is beyond them, then the detours, by their names. */
    public static List<Program> all() throws IOException {
        List<Program> programs = new ArrayList<>();
        Path root = root();
        for (Path folder : folders(root, "stage[0-9][0-9]-*")) {
            add(programs, root, folder);
        }
        for (String parent : List.of("beyond", "detours")) {
            if (Files.isDirectory(root.resolve(parent))) {
                for (Path folder : folders(root.resolve(parent), "*")) {
                    add(programs, root, folder);
                }
            }
        }
        return programs;
    }

    /** The stages of the ladder, in their order. */
    public static List<Program> stages() throws IOException {
        return all().stream().filter(program -> program.stage() > 0).toList();
    }

    /** Those below {@code detours/} that are servers: stage 4, served in other ways. */
    public static List<Program> detourServers() throws IOException {
        return all().stream()
                .filter(program -> program.name().startsWith("detours/") && program.isServer())
                .toList();
    }

    /** A stage by its number. Throws IOException if there is none. */
    public static Program stage(int number) throws IOException {
        return named(String.valueOf(number));
    }

    /** A program by what people type for it. Throws IOException, with what there is, if there is none of that name. */
    public static Program named(String name) throws IOException {
        Path root = root();
        return find(name)
                .orElseThrow(() ->
                        new IOException("there is no program '" + name + "' in " + root + " (./ten list shows all)"));
    }

    /** A program by its number, the last part of its name, or its whole name; empty if there is none. */
    public static Optional<Program> find(String name) throws IOException {
        String number = name.matches("0?\\d") ? String.valueOf(Integer.parseInt(name)) : name;
        return all().stream()
                .filter(program ->
                        program.shortName().equals(number) || program.name().equals(name))
                .findFirst();
    }

    /** The project's folder: the first one above our own jar or classes that holds the stages. */
    public static Path root() throws IOException {
        Path ours;
        try {
            ours = Path.of(Programs.class
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

    private static List<Path> folders(Path parent, String glob) throws IOException {
        List<Path> folders = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(parent, glob)) {
            found.forEach(folders::add);
        }
        return folders.stream()
                .filter(folder -> Files.exists(folder.resolve("pom.xml")))
                .sorted()
                .toList();
    }

    private static void add(List<Program> programs, Path root, Path folder) throws IOException {
        Document pom = pom(folder.resolve("pom.xml"));
        String mainClass = text(pom, "main.class", "");
        if (mainClass.isEmpty()) {
            return;
        }
        String name = root.relativize(folder).toString().replace('\\', '/');
        Matcher stage = STAGE.matcher(name);
        int number = stage.matches() ? Integer.parseInt(stage.group(1)) : 0;
        programs.add(new Program(
                name,
                folder,
                number,
                number(folder, pom, "stage", 0),
                number(folder, pom, "port", 0),
                text(pom, "description", ""),
                number(folder, pom, "maven.compiler.release", OLDEST_JAVA),
                mainClass,
                text(pom, "page", "docs/" + (number < 10 ? "stage0" : "stage") + number + ".md"),
                number > 1 ? String.valueOf(number - 1) : text(pom, "follows", ""),
                text(pom, "speaks", "")));
    }

    private static Document pom(Path file) throws IOException {
        try {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
        } catch (SAXException e) {
            throw new IOException(file + " is no pom: " + e.getMessage(), e);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int number(Path folder, Document pom, String element, int otherwise) throws IOException {
        String text = text(pom, element, String.valueOf(otherwise));
        if (!text.matches("\\d{1,9}")) {
            throw new IOException(folder.resolve("pom.xml") + ": " + element + " is no number: " + text);
        }
        return Integer.parseInt(text);
    }

    private static String text(Document pom, String element, String otherwise) {
        NodeList found = pom.getElementsByTagName(element);
        return found.getLength() == 0
                ? otherwise
                : found.item(0).getTextContent().strip();
    }
}
