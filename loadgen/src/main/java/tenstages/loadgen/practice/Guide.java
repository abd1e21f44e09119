package tenstages.loadgen.practice;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tenstages.loadgen.process.Programs;
import tenstages.loadgen.report.Text;

/**
 * What {@code docs/build-your-own.md} says of a stage: there it stands once, for readers of the page, for a lesson and
 * for the issues of a class.
 *
 * @param title such as {@code backpressure}
 * @param build what to build, as Markdown
 * @param hints three hints, each telling more than the one before, as Markdown
 * @param nonSolution what many try, and what does not help, as Markdown; empty if there is nothing like that
 */
public record Guide(String title, String build, List<String> hints, String nonSolution) {
    /** Where it stands, below the project's folder. */
    public static final String PAGE = "docs/build-your-own.md";

    private static final Pattern SECTION =
            Pattern.compile("(?ms)^## Stage (\\d+): ([^\\n]+)\\n\\*\\*Build\\.\\*\\* (.*?)\\n\\n(.*?)(?=^## |\\z)");
    private static final Pattern HINT = Pattern.compile("(?s)<summary>Hint \\d</summary>\\s*(.*?)\\s*</details>");
    private static final Pattern NON_SOLUTION =
            Pattern.compile("(?s)<summary>The famous non-solution</summary>\\s*(.*?)\\s*</details>");
    private static final Pattern LINK = Pattern.compile("\\[([^\\]]*)]\\([^)]*\\)");
    private static final String MARGIN = "    ";

    /** Of a stage, 1 to 10. Throws IOException if the page cannot be read, or says nothing of it. */
    public static Guide of(int stage) throws IOException {
        return of(stage, Programs.root().resolve(PAGE));
    }

    /** The same from this file. */
    public static Guide of(int stage, Path page) throws IOException {
        Matcher section = SECTION.matcher(Files.readString(page).replace("\r\n", "\n"));
        while (section.find()) {
            if (Integer.parseInt(section.group(1)) == stage) {
                String rest = section.group(4);
                return new Guide(section.group(2), section.group(3), hints(rest), nonSolution(rest));
            }
        }
        throw new IOException(page + " says nothing of stage " + stage);
    }

    private static List<String> hints(String section) {
        return HINT.matcher(section).results().map(hint -> hint.group(1)).toList();
    }

    private static String nonSolution(String section) {
        Matcher words = NON_SOLUTION.matcher(section);
        return words.find() ? words.group(1) : "";
    }

    /** Markdown for a terminal of this width: its paragraphs are wrapped, and its code stays as it is. */
    public static String plain(String markdown, int width) {
        List<String> lines = new ArrayList<>();
        boolean inCode = false;
        for (String line : markdown.split("\n", -1)) {
            if (line.startsWith("```")) {
                inCode = !inCode;
            } else if (inCode) {
                lines.add(MARGIN + line);
            } else if (!line.isBlank()) {
                lines.add(MARGIN + Text.wrapped(words(line), width, MARGIN));
            }
        }
        return String.join("\n", lines);
    }

    private static String words(String line) {
        return withoutLinks(line).replace("**", "").replaceAll("</?\\w+>", "");
    }

    /** Markdown with the words of its links alone: they lead nowhere from another place. */
    public static String withoutLinks(String markdown) {
        return LINK.matcher(markdown).replaceAll("$1");
    }
}
