package tenstages.loadgen.practice.quiz;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A paragraph of a page in {@code docs}, for a terminal. */
final class PlainText {
    private static final Pattern COMMENT = Pattern.compile("<!--.*?-->");
    private static final Pattern LINK = Pattern.compile("\\[([^\\]]*)\\]\\(([^)\\s]+)\\)");
    private static final Pattern CODE_OR_EMPHASIS = Pattern.compile("`([^`]*)`|\\*+([^*]+)\\*+");

    private PlainText() {}

    /** Without marks; a link is its words and, in brackets, the path from the project's folder. */
    static String of(String markdown) {
        String text = COMMENT.matcher(markdown).replaceAll("");
        text = LINK.matcher(text)
                .replaceAll(link -> Matcher.quoteReplacement(link.group(1) + " (" + path(link.group(2)) + ")"));
        return CODE_OR_EMPHASIS
                .matcher(text)
                .replaceAll(part -> Matcher.quoteReplacement(part.group(1) == null ? part.group(2) : part.group(1)));
    }

    /** Of a link on a page of {@code docs}. */
    static String path(String link) {
        if (link.contains("://")) {
            return link;
        }
        return link.startsWith("../") ? link.substring("../".length()) : "docs/" + link;
    }
}
