package tenstages.loadgen.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tenstages.loadgen.proofs.Claim;
import tenstages.loadgen.proofs.Schedule;

/** A schedule with a column for each thread; in the other columns stands, at some steps, what the step does. */
final class ScheduleTable {
    private static final Pattern READ = Pattern.compile("(?:.*\\.)?(?:get|getOrDefault)\\(.*\\): (null|-?\\d+)");
    private static final Pattern WRITE =
            Pattern.compile("(?:.*\\.)?(?:put|set|setRelease|replace)\\((?:.*, )?(-?\\d+)\\)(?:: .*)?");

    private final Claim claim;
    private final List<Schedule.Row> rows;
    private final List<Integer> threads;

    /** The last write of a value, and which of those that have read have read it, or written it themselves. */
    private int lastWriter = -1;

    private String lastWritten = "";
    private final Map<Integer, Boolean> hasSeen = new HashMap<>();

    private ScheduleTable(Claim claim, List<Schedule.Row> rows) {
        this.claim = claim;
        this.rows = rows;
        threads = claim.columns().isEmpty()
                ? rows.stream().map(Schedule.Row::thread).distinct().toList()
                : rows.stream().map(Schedule.Row::thread).distinct().sorted().toList();
    }

    static ScheduleTable of(Claim claim, List<Schedule.Row> rows) {
        return new ScheduleTable(claim, rows);
    }

    List<Schedule.Row> rows() {
        return rows;
    }

    String text(int width) {
        if (rows.isEmpty()) {
            return "  (--raw shows the schedule: none of its steps is one that is told here)\n";
        }
        List<List<String>> cells = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of(""));
        threads.forEach(thread -> head.add(name(thread)));
        cells.add(head);
        for (int i = 0; i < rows.size(); i++) {
            cells.add(cells(i));
        }
        return Text.table(cells, width);
    }

    private List<String> cells(int i) {
        Schedule.Row row = rows.get(i);
        String words = words(i);
        List<String> cells = new ArrayList<>(List.of(row.line() > 0 ? String.valueOf(row.line()) : ""));
        int own = threads.indexOf(row.thread());
        int beside = own == 0 ? 1 : own - 1;
        for (int column = 0; column < threads.size(); column++) {
            cells.add(column == own ? row.text() : column == beside ? words : "");
        }
        if (threads.size() == 1) {
            cells.set(1, row.text() + (words.isEmpty() ? "" : "  <- " + words));
        }
        return cells;
    }

    /** What a step does, if there is something to be said. */
    private String words(int i) {
        Schedule.Row row = rows.get(i);
        String told = claim.words().entrySet().stream()
                .filter(each -> row.text().matches(each.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
        String harm = harm(row);
        if (!told.isEmpty() || !harm.isEmpty()) {
            return "<- " + (told.isEmpty() ? harm : told);
        }
        return i + 1 < rows.size() && rows.get(i + 1).thread() != row.thread() && isLater(row.thread(), i + 1)
                ? "<- " + name(row.thread()) + " stops here; "
                        + name(rows.get(i + 1).thread()) + " goes on"
                : "";
    }

    /** A write over somebody else's that came after the thread's own read. */
    private String harm(Schedule.Row row) {
        Matcher write = WRITE.matcher(row.text());
        if (READ.matcher(row.text()).matches()) {
            hasSeen.put(row.thread(), true);
        } else if (write.matches()) {
            String words = !hasSeen.getOrDefault(row.thread(), true)
                    ? "overwrites the " + lastWritten + " of " + name(lastWriter)
                    : "";
            lastWriter = row.thread();
            lastWritten = write.group(1);
            hasSeen.replaceAll((thread, seen) -> thread == lastWriter);
            return words;
        }
        return "";
    }

    private boolean isLater(int thread, int from) {
        return rows.subList(from, rows.size()).stream().anyMatch(row -> row.thread() == thread);
    }

    private String name(int thread) {
        return claim.columns().isEmpty()
                ? "worker " + (char) ('A' + threads.indexOf(thread))
                : thread < claim.columns().size() ? claim.columns().get(thread) : "thread " + (thread + 1);
    }
}
