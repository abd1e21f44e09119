package tenstages.loadgen.proofs;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What jcstress has counted: the outcomes of very many runs on threads of this machine, in no order that anybody chose.
 *
 * @param trial what was run
 * @param counts how often each outcome was seen; none if it has not come to its end
 * @param said what it printed last
 */
public record Stressed(Trial trial, Map<String, Long> counts, List<String> said) {
    private static final int LAST = 8;
    private static final Pattern ROW = Pattern.compile("\\s+(-?\\d+)\\s+([\\d,]+)\\s+<?[\\d.]+%\\s+.*");

    /** From what it prints: the table over all ways in which it ran. */
    static Stressed of(Trial trial, List<String> lines) {
        Map<String, Long> counts = new TreeMap<>();
        lines.stream()
                .dropWhile(line -> !line.contains("Results across all configurations"))
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .forEach(row ->
                        counts.put(row.group(1), Long.parseLong(row.group(2).replace(",", ""))));
        return new Stressed(trial, counts, lines.subList(Math.max(0, lines.size() - LAST), lines.size()));
    }
}
