package tenstages.loadgen.practice.learn;

import java.util.List;
import java.util.regex.Pattern;

/** What a compiler says first of a mistake. */
final class CompilerLines {
    private static final int MOST = 12;
    private static final Pattern ERROR = Pattern.compile("\\berrors?\\b|\\w+Error\\b", Pattern.CASE_INSENSITIVE);

    private CompilerLines() {}

    /** From the first line that speaks of an error, if there is one: progress and warnings stand before it. */
    static List<String> of(List<String> lines) {
        int first = 0;
        while (first < lines.size() && !ERROR.matcher(lines.get(first)).find()) {
            first++;
        }
        List<String> errors = first < lines.size() ? lines.subList(first, lines.size()) : lines;
        return errors.stream().filter(line -> !line.isBlank()).limit(MOST).toList();
    }
}
