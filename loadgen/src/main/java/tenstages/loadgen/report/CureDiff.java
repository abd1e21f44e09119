package tenstages.loadgen.report;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tenstages.loadgen.pains.Excerpt;

/** The lines of a cure, those that call it in the same file, and what stood there before. */
final class CureDiff {
    /** Around a cure of one line. */
    private static final int CONTEXT = 2;

    private static final Pattern CALLED = Pattern.compile("(\\w+)\\(.*\\{");
    private static final Pattern COMMENT = Pattern.compile("^\\s*(/\\*\\*|\\*|//|@)");
    private static final String INDENTATION = "    ";

    /**
     * One line of source, or a gap between two of them.
     *
     * @param sign what became of it: +, - or a blank; … for a gap
     * @param text the line
     */
    record Line(char sign, String text) {
        /** Its place among the styles of the page. */
        String style() {
            return sign == '+' ? "added" : sign == '-' ? "removed" : "same";
        }
    }

    private final List<String> old;
    private final List<String> now;
    private final BitSet wanted = new BitSet();
    private final List<Line> lines = new ArrayList<>();
    private boolean isGap;

    private CureDiff(List<String> old, List<String> now) {
        this.old = old;
        this.now = now;
    }

    /**
     * Between two folders of programs. A file that the first one lacks is new in every line. Nothing, if the cure is
     * not there any more: its readers may edit it.
     */
    static List<Line> of(Excerpt cure, Path before, Path after) throws IOException {
        CureDiff diff = new CureDiff(file(cure, before), file(cure, after));
        int length = cure.in(after).size();
        if (length == 0) {
            return List.of();
        }
        diff.want(cure, length);
        return diff.lines();
    }

    private static List<String> file(Excerpt cure, Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("src/main"))) {
            Optional<Path> file =
                    files.filter(path -> path.endsWith(cure.file())).findFirst();
            return file.isPresent() ? Files.readAllLines(file.get()) : List.of();
        }
    }

    private void want(Excerpt cure, int length) {
        int first = 0;
        while (first < now.size() && !now.get(first).strip().equals(cure.firstLine())) {
            first++;
        }
        if (length == 1) {
            wanted.set(Math.max(0, first - CONTEXT), Math.min(now.size(), first + 1 + CONTEXT));
            return;
        }
        wanted.set(withComment(first), first + length);
        Matcher called = CALLED.matcher(cure.firstLine());
        // In a new file there is no other way to call it, and so nothing to compare.
        if (called.find() && !old.isEmpty() && !old.contains(now.get(first))) {
            Pattern call = Pattern.compile("\\b" + called.group(1) + "\\(");
            for (int i = 0; i < now.size(); i++) {
                if (!wanted.get(i) && call.matcher(now.get(i)).find()) {
                    wantMember(i);
                }
            }
        }
    }

    /** The method around a line. */
    private void wantMember(int line) {
        int first = line;
        while (first > 0 && !(isMember(first) && now.get(first).endsWith("{"))) {
            first--;
        }
        int end = line;
        while (end < now.size() - 1 && !(isMember(end) && now.get(end).endsWith("}"))) {
            end++;
        }
        wanted.set(withComment(first), end + 1);
    }

    /** Where the comment over a method begins; the method itself if it has none. */
    private int withComment(int method) {
        int first = method;
        while (first > 0 && COMMENT.matcher(now.get(first - 1)).find()) {
            first--;
        }
        return first;
    }

    private boolean isMember(int line) {
        String text = now.get(line);
        return text.startsWith(INDENTATION) && !text.startsWith(INDENTATION + " ");
    }

    private List<Line> lines() {
        int at = 0;
        for (AbstractDelta<String> change : DiffUtils.diff(old, now).getDeltas()) {
            int position = change.getTarget().getPosition();
            add(' ', at, position);
            at = position + change.getTarget().size();
            boolean isInside = isWanted(position, at) || isWanted(position - 1, position) && isWanted(at, at + 1);
            change.getSource().getLines().forEach(line -> add(new Line('-', line), isInside));
            add('+', position, at);
        }
        add(' ', at, now.size());
        return withoutIndentation();
    }

    private boolean isWanted(int from, int to) {
        int next = wanted.nextSetBit(Math.max(0, from));
        return next >= 0 && next < to;
    }

    private void add(char sign, int from, int to) {
        for (int i = from; i < to; i++) {
            add(new Line(sign, now.get(i)), wanted.get(i));
        }
    }

    private void add(Line line, boolean isWanted) {
        if (isWanted) {
            if (isGap && !lines.isEmpty()) {
                lines.add(new Line('…', ""));
            }
            lines.add(line);
        }
        isGap = !isWanted;
    }

    private List<Line> withoutIndentation() {
        int least = lines.stream()
                .filter(line -> !line.text.isBlank())
                .mapToInt(line -> line.text.length() - line.text.stripLeading().length())
                .min()
                .orElse(0);
        return lines.stream()
                .map(line -> new Line(line.sign, line.text.substring(Math.min(least, line.text.length()))))
                .toList();
    }
}
