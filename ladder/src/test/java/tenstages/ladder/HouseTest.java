package tenstages.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tenstages.loadgen.process.Programs;

/** What holds for all Java of the project, which the formatter and the compiler do not see to. */
class HouseTest {
    private static final int MOST_COLUMNS = 120;
    private static final int MOST_LINES = 300;
    private static final int MOST_LINES_OF_CODE_IN_A_STAGE = 160;

    /** Where each mistake that a server can make is a line or two beside what it spoils. */
    private static final String MISTAKES = "loadgen/model/";

    private static final int MOST_LINES_WITH_MISTAKES = 600;
    private static final String FORMATS = "\\.formatted\\(|(printf|String\\.format)\\((?!\\s*Locale\\.ROOT)";
    private static final List<Source> SOURCES = new ArrayList<>();

    /**
     * A file of Java.
     *
     * @param name its path below the project's folder, with / between names
     * @param lines what stands in it
     */
    private record Source(String name, List<String> lines) {
        boolean isMain() {
            return name.contains("src/main/java/");
        }

        /** The folder of the program that it belongs to. */
        String program() {
            return name.startsWith("loadgen/") ? "loadgen" : name.replaceFirst("/src/.*", "");
        }

        boolean has(String pattern) {
            return Pattern.compile(pattern).matcher(String.join("\n", lines)).find();
        }

        boolean isOfAStage() {
            return name.matches("stage\\d\\d-.*");
        }

        /** Lines that are neither blank nor comment. */
        long linesOfCode() {
            long count = 0;
            boolean inComment = false;
            for (String each : lines) {
                String line = each.strip();
                boolean opens = line.startsWith("/*");
                if (!inComment && !opens && !line.isEmpty() && !line.startsWith("//")) {
                    count++;
                }
                inComment = (inComment || opens) && !line.contains("*/");
            }
            return count;
        }
    }

    @BeforeAll
    static void read() throws IOException {
        Path root = Programs.root();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                String name = String.valueOf(folder.getFileName());
                boolean isOurs = folder.equals(root) || !name.equals("target") && !name.startsWith(".");
                return isOurs ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (file.toString().endsWith(".java")) {
                    String name = root.relativize(file).toString().replace('\\', '/');
                    SOURCES.add(new Source(name, Files.readAllLines(file)));
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Test
    void allSourcesAreSeen() {
        assertThat(SOURCES)
                .extracting(Source::name)
                .contains("ladder/src/test/java/tenstages/ladder/HouseTest.java")
                .anyMatch(name -> name.startsWith("stage10-shutdown/src/main/java/"))
                .noneMatch(name -> name.contains("/target/"));
    }

    /** As {@code .editorconfig} says; the formatter leaves comments and long strings alone. */
    @Test
    void noLineIsWiderThanAScreen() {
        List<String> wide = SOURCES.stream()
                .flatMap(source -> IntStream.range(0, source.lines.size())
                        .filter(i -> columns(source.lines.get(i)) > MOST_COLUMNS)
                        .mapToObj(
                                i -> source.name + ":" + (i + 1) + " has " + columns(source.lines.get(i)) + " columns"))
                .toList();
        assertThat(wide).isEmpty();
    }

    @Test
    void aMainClassHasOneReason() {
        assertThat(mainClasses(source -> source.lines.size()
                        > (source.name.startsWith(MISTAKES) ? MOST_LINES_WITH_MISTAKES : MOST_LINES)))
                .isEmpty();
    }

    /**
     * In Egypt the digits are others, and in Turkey the small letter of I is. A program that formats sets its locale at
     * its beginning; the rooms of loadgen have the one of its command line.
     */
    @Test
    void numbersAndLettersAreTheSameInEveryLocale() {
        Set<String> steady = SOURCES.stream()
                .filter(source ->
                        source.name.endsWith("/Main.java") && source.has("Locale.setDefault\\(Locale.ROOT\\)"))
                .map(Source::program)
                .collect(Collectors.toSet());
        assertThat(steady).contains("loadgen", "bench", "docs", "detours/channels");
        assertThat(mainClasses(source -> !steady.contains(source.program()) && source.has(FORMATS)))
                .isEmpty();
        assertThat(mainClasses(source -> source.has("\\.to(Lower|Upper)Case\\(\\)|DecimalFormat|NumberFormat\\.")))
                .isEmpty();
    }

    /** The rest of a stage's file may be comment. */
    @Test
    void aClassOfAStageIsReadInOneSitting() {
        assertThat(mainClasses(source -> source.isOfAStage() && source.linesOfCode() > MOST_LINES_OF_CODE_IN_A_STAGE))
                .isEmpty();
    }

    @Test
    void commentsAndBlanksAreNoCode() {
        List<String> lines = List.of(
                "/** One. */",
                "",
                "/*",
                " * Two.",
                " */",
                "// Three.",
                "class A {",
                "    int b; // Four.",
                "}",
                "/** F");
        assertThat(new Source("A.java", lines).linesOfCode()).isEqualTo(3);
    }

    private static List<String> mainClasses(Predicate<Source> which) {
        return SOURCES.stream()
                .filter(Source::isMain)
                .filter(which)
                .map(source -> source.name + " has " + source.lines.size() + " lines, " + source.linesOfCode()
                        + " of them code")
                .toList();
    }

    private static int columns(String line) {
        return line.codePointCount(0, line.length());
    }
}
