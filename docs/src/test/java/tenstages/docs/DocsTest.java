package tenstages.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import tenstages.loadgen.pains.Scenario;
import tenstages.loadgen.practice.predict.Question;
import tenstages.loadgen.process.JavaCommand;
import tenstages.loadgen.process.Program;
import tenstages.loadgen.process.Programs;

/**
 * The course says what the sources do, what was recorded, and what can be typed; {@code docs.jar} brings it up to date.
 */
@Timeout(120)
class DocsTest {
    private static final Pattern FENCE = Pattern.compile("^```.*?^```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("^#+ (.+)$", Pattern.MULTILINE);
    private static final Pattern OPTION = Pattern.compile("(--[a-z][a-z-]+)");
    private static final Pattern JAR =
            Pattern.compile("java .*-jar ((?:[a-z0-9-]+/)+target/[a-z0-9-]+\\.jar)([^|&;#`\n]*)");
    private static final String OUR_JAR = "docs/target/docs.jar";
    private static final Pattern START = Pattern.compile("\\./ten start (?:--jvm \\S+ )*([\\w/-]+)([^|&;#`)\n]*)");
    private static final Pattern BENCH = Pattern.compile("\\./bench/run ([^|&;#`)\n]*)");
    private static final Pattern WORD = Pattern.compile("(?:'[^']*'|[^\\s'])+");
    private static final Pattern TEN = Pattern.compile("(?:^|[ (`])\\./ten ([a-z][^`|&;#<>)\n]*)", Pattern.MULTILINE);

    /** What programs say of themselves, by their commands. */
    private static final Map<List<String>, String> HELPS = new ConcurrentHashMap<>();

    private static Path root() throws IOException {
        return Programs.root();
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
        for (String folder : List.of(
                "bench",
                "examples/go",
                "examples/javascript",
                "examples/python",
                "examples/rust",
                "examples/template")) {
            pages.add(root().resolve(folder).resolve("README.md"));
        }
        for (Program program : Programs.all()) {
            pages.add(program.folder().resolve("README.md"));
        }
        return pages.stream();
    }

    /** Those with a chapter of their own, which tells what they change. */
    static Stream<Program> programsWithAChapter() throws IOException {
        return Programs.all().stream()
                .filter(program -> program.stage() > 0 || program.name().startsWith("beyond/"));
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
        rest = Page.QUESTION.matcher(rest).replaceAll("");
        rest = FilmMark.PATTERN.matcher(rest).replaceAll("");
        assertThat(rest).doesNotContain("<!--");
    }

    /** A line that begins with a tag is HTML to its end, so nobody reads Markdown in it. */
    @ParameterizedTest
    @MethodSource("chapters")
    void aFoldedAnswerThatBeginsALineHasNoMarkdown(Path page) throws IOException {
        assertThat(Files.readString(page)).doesNotContainPattern("(?m)^\\s*<details>.*(`|\\*\\w)");
    }

    @Test
    void everyPageIsLinkedFromAnother() throws IOException {
        Set<Path> linked = new HashSet<>();
        List<Path> pages = new ArrayList<>(allPages().toList());
        pages.add(root().resolve("README.md"));
        for (Path page : pages) {
            Matcher links = LINK.matcher(Files.readString(page));
            while (links.find()) {
                Path target =
                        page.resolveSibling(links.group(1).split("#", -1)[0]).normalize();
                if (!target.equals(page)) {
                    linked.add(target);
                }
            }
        }
        assertThat(linked).containsAll(allPages().toList());
    }

    @Test
    void answersForTeachersAreLinkedFromTheirOwnPageAlone() throws IOException {
        for (Path page : allPages().toList()) {
            assertThat(Files.readString(page).contains("(teaching-answers.md)"))
                    .as(page.toString())
                    .isEqualTo(page.endsWith("teaching.md"));
        }
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
                    .containsPattern("<!-- (client|server|output|server-output) " + run + "[ -]|<!--[=~]" + run + " ");
        }
    }

    /** Its answer is a figure of the break, and no slip is the answer. */
    @ParameterizedTest
    @MethodSource("questions")
    void eachQuestionCanBeAnsweredByTheRecordedBreak(Question question) throws IOException {
        String cell = Run.read(docs(), "break%02d".formatted(question.number())).cell(question.figure(), 1);
        double measured = Double.parseDouble(cell.split(" ", -1)[0].replace(",", ""));
        assertThat(question.slips())
                .noneMatch(slip -> question.right().has(slip.from(), measured)
                        || question.right().has(slip.to(), measured));
        assertThat(Scenario.all().get(question.number() - 1).number()).isEqualTo(question.number());
    }

