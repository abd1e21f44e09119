package tenstages.loadgen.report;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tenstages.loadgen.proofs.Claim;
import tenstages.loadgen.proofs.Finding;
import tenstages.loadgen.proofs.Laboratory;
import tenstages.loadgen.proofs.Proved;
import tenstages.loadgen.proofs.Schedule;
import tenstages.loadgen.proofs.Stressed;
import tenstages.loadgen.proofs.Trial;

/** A proof in words: what was claimed, what came of each trial, and the schedule that goes wrong. */
public final class ProofReport {
    private static final String BOUNDS = "A count of schedules is no probability. Each write is taken to be seen by all"
            + " threads at once: what a processor or a compiler reorders is not looked for (docs/proofs.md).";

    private ProofReport() {}

    /** What is claimed. */
    public static String title(Claim claim, int width) {
        return Text.wrapped(claim.title(), width, "  ") + "\n"
                + Text.wrapped(claim.scenario() + " Must hold: " + claim.holds() + ".", width, "  ");
    }

    /** The trials, the schedules worth showing, and the verdict. */
    public static String text(Proved proved, int width) throws IOException {
        StringBuilder text = new StringBuilder("\n");
        text.append(Text.table(proved.findings().stream().map(ProofReport::row).toList(), width));
        text.append("\n  Seen:\n");
        proved.findings().forEach(finding -> text.append("  ")
                .append(Text.wrapped(outcomes(finding), width - 2, "    "))
                .append('\n'));
        for (Finding finding : proved.shown()) {
            text.append('\n').append(schedule(proved.claim(), finding, width));
        }
        for (Finding finding : proved.findings()) {
            if (finding.verdict() == Finding.Verdict.NOT_FINISHED) {
                finding.report().stream()
                        .filter(line -> !line.startsWith("[WARN]") && !line.isBlank())
                        .limit(4)
                        .forEach(line -> text.append("  ").append(line).append('\n'));
            }
        }
        text.append('\n').append(Text.wrapped(BOUNDS, width, "")).append('\n');
        return text.append(verdict(proved, width)).toString();
    }

    /** What jcstress has counted, each outcome with its share. */
    public static String odds(List<Stressed> all, int width) {
        List<List<String>> rows =
                new ArrayList<>(List.of(List.of("measured now, by jcstress", "outcome", "times", "")));
        for (Stressed each : all) {
            long sum =
                    each.counts().values().stream().mapToLong(Long::longValue).sum();
            if (sum == 0) {
                rows.add(List.of(each.trial().name(), "not finished", "", ""));
            }
            each.counts()
                    .forEach((outcome, count) -> rows.add(List.of(
                            each.trial().name(),
                            outcome,
                            Text.count(count),
                            String.format(Locale.ROOT, "%.3f %%", 100.0 * count / sum))));
        }
        StringBuilder text = new StringBuilder(Text.table(rows, width));
        all.stream()
                .filter(each -> each.counts().isEmpty())
                .flatMap(each -> each.said().stream())
                .forEach(line -> text.append("  ").append(line.strip()).append('\n'));
        return text.toString();
    }

    private static List<String> row(Finding finding) {
        return List.of(
                tally(finding),
                finding.trial().role() == Trial.Role.CONTROL ? "control" : "",
                finding.trial().name());
    }

    /** How often each outcome was seen: who sees but one where two can be has seen too little. */
    private static String outcomes(Finding finding) {
        Map<String, Integer> all = new TreeMap<>(finding.wrong());
        all.putAll(finding.right());
        return finding.trial().name() + ": "
                + all.entrySet().stream()
                        .map(each -> Text.count(each.getValue()) + " x " + each.getKey())
                        .collect(Collectors.joining("; "));
    }

    /** What is said of all schedules says how many that were, and how they ended. */
    private static String tally(Finding finding) {
        String many = Text.count(finding.schedules());
        if (finding.end() == Finding.End.STUCK) {
            return "found: it hangs";
        }
        if (finding.wrongCount() > 0) {
            String wrong = Text.count(finding.wrongCount());
            return "found: " + wrong + " of " + (finding.end() == Finding.End.ALL ? "all " : "the first ") + many;
        }
        return switch (finding.end()) {
            case ALL -> "none of all " + many;
            case LIMIT -> "none of the first " + many;
            default -> "not finished, after " + many;
        };
    }

    private static String schedule(Claim claim, Finding finding, int width) throws IOException {
        ScheduleTable table =
                ScheduleTable.of(claim, Schedule.of(finding.report()).told(claim.steps()));
        String end = finding.end() == Finding.End.STUCK
                ? "the threads wait for each other, for ever"
                : finding.outcome() + ": " + claim.harm();
        String at = finding.foundAt() > 0 ? " (the schedule tried as number " + finding.foundAt() + ")" : "";
        return Text.wrapped(finding.trial().name() + at + ":", width, "  ") + "\n" + table.text(width) + "  "
                + Text.wrapped(end, width - 2, "    ") + "\n" + lines(claim, finding, table);
    }

    /** The lines of the program that the schedule tells of. */
    private static String lines(Claim claim, Finding finding, ScheduleTable table) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, List<Integer>> file : byFile(table.rows()).entrySet()) {
            List<String> source = Files.readAllLines(Laboratory.source(finding.trial(), file.getKey()));
            text.append("\n  ").append(file.getKey()).append('\n');
            for (int line : file.getValue()) {
                if (line <= source.size()) {
                    text.append(
                            "  %4d  %s\n".formatted(line, source.get(line - 1).strip()));
                }
            }
        }
        return claim.steps().files().isEmpty() ? "" : text.toString();
    }

    private static Map<String, List<Integer>> byFile(List<Schedule.Row> rows) {
        return rows.stream()
                .filter(row -> row.line() > 0)
                .collect(Collectors.groupingBy(
                        Schedule.Row::file,
                        TreeMap::new,
                        Collectors.collectingAndThen(Collectors.toList(), some -> some.stream()
                                .map(Schedule.Row::line)
                                .distinct()
                                .sorted()
                                .toList())));
    }

    private static String verdict(Proved proved, int width) {
        return switch (proved.verdict()) {
            case AS_EXPECTED -> {
                String text = "PROVED, within these bounds: " + proved.claim().title();
                yield Text.wrapped(text, width, "  ").replaceFirst("^PROVED", Terminal.green("PROVED"));
            }
            case BROKEN ->
                Text.wrapped("BROKEN: " + broken(proved), width, "  ").replaceFirst("^BROKEN", Terminal.red("BROKEN"));
            case NOT_FINISHED ->
                Text.wrapped(
                        "NOT FINISHED, so nothing is proved: " + names(proved, Finding.Verdict.NOT_FINISHED),
                        width,
                        "  ");
        };
    }

    private static String broken(Proved proved) {
        List<String> why = new ArrayList<>();
        for (Finding finding : proved.findings()) {
            if (finding.verdict() == Finding.Verdict.BROKEN) {
                why.add(
                        finding.trial().mustBeFound()
                                ? finding.trial().name() + ": no schedule goes wrong, and one should"
                                : finding.trial().name() + ": a schedule goes wrong");
            }
        }
        return String.join("; ", why);
    }

    private static String names(Proved proved, Finding.Verdict verdict) {
        return proved.findings().stream()
                .filter(finding -> finding.verdict() == verdict)
                .map(finding -> finding.trial().name()
                        + (finding.trial().role() == Trial.Role.CONTROL && finding.wrongCount() == 0
                                ? " (a mistake that must be found was not)"
                                : ""))
                .collect(Collectors.joining("; "));
    }
}
