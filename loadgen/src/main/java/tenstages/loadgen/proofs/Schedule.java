package tenstages.loadgen.proofs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The steps of one schedule, in their order, read from Lincheck's report: the table behind <i>Detailed trace</i>, with
 * a column for each thread. What is in it after the threads have ended is left out.
 *
 * @param rows one for each step
 */
public record Schedule(List<Row> rows) {
    private static final Pattern PLACE = Pattern.compile("(.*) at [\\w.$<>]+\\((\\w+\\.java):(\\d+)\\)");
    private static final String RULE = "| ---";

    /**
     * A step.
     *
     * @param thread the column, counted from 0
     * @param depth how many calls of the thread it is within
     * @param text what is called, and what it returns
     * @param file the source file that calls it; empty for what the thread calls itself
     * @param line the line of that file
     */
    public record Row(int thread, int depth, String text, String file, int line) {
        static Row of(int thread, String cell) {
            String text = cell.stripTrailing();
            int depth = (text.length() - text.stripLeading().length()) / 2;
            Matcher place = PLACE.matcher(text);
            return place.matches()
                    ? new Row(thread, depth, place.group(1).strip(), place.group(2), Integer.parseInt(place.group(3)))
                    : new Row(thread, depth, text.strip(), "", 0);
        }
    }

    /** Of a report; without rows if there is no trace in it. */
    public static Schedule of(List<String> report) {
        List<String> lines = report.stream()
                .dropWhile(line -> !line.startsWith("Detailed trace"))
                .skip(1)
                .toList();
        List<Row> rows = new ArrayList<>();
        List<Integer> bars = List.of();
        int rules = 0;
        for (String line : lines) {
            if (line.startsWith(RULE)) {
                rules++;
            } else if (rules == 1) {
                bars = bars(line);
            } else if (rules == 2) {
                add(rows, bars, line);
            }
        }
        return new Schedule(rows);
    }

    private static List<Integer> bars(String line) {
        List<Integer> bars = new ArrayList<>();
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) == '|') {
                bars.add(i);
            }
        }
        return bars;
    }

    /** A row has one cell that is not blank; its text may have bars, so the columns are those of the head. */
    private static void add(List<Row> rows, List<Integer> bars, String line) {
        for (int i = 0; i + 1 < bars.size() && bars.get(i + 1) <= line.length(); i++) {
            String cell = line.substring(bars.get(i) + 2, bars.get(i + 1));
            if (!cell.isBlank()) {
                rows.add(Row.of(i, cell));
            }
        }
    }

    /** Those worth telling. */
    public List<Row> told(Steps steps) {
        return rows.stream().filter(steps::tell).toList();
    }
}
