package tenstages.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tenstages.loadgen.pains.Excerpt;

class CureDiffTest {
    private static final List<String> OLD = List.of(
            "class A {",
            "    int first() {",
            "        return 1;",
            "    }",
            "",
            "    int other() {",
            "        return 0;",
            "    }",
            "",
            "    int last() {",
            "        int a = 5;",
            "        return a;",
            "    }",
            "}");
    private static final List<String> NOW = List.of(
            "class A {",
            "    int first() {",
            "        return cure(1);",
            "    }",
            "",
            "    int other() {",
            "        return -1;",
            "    }",
            "",
            "    int last() {",
            "        int a = 6;",
            "        return a;",
            "    }",
            "",
            "    int cure(int n) {",
            "        return n + 1;",
            "    }",
            "}");

    @TempDir
    private Path folder;

    @BeforeEach
    void writeBoth() throws IOException {
        write("old", "A.java", OLD);
        write("now", "A.java", NOW);
    }

    @Test
    void aCureThatWasEditedAwayIsNotShown() throws IOException {
        Excerpt gone = new Excerpt("A.java", "int cure(long n) {");
        assertThat(CureDiff.of(gone, folder.resolve("old"), folder.resolve("now")))
                .isEmpty();
    }

    @Test
    void aNewMethodIsShownWithTheMethodThatCallsItNow() throws IOException {
        assertThat(lines("int cure(int n) {"))
                .containsExactly(
                        "  int first() {",
                        "-     return 1;",
                        "+     return cure(1);",
                        "  }",
                        "… ",
                        "+ int cure(int n) {",
                        "+     return n + 1;",
                        "+ }");
    }

    @Test
    void aMethodThatWasThereIsShownBeforeAndAfter() throws IOException {
        assertThat(lines("int last() {"))
                .containsExactly("  int last() {", "-     int a = 5;", "+     int a = 6;", "      return a;", "  }");
    }

    @Test
    void oneLineHasTheLinesAroundIt() throws IOException {
        assertThat(lines("int a = 6;"))
                .containsExactly(
                        "  ", "  int last() {", "-     int a = 5;", "+     int a = 6;", "      return a;", "  }");
    }

    @Test
    void theCommentOverAMethodIsOfIt() throws IOException {
        write(
                "old",
                "A.java",
                List.of("class A {", "    /** Old. */", "    int last() {", "        return a;", "    }", "}"));
        write(
                "now",
                "A.java",
                List.of(
                        "class A {",
                        "    /**",
                        "     * New.",
                        "     */",
                        "    int last() {",
                        "        return a;",
                        "    }",
                        "}"));
        assertThat(lines("int last() {"))
                .containsExactly(
                        "- /** Old. */", "+ /**", "+  * New.", "+  */", "  int last() {", "      return a;", "  }");
    }

    @Test
    void aNewFileIsNewInEachLine() throws IOException {
        write(
                "now",
                "B.java",
                List.of(
                        "class B {",
                        "    int cure() {",
                        "        return 1;",
                        "    }",
                        "",
                        "    int x() {",
                        "        return cure();",
                        "    }",
                        "}"));
        assertThat(lines(new Excerpt("B.java", "int cure() {")))
                .containsExactly("+ int cure() {", "+     return 1;", "+ }");
    }

    @Test
    void aLineOfTheMethodThatIsOnlyGoneIsShown() throws IOException {
        write("now", "A.java", List.of("class A {", "    int last() {", "        return a;", "    }", "}"));
        assertThat(lines("int last() {"))
                .containsExactly("  int last() {", "-     int a = 5;", "      return a;", "  }");
    }

    @Test
    void whatIsGoneBesideTheMethodIsNotOfIt() throws IOException {
        write(
                "old",
                "A.java",
                List.of(
                        "class A {",
                        "    int gone() {",
                        "        return 9;",
                        "    }",
                        "",
                        "    int last() {",
                        "        return a;",
                        "    }",
                        "}"));
        write("now", "A.java", List.of("class A {", "    int last() {", "        return b;", "    }", "}"));
        assertThat(lines("int last() {"))
                .containsExactly("  int last() {", "-     return a;", "+     return b;", "  }");
    }

    private List<String> lines(String firstLine) throws IOException {
        return lines(new Excerpt("A.java", firstLine));
    }

    private List<String> lines(Excerpt cure) throws IOException {
        return CureDiff.of(cure, folder.resolve("old"), folder.resolve("now")).stream()
                .map(line -> line.sign() + " " + line.text())
                .toList();
    }

    private void write(String program, String file, List<String> lines) throws IOException {
        Path sources = Files.createDirectories(folder.resolve(program).resolve("src/main/java"));
        Files.write(sources.resolve(file), lines);
    }
}