    static List<Question> questions() {
        return Question.all();
    }

    @Test
    void chartsAreThoseOfTheRecordedBreaks() throws IOException {
        // One for each break, and three of the peers.
        assertThat(Main.charts(docs())).hasSize(Scenario.all().size() + 3);
        for (JsonNode chart : Main.charts(docs())) {
            assertThat(Files.readString(Main.chartFile(docs(), chart))).isEqualTo(Chart.of(chart));
        }
    }

    /** They are small, and who wants no motion sees none. */
    @Test
    void filmsAreThoseThatWereRecorded() throws Exception {
        Set<Path> shown = new HashSet<>();
        for (FilmMark film : Main.films(docs())) {
            String picture = Files.readString(film.svg(docs()));
            assertThat(picture)
                    .as(film.text())
                    .isEqualTo(film.picture(docs()))
                    .hasSizeLessThan(60_000)
                    .contains("@media (prefers-reduced-motion: no-preference)");
            DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(film.svg(docs()).toFile());
            shown.add(film.svg(docs()));
            shown.add(film.recorded(docs()));
            assertThat(film.recorded(docs()).toFile().length()).isLessThan(150_000);
        }
        try (Stream<Path> files = Files.list(docs().resolve("films"))) {
            assertThat(files).containsExactlyInAnyOrderElementsOf(shown);
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
        CommandLine commandLine = tenstages.loadgen.cli.Main.commandLine();
        while (commands.find()) {
            String words = commands.group(1).strip();
            if (words.matches("[a-z-]+")) {
                assertThat(commandLine.getSubcommands()).containsKey(words);
            } else if (!words.matches("(break|sweep|check|start|send) N.*|VERB.*")) {
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
    void everyJarIsThereAndHasTheOptions(Path page) throws IOException {
        Matcher commands = JAR.matcher(Files.readString(page));
        while (commands.find()) {
            if (commands.group(1).equals(OUR_JAR)) {
                // It is made of what is tested here.
                continue;
            }
            expectOptions(root().resolve(commands.group(1)), commands.group(2));
        }
    }

    @ParameterizedTest
    @MethodSource("allPages")
    void everyProgramThatIsStartedIsThereAndHasTheOptions(Path page) throws IOException {
        Matcher commands = START.matcher(Files.readString(page));
        while (commands.find()) {
            if (commands.group(1).matches("N|NAME")) {
                continue;
            }
            Program program = Programs.named(commands.group(1));
            if (program.whyNot().isEmpty()) {
                expectOptions(program.jar(), commands.group(2).replaceAll("--jvm \\S+", ""));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("allPages")
    void everyVerbOfTheBenchIsThereAndHasTheOptions(Path page) throws IOException {
        Matcher commands = BENCH.matcher(Files.readString(page));
        while (commands.find()) {
            expectOptions(root().resolve("bench/target/bench.jar"), commands.group(1));
        }
    }

    /** A program may have verbs, and each of them its own help. */
    private static void expectOptions(Path jar, String words) {
        assertThat(jar).exists();
        String verb =
                words.strip().matches("[a-z][a-z-]+( .*)?") ? words.strip().split(" ", -1)[0] : "";
        Matcher options = OPTION.matcher(words);
        if (!verb.isEmpty()) {
            assertThat(help(jar, "--help")).as(jar.toString()).contains(verb);
        }
        while (options.find()) {
            assertThat(verb.isEmpty() ? help(jar, "--help") : help(jar, verb, "--help"))
                    .as(jar + " " + verb)
                    .contains(options.group(1));
        }
    }

    @ParameterizedTest
    @MethodSource("programsWithAChapter")
    void aChapterNamesEveryFileThatItsProgramChanges(Program program) throws IOException {
        String chapter = Files.readString(root().resolve(program.page()));
        String diff = chapter.substring(chapter.indexOf("## The diff"));
        String prose =
                FENCE.matcher(diff.substring(0, diff.indexOf("\n## ", 5))).replaceAll("");
        for (String line : Diffstat.of(program)) {
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

    private static String help(Path jar, String... words) {
        List<String> command = JavaCommand.of(List.of(), jar, List.of(words));
        return HELPS.computeIfAbsent(command, each -> {
            try {
                Process process =
                        new ProcessBuilder(each).redirectErrorStream(true).start();
                return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
