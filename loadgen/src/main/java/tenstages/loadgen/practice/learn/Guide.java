package tenstages.loadgen.practice.learn;

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
 * What {@code docs/build-your-own.md} says of a stage: there it stands once, for readers of the page and for this
 * program.
 *
 * @param title such as {@code backpressure}
 * @param build what to build, as Markdown
 * @param hints three hints, each telling more than the one before, as Markdown
 */
record Guide(String title, String build, List<String> hints) {
    /** Where it stands, below the project's folder. */
    static final String PAGE = "docs/build-your-own.md";

    private static final Pattern SECTION =
            Pattern.compile("(?ms)^## Stage (\\d+): ([^\\n]+)\\n\\*\\*Build\\.\\*\\* (.*?)\\n\\n(.*?)(?=^## |\\z)");
    private static final Pattern HINT = Pattern.compile("(?s)<summary>Hint \\d</summary>\\s*(.*?)\\s*</details>");
    private static final Pattern LINK = Pattern.compile("\\[([^\\]]*)]\\([^)]*\\)");
    private static final String MARGIN = "    ";

    /** Of a stage, 1 to 10. Throws IOException if the page cannot be read, or says nothing of it. */
    static Guide of(int stage) throws IOException {
        return of(stage, Programs.root().resolve(PAGE));
    }

    static Guide of(int stage, Path page) throws IOException {
        Matcher section = SECTION.matcher(Files.readString(page).replace("\r\n", "\n"));
        while (section.find()) {
            if (Integer.parseInt(section.group(1)) == stage) {
                return new Guide(section.group(2), section.group(3), hints(section.group(4)));
            }
        }
        throw new IOException(page + " says nothing of stage " + stage);
    }

    private static List<String> hints(String section) {
        return HINT.matcher(section).results().map(hint -> hint.group(1)).toList();
    }

    /** Markdown for a terminal of this width: its paragraphs are wrapped, and its code stays as it is. */
    static String plain(String markdown, int width) {
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
        return LINK.matcher(line).replaceAll("$1").replace("**", "").replaceAll("</?\\w+>", "");
    }
}
