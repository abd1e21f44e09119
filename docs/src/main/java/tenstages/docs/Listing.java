package tenstages.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A small program of the course, or what it changes in another one. Its imports are not shown. */
final class Listing {
    /** Lines around a change that are shown with it. */
    private static final int CONTEXT = 2;

    private static final String GAP = " …";

    private Listing() {}

    /** All lines from the first that is no import. */
    static List<String> of(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .dropWhile(line -> line.isBlank() || line.startsWith("import "))
                .toList();
    }

    /** The lines that are new (+), those that are gone (-), and a few around them. */
    static List<String> changes(Path before, Path after) throws IOException {
        List<String> all = merged(of(before), of(after));
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (isNearAChange(all, i)) {
                shown.add(all.get(i).stripTrailing());
            } else if (shown.isEmpty() || !shown.get(shown.size() - 1).equals(GAP)) {
                shown.add(GAP);
            }
        }
        return shown;
    }

    private static boolean isNearAChange(List<String> lines, int index) {
        return lines.subList(Math.max(0, index - CONTEXT), Math.min(lines.size(), index + CONTEXT + 1)).stream()
                .anyMatch(line -> !line.startsWith(" "));
    }

    /** The lines of both, each with what became of it in front. */
    private static List<String> merged(List<String> before, List<String> after) {
        int[][] common = common(before, after);
        List<String> lines = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < before.size() || j < after.size()) {
            if (i < before.size() && j < after.size() && before.get(i).equals(after.get(j))) {
                lines.add(" " + before.get(i++));
                j++;
            } else if (j == after.size() || (i < before.size() && common[i + 1][j] >= common[i][j + 1])) {
                lines.add("-" + before.get(i++));
            } else {
                lines.add("+" + after.get(j++));
            }
        }
        return lines;
    }

    /** At [i][j], the length of the longest common subsequence of what follows i in one list and j in the other. */
    private static int[][] common(List<String> before, List<String> after) {
        int[][] lengths = new int[before.size() + 1][after.size() + 1];
        for (int i = before.size() - 1; i >= 0; i--) {
            for (int j = after.size() - 1; j >= 0; j--) {
                lengths[i][j] = before.get(i).equals(after.get(j))
                        ? lengths[i + 1][j + 1] + 1
                        : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
            }
        }
        return lengths;
    }
}
