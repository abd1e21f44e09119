package tenstages.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tenstages.loadgen.film.Film;

class PageTest {
    @TempDir
    private Path docs;

    @BeforeEach
    void record() throws IOException {
        Files.createDirectories(docs.resolve("runs"));
        List<String> output = List.of(
                "              stage N   stage N+1", "  p50, ms     4,007     0.06", "  p50         1   2", "end");
        Map<String, List<String>> cells = Map.of("p50, ms", List.of("4,007", "0.06"), "p50", List.of("1", "2"));
        new Run("run the server", "ask\nit", "today", List.of("listening"), output, cells, null).write(docs, "talk");
        new Run(null, "ask", "today", null, output, null, null).write(docs, "no-cells");
    }

    private String rendered(String text) throws IOException {
        return new Page(docs).rendered(text);
    }

    @Test
    void commandsAndOutputComeFromTheRecordedRun() throws IOException {
        assertThat(rendered("a\n<!-- server talk -->\n```\nold\n```\nb\n<!-- client talk -->\n```\n```\nc\n"))
                .isEqualTo("a\n<!-- server talk -->\n```\nrun the server\n```\nb\n"
                        + "<!-- client talk -->\n```\nask\nit\n```\nc\n");
        assertThat(rendered("<!-- output talk 3-4 -->\n```text\nold\nolder\n```\n"))
                .isEqualTo("<!-- output talk 3-4 -->\n```text\n  p50         1   2\nend\n```\n");
        assertThat(rendered("<!-- server-output talk -->\n```\n```\n"))
                .isEqualTo("<!-- server-output talk -->\n```\nlistening\n```\n");
    }

    @Test
    void aNumberIsTheCellOfTheRowWithJustThatLabel() throws IOException {
        assertThat(rendered(
                        "It was <!--=talk \"p50, ms\" 1-->0<!--/-->, and is <!--=talk \"p50, ms\" 2-->0<!--/--> ms."))
                .isEqualTo("It was <!--=talk \"p50, ms\" 1-->4,007<!--/-->, "
                        + "and is <!--=talk \"p50, ms\" 2-->0.06<!--/--> ms.");
        assertThat(rendered("<!--=talk \"p50\" 2-->x<!--/-->")).isEqualTo("<!--=talk \"p50\" 2-->2<!--/-->");
    }

    @Test
    void aNumberOfWhatIsNoTableStandsBehindItsWords() throws IOException {
        List<String> output = List.of("2 clients", "  a: 1,000 of 2.5, p99", "9 clients", "  a: 3", "  b: none");
        new Run("serve", "ask", "today", List.of("lost: 7."), output, null, null).write(docs, "said");
        assertThat(rendered("<!--~said \"a:\" 1-->x<!--/--> of <!--~said \"a:\" 2-->x<!--/-->"))
                .isEqualTo("<!--~said \"a:\" 1-->1,000<!--/--> of <!--~said \"a:\" 2-->2.5<!--/-->");
        assertThat(rendered("<!--~said \"9 clients … a:\" 1-->x<!--/-->")).contains("-->3<!--");
        assertThat(rendered("<!--~said \"lost:\" 1-->x<!--/-->")).contains("-->7<!--");
        for (String wrong : List.of("a:\" 4", "b:\" 1", "c:\" 1", "9 clients … 2\" 1", "a:\" 0")) {
            assertThatThrownBy(() -> rendered("<!--~said \"" + wrong + "-->x<!--/-->"))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("no line '" + wrong.substring(0, wrong.indexOf('"')) + "'");
        }
    }

    @Test
    void aFilmIsAPictureWithWhatItShowsInWords() throws IOException {
        Files.createDirectories(docs.resolve("films"));
        Film.Lane loop = new Film.Lane("event-loop", "loop", "E10S10");
        Film.Side side = new Film.Side(
                "stage 4", "program", 0, null, List.of(loop), null, null, null, null, null, null, 0, List.of());
        Film film = new Film(1, "break 4: slow", "why", 10_000, 20, false, 0, List.of(), List.of(side));
        Files.writeString(docs.resolve("films/04.json"), film.json());
        String words = "A film of break 4, slow; at 0.15 s. Stage 4: The event loop works, and serves nobody.";
        assertThat(rendered("a\n<!-- film films/04 0.05 0.15* -->\nold\n<!-- end -->\nb\n"))
                .startsWith("a\n<!-- film films/04 0.05 0.15* -->\n[![" + words + "](films/04.svg)](film.md)\n")
                .contains("`./ten film 4` ", "(film.md).*\n<!-- end -->\nb\n");
        assertThat(rendered("<!-- film docs/films/04 0.05 0.15* -->\n<!-- end -->\n"))
                .contains("](docs/films/04.svg)](docs/film.md)\n");
        assertThatThrownBy(() -> rendered("<!-- film films/04 0.05 7 -->\n<!-- end -->\n"))
                .hasMessageStartingWith("<!-- film films/04 0.05 7 -->: should be two times or more");
        assertThatThrownBy(() -> rendered("<!-- film films/05 0 1 -->\n<!-- end -->\n"))
                .isInstanceOf(IOException.class);
    }

