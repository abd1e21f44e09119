package tenstages.loadgen.practice.learn;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tenstages.loadgen.exam.Exam;
import tenstages.loadgen.exam.ExamItem;
import tenstages.loadgen.report.Terminal;
import tenstages.loadgen.report.Text;

/** How far a project has come: its stages with their times, and the items of the one that is being built. */
final class Overview {
    private final Progress progress;
    private final int width;
    private final List<String> lines = new ArrayList<>();

    private Overview(Progress progress, int width) {
        this.progress = progress;
        this.width = width;
    }

    /** Its lines, at most this wide. */
    static String of(Progress progress, int width) {
        Overview overview = new Overview(progress, width);
        for (int stage = 1; stage < progress.stage(); stage++) {
            overview.stage(stage);
            overview.notGreen(stage);
        }
        overview.stage(progress.stage());
        ofStage(progress.stage()).forEach(overview::item);
        return String.join("\n", overview.lines);
    }

    private static List<ExamItem> ofStage(int stage) {
        return Exam.of(stage).stream().filter(item -> item.since() == stage).toList();
    }

    private void stage(int stage) {
        List<ExamItem> items = ofStage(stage);
        long green = items.stream()
                .filter(item -> progress.passed(item.id()).isPresent())
                .count();
        String time =
                progress.duration(stage).map(millis -> "  " + time(millis)).orElse("");
        lines.add(String.format(Locale.ROOT, "stage %2d  %2d of %2d green%s", stage, green, items.size(), time));
    }

    /** What is red, skipped or not asked yet at a stage that is over, and still holds. */
    private void notGreen(int stage) {
        ofStage(stage).stream()
                .filter(item -> item.until() >= progress.stage())
                .filter(item -> progress.passed(item.id()).isEmpty())
                .forEach(this::item);
    }

    private void item(ExamItem item) {
        Optional<Progress.Passed> passed = progress.passed(item.id());
        String mark = passed.isPresent()
                ? Terminal.green("pass")
                : progress.isRed(item.id())
                        ? Terminal.red("FAIL")
                        : progress.skipped().contains(item.id()) ? "skip" : "    ";
        String took = passed.map(each -> String.format(Locale.ROOT, "%6.2f s", each.seconds()))
                .orElse("        ");
        String start = String.format(Locale.ROOT, "  %-24s%s  ", item.id(), took);
        String indentation = " ".repeat(start.length() + 6);
        boolean isWide = width - indentation.length() >= 30;
        String promise = isWide ? Text.wrapped(item.promise(), width, indentation) : "";
        lines.add("  " + mark + start + promise);
    }

    private static String time(long millis) {
        long minutes = TimeUnit.MILLISECONDS.toMinutes(millis);
        long hours = minutes / 60;
        return hours == 0 ? Math.max(1, minutes) + " min" : hours + " h " + minutes % 60 + " min";
    }
}
