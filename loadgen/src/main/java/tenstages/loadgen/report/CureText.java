package tenstages.loadgen.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import tenstages.loadgen.pains.Scenario;
import tenstages.loadgen.process.Program;
import tenstages.loadgen.process.Programs;

/** The lines by which a stage of ours cures the pain of the one before, for a terminal. */
public final class CureText {
    private static final String MARGIN = "    ";
    private static final int MOST_LINES = 40;

    private CureText() {}

    /**
     * Of a stage, 2 to 10: a line that says what they are, and then the lines, at most this wide; empty if they are not
     * there any more. Throws IOException if the stages are not there.
     */
    public static String of(int stage, int width) throws IOException {
        Program before = Programs.stage(stage - 1);
        Program now = Programs.stage(stage);
        Scenario scenario = Scenario.all().get(stage - 2);
        List<CureDiff.Line> lines = CureDiff.of(scenario.cure(), before.folder(), now.folder());
        if (lines.isEmpty()) {
            return "";
        }
        String what = "Our " + now.called() + " cures it in " + scenario.cure().file()
                + " (+ is new, - is gone, beside " + before.called() + "):";
        return Text.wrapped(what, width, "") + "\n"
                + lines.stream()
                        .limit(MOST_LINES)
                        .map(line -> coloured(line, width))
                        .collect(Collectors.joining("\n"))
                + (lines.size() > MOST_LINES ? "\n" + MARGIN + "…" : "");
    }

    /** The command that shows all that the stage changes, in the project's folder. */
    public static String wholeDiff(int stage) throws IOException {
        return "git diff --no-index " + main(stage - 1) + " " + main(stage);
    }

    private static String main(int stage) throws IOException {
        return Path.of(Programs.stage(stage).name(), "src", "main").toString();
    }

    private static String coloured(CureDiff.Line line, int width) {
        String text = MARGIN + line.sign() + " " + line.text();
        String cut = text.length() > width ? text.substring(0, width - 1) + "…" : text;
        return switch (line.sign()) {
            case '+' -> Terminal.green(cut);
            case '-' -> Terminal.red(cut);
            default -> cut.stripTrailing();
        };
    }
}