    @Test
    void codeComesFromTheSource() throws IOException {
        assertThat(rendered("<!-- code 5 Handler.java private Reply offer(Request.Event event) { -->\n```java\n```\n"))
                .contains("{ -->\n```java\nprivate Reply offer(Request.Event event) {\n    if (queue.offer(event)) {\n")
                .endsWith("    return Reply.SERVER_BUSY;\n}\n```\n");
    }

    @Test
    void theDiffIsCounted() throws IOException {
        assertThat(rendered("<!-- diff 6 -->\n```\n```\n"))
                .contains("\n~ Config.java              +3   -0\n~ Main.java                +1   -1\n= ")
                .endsWith(" files are the same, byte for byte\n```\n");
    }

    @Test
    void aSmallProgramIsShownWithoutItsImports() throws IOException {
        Files.writeString(docs.resolve("A.java"), "import a.B;\n\nimport c.D;\n\nclass A {\n    import x\n}\n");
        assertThat(rendered("<!-- file A.java -->\n```java\nold\n```\n"))
                .isEqualTo("<!-- file A.java -->\n```java\nclass A {\n    import x\n}\n```\n");
    }

    @Test
    void itsChangesAreShownWithWhatIsAroundThem() throws IOException {
        Files.writeString(docs.resolve("A.java"), "import a.B;\n1\n2\n\n4\n5\n6\n7\n8\n9\n10\n");
        Files.writeString(docs.resolve("B.java"), "import x.Y;\n1\n2\n\n4\nfive\nsix\n7\n8\n9\n10\n11\n");
        assertThat(rendered("<!-- changes A.java B.java -->\n```diff\n```\n"))
                .isEqualTo("<!-- changes A.java B.java -->\n```diff\n …\n\n 4\n-5\n-6\n+five\n+six\n"
                        + " 7\n 8\n 9\n 10\n+11\n```\n");
        Files.writeString(docs.resolve("C.java"), "");
        assertThat(rendered("<!-- changes A.java C.java -->\n```diff\n```\n")).contains("```diff\n-1\n-2\n-\n-4\n");
        assertThat(rendered("<!-- changes C.java A.java -->\n```diff\n```\n")).contains("```diff\n+1\n+2\n+\n+4\n");
    }

    @Test
    void aQuestionIsThatOfItsBreak() throws IOException {
        assertThat(rendered("a\n<!-- question 5 -->\nold\n<!-- end -->\nb\n"))
                .startsWith("a\n<!-- question 5 -->\nStage 5 has a queue of 100 places")
                .endsWith(" **How many events are applied per second, once the queue is full?**\n<!-- end -->\nb\n");
        assertThat(rendered("<!-- guesses 5 -->\nold\n<!-- end -->\n"))
                .startsWith("<!-- guesses 5 -->\nOne worker, half a second")
                .containsSubsequence("\n\n- **0.5 a second?** ", "\n- **8 a second?** ", "- **500 a second or more?** ")
                .endsWith(".\n<!-- end -->\n");
    }

    @Test
    void whatIsNotMarkedStays() throws IOException {
        String text = "# A page\n```\n<b>old</b>\n```\nwith 5 $1 numbers\n";
        assertThat(rendered(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!-- output nothing -->\n```\n```\n",
                "<!-- output talk 3-9 -->\n```\n```\n",
                "<!-- code 5 Handler.java no such line -->\n```\n```\n",
                "<!-- code 5 NoFile.java class NoFile { -->\n```\n```\n",
                "<!-- question 99 -->\n<!-- end -->\n",
                "<!-- diff 0 -->\n```\n```\n",
                "<!-- diff x -->\n```\n```\n",
                "<!-- file NoFile.java -->\n```\n```\n",
                "<!-- changes A.java -->\n```\n```\n",
                "<!-- changes NoFile.java NoFile.java -->\n```\n```\n",
                "<!--=talk \"p99\" 1-->0<!--/-->",
                "<!--=no-cells \"p50\" 1-->0<!--/-->",
                "<!--=talk \"end\" 1-->0<!--/-->",
                "<!--~talk \"end\" 1-->0<!--/-->",
                "<!--=talk \"p50, ms\" 3-->0<!--/-->"
            })
    void aMarkThatCannotBeFilledInIsNamed(String text) {
        assertThatThrownBy(() -> rendered(text)).isInstanceOf(IOException.class);
    }
}
