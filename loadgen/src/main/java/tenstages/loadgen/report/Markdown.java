package tenstages.loadgen.report;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tenstages.loadgen.protocol.Printable;

/** Markdown as GitHub has it, in which no text of a stranger means anything. */
public final class Markdown {
    private static final Pattern SIGN = Pattern.compile("[^\\p{L}\\p{M}\\p{N} ,;?'()-]");
    private static final Pattern BACKTICKS = Pattern.compile("`+");
    private static final int LEAST_FENCE = 3;

    private Markdown() {}

    /** A text in a line: each sign is written by its number, so that it is no more than a sign. */
    static String text(String text) {
        return SIGN.matcher(Printable.line(text))
                .replaceAll(sign -> "&#" + sign.group().codePointAt(0) + ";");
    }

    /** A row of a table, of cells that are Markdown already. */
    static String row(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    /** The first row of a table. */
    static String head(List<String> cells) {
        return row(cells) + "|" + "---|".repeat(cells.size()) + "\n";
    }

    /** Lines as they are, between fences longer than any in them; with the newline behind. */
    public static String lines(String text) {
        Matcher backticks = BACKTICKS.matcher(text);
        int longest = LEAST_FENCE - 1;
        while (backticks.find()) {
            longest = Math.max(longest, backticks.group().length());
        }
        String fence = "`".repeat(longest + 1);
        return fence + "text\n" + Printable.text(text) + "\n" + fence + "\n";
    }
}
