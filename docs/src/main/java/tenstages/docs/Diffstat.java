package tenstages.docs;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import tenstages.loadgen.process.Program;

/** What a stage changes in the one it is compared with, in lines of code: without blank lines and comments. */
final class Diffstat {
    private Diffstat() {}

    /** A line for each file that differs, and one for those that do not. */
    static List<String> of(Program program) throws IOException {
        Optional<Program> other = program.before();
        Map<String, String> before = other.isPresent() ? sources(other.get()) : Map.of();
        Map<String, String> after = sources(program);
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        List<String> lines = new ArrayList<>();
        int same = 0;
        for (String name : names) {
            String old = before.get(name);
            String now = after.get(name);
            if (now != null && now.equals(old)) {
                same++;
            } else {
                lines.add(line(name, old, now));
            }
        }
        lines.add("= " + same + " files are the same, byte for byte");
        return lines;
    }

    private static String line(String name, String before, String after) {
        List<String> old = before == null ? List.of() : code(before);
        List<String> now = after == null ? List.of() : code(after);
        int added = 0;
        int removed = 0;
        for (AbstractDelta<String> change : DiffUtils.diff(old, now).getDeltas()) {
            added += change.getTarget().size();
            removed += change.getSource().size();
        }
        String sign = before == null ? "+" : after == null ? "-" : "~";
        boolean commentsOnly = old.equals(now);
        return "%s %-24s +%-3d -%d%s".formatted(sign, name, added, removed, commentsOnly ? "  (comments)" : "");
    }

    private static Map<String, String> sources(Program program) throws IOException {
        Map<String, String> sources = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(program.folder().resolve("src/main"))) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                sources.put(path.getFileName().toString(), Files.readString(path));
            }
        }
        return sources;
    }

    private static List<String> code(String source) {
        return source.replaceAll("(?s)/\\*.*?\\*/", "")
                .lines()
                .filter(line -> !line.isBlank() && !line.strip().startsWith("//"))
                .toList();
    }
}
