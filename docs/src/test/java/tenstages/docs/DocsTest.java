package tenstages.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import tenstages.loadgen.process.ServerProcess;
import tenstages.loadgen.process.Stages;

/** The course says what the sources do, what was recorded, and what can be typed; {@code docs.jar} brings it up to date. */
@Timeout(120)
class DocsTest {
    private static final Pattern FENCE = Pattern.compile("^```.*?^```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("^#+ (.+)$", Pattern.MULTILINE);
    private static final Pattern OPTION = Pattern.compile("(--[a-z][a-z-]+)");
    private static final Pattern JAR = Pattern.compile("java .*-jar ((?:stage\\d\\d-[a-z-]+|beyond/(?:kafka|speed)|"
            + "detours/(?:thread-per-connection|thread-pool|work-stealing))/target/[a-z0-9-]+\\.jar)([^|&;#`\n]*)");
    private static final Pattern START =
            Pattern.compile("\\./ten start (\\d+|[a-z][a-z-]+)(?: ([a-z][a-z-]+))?([^|&;#`\n]*)");
    private static final Pattern WORD = Pattern.compile("(?:'[^']*'|[^\\s'])+");
    /** By an old JDK, or before this module. */
    private static final Set<String> NOT_ALWAYS_BUILT = Set.of("virtual-threads", "channels", "market-data");

    private static final Pattern TEN = Pattern.compile("(?:^|[ (`])\\./ten ([a-z][^`|&;#<>)\n]*)", Pattern.MULTILINE);

    private static final Map<String, String> HELPS = new ConcurrentHashMap<>();

    private static Path root() throws IOException {
        return Stages.folder(1).getParent();
    }

    private static Path docs() throws IOException {
        return root().resolve("docs");
    }

    static Stream<Path> chapters() throws IOException {
        return Main.pages(docs()).stream();
    }

    /** The chapters, and the pages beside the code. */
    static Stream<Path> allPages() throws IOException {
        List<Path> pages = new ArrayList<>(Main.pages(docs()));
        pages.add(root().resolve("CONTRIBUTING.md"));
        for (String folder : List.of("bench", "examples/python", "examples/rust")) {
            pages.add(root().resolve(folder).resolve("README.md"));
        }
        try (Stream<Path> detours = Files.list(root().resolve("detours"))) {
            detours.map(folder -> folder.resolve("README.md")).forEach(pages::add);
        }
        for (int stage : stages().toArray()) {
            pages.add(Stages.folder(stage).resolve("README.md"));
        }
        return pages.stream();
    }

    static IntStream stages() {
        return IntStream.concat(IntStream.rangeClosed(1, Stages.BEYOND), IntStream.of(Stages.SPEED));
    }

    @ParameterizedTest
    @MethodSource("chapters")
    void marksAreFilledInAsTheyMustBeNow(Path page) throws IOException {
        String text = Files.readString(page);
        assertThat(new Page(docs()).rendered(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @MethodSource("chapters")
    void everyMarkIsOneThatIsFilledIn(Path page) throws IOException {
        String text = Files.readString(page);
        String rest =
                Page.NUMBER.matcher(Page.BLOCK.matcher(text).replaceAll("")).replaceAll("");
        rest = Page.ITEMS.matcher(rest).replaceAll("");
        assertThat(rest).doesNotContain("<!--");
    }

    /** A line that begins with a tag is HTML to its end, so nobody reads Markdown in it. */
    @ParameterizedTest
    @MethodSource("chapters")
    void aFoldedAnswerThatBeginsALineHasNoMarkdown(Path page) throws IOException {
        assertThat(Files.readString(page)).doesNotContainPattern("(?m)^\\s*<details>.*(`|\\*\\w)");
    }

    @Test
    void everyRecordedRunIsShownSomewhere() throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path page : allPages().toList()) {
            all.append(Files.readString(page));
        }
        for (JsonNode chart : Main.charts(docs())) {
            assertThat(all).contains("(charts/" + chart.path("id").asText() + ".svg)");
        }
        for (String run : Main.runs(docs())) {
            assertThat(all)
                    .containsPattern("<!-- (client|server|output|server-output) " + run + "[ -]|<!--=" + run + " ");
        }
    }

    @Test
    void chartsAreThoseOfTheRecordedBreaks() throws IOException {
        // One for each break, and one for the peers.
        assertThat(Main.charts(docs())).hasSize(Stages.BEYOND + 1);
        for (JsonNode chart : Main.charts(docs())) {
            assertThat(Files.readString(Main.chartFile(docs(), chart))).isEqualTo(Chart.of(chart));
        }
    }

    @ParameterizedTest
    @MethodSource("allPages")
    void linksLeadSomewhere(Path page) throws IOException {
        Matcher links = LINK.matcher(FENCE.matcher(Files.readString(page)).replaceAll(""));
        while (links.find()) {
            String link = links.group(1);
            if (!link.contains("://")) {
                String[] parts = link.split("#", -1);
                Path target = parts[0].isEmpty()
                        ? page
                        : page.resolveSibling(parts[0]).normalize();
                assertThat(target).as(link).exists();
                if (parts.length > 1) {
                    assertThat(anchors(target)).as(link).contains(parts[1]);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("allPages")
    void commandsOfTheLauncherCanBeTyped(Path page) throws IOException {
        Matcher commands = TEN.matcher(Files.readString(page));
        CommandLine commandLine =
                new CommandLine(new tenstages.loadgen.cli.Main()).setCaseInsensitiveEnumValuesAllowed(true);
        while (commands.find()) {
            String words = commands.group(1).strip();
            if (!words.matches("(break|sweep|check|start|send) N.*|VERB.*")) {
                commandLine.parseArgs(words(words));
            }
        }
    }

    /** As a shell splits them. */
    private static String[] words(String line) {
        return WORD.matcher(line)
                .results()
                .map(word -> word.group().replace("'", ""))
                .toArray(String[]::new);
    }

    @ParameterizedTest
    @MethodSource("allPages")
    void optionsOfStagesExist(Path page) throws IOException {
        Matcher commands = JAR.matcher(Files.readString(page));
        while (commands.find()) {
            Path jar = root().resolve(commands.group(1));
            assertThat(jar).exists();
            Matcher options = OPTION.matcher(commands.group(2));
            while (options.find()) {
                assertThat(help(jar, null)).as(commands.group(1)).contains(options.group(1));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("allPages")
    void optionsOfStartedProgramsExist(Path page) throws IOException {
        Matcher commands = START.matcher(Files.readString(page));
        while (commands.find()) {
            Path jar = jar(commands.group(1));
            if (NOT_ALWAYS_BUILT.contains(commands.group(1)) && !Files.exists(jar)) {
                continue;
            }
            assertThat(jar).exists();
            Matcher options = OPTION.matcher(commands.group(3).replaceAll("--jvm \\S+", ""));
            while (options.find()) {
                assertThat(help(jar, commands.group(2))).as(commands.group()).contains(options.group(1));
            }
        }
    }

    /** The jar of a program that {@code ./ten start} knows by this name. */
    private static Path jar(String name) throws IOException {
        if (name.matches("\\d+")) {
            Path folder = Stages.folder(Integer.parseInt(name));
            return folder.resolve("target").resolve(folder.getFileName() + ".jar");
        }
        String parent = name.matches("kafka|speed") ? "beyond" : "detours";
        return root().resolve(parent).resolve(name).resolve("target").resolve(parent + "-" + name + ".jar");
    }

    @ParameterizedTest
    @MethodSource("stages")
    void aChapterNamesEveryFileThatItsStageChanges(int stage) throws IOException {
        String name =
                switch (stage) {
                    case Stages.BEYOND -> "beyond-kafka.md";
                    case Stages.SPEED -> "speed.md";
                    default -> "stage%02d.md".formatted(stage);
                };
        String chapter = Files.readString(docs().resolve(name));
        String diff = chapter.substring(chapter.indexOf("## The diff"));
        String prose =
                FENCE.matcher(diff.substring(0, diff.indexOf("\n## ", 5))).replaceAll("");
        for (String line : Diffstat.of(stage)) {
            if (!line.startsWith("=")) {
                assertThat(prose).contains("`" + line.split(" ", -1)[1] + "`");
            }
        }
    }

    private static Set<String> anchors(Path page) throws IOException {
        Set<String> anchors = new HashSet<>();
        Matcher headings = HEADING.matcher(FENCE.matcher(Files.readString(page)).replaceAll(""));
        while (headings.find()) {
            anchors.add(headings.group(1)
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                    .replace(' ', '-'));
        }
        return anchors;
    }

    /** What a program says to {@code --help}, or one of its verbs does. */
    private static String help(Path jar, String verb) {
        List<String> command = new ArrayList<>(List.of(ServerProcess.java(), "-jar", jar.toString()));
        if (verb != null) {
            command.add(verb);
        }
        command.add("--help");
        return HELPS.computeIfAbsent(String.join(" ", command), asked -> output(command));
    }

    private static String output(List<String> command) {
        try {
            Process process = new ProcessBuilder(command).start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
