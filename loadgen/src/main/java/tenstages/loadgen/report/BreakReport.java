package tenstages.loadgen.report;

import java.util.ArrayList;
import java.util.List;
import tenstages.loadgen.scenario.Breaking;
import tenstages.loadgen.scenario.Outcome;
import tenstages.loadgen.scenario.Scenario;

/** Two stages side by side, for people. */
public final class BreakReport {
    private static final int BEFORE_WORDS = "BROKEN: ".length();

    private BreakReport() {}

    /** What is about to be done. */
    public static String title(Scenario scenario, int width) {
        String options = scenario.optionLine();
        return Terminal.bold("break " + scenario.stage() + ": " + scenario.title())
                + (options.isEmpty()
                        ? ""
                        : "\n" + Text.wrapped("options, each stage takes those it knows: " + options, width, "  "));
    }

    /** What came of it; the page is the one that tells about the fix. */
    public static String text(Breaking breaking, String page, int width) {
        Scenario scenario = breaking.scenario();
        List<List<String>> rows = new ArrayList<>();
        rows.add(row("", breaking.stageNames()));
        for (String name : Outcome.names(breaking.outcomes())) {
            rows.add(row(name, texts(breaking, name)));
        }
        StringBuilder text =
                new StringBuilder("\n").append(Text.table(rows, width)).append('\n');
        paragraph(text, "Why: ", scenario.why(), width);
        if (breaking.proved()) {
            paragraph(text, "Gained: ", scenario.gained(), width);
            paragraph(text, "Not gained: ", scenario.notGained(), width);
        }
        text.append("Read: ").append(page).append('\n');
        for (String line : breaking.broken()) {
            text.append(Terminal.red("BROKEN: "))
                    .append(Text.wrapped(line, width - BEFORE_WORDS, "  "))
                    .append('\n');
        }
        if (breaking.proved()) {
            text.append(Terminal.green("PROVED: ")).append(Text.wrapped(breaking.proof(), width - BEFORE_WORDS, "  "));
        }
        return text.toString().stripTrailing();
    }

    private static void paragraph(StringBuilder text, String head, String words, int width) {
        if (!words.isEmpty()) {
            text.append(Text.wrapped(head + words, width, "  ")).append('\n');
        }
    }

    /** A row for each pain: the first figure of its contract, on both stages. */
    public static String closingTable(List<Breaking> tour, int width) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("N", "measured", "on stage N", "on stage N+1", ""));
        for (Breaking breaking : tour) {
            String name = breaking.scenario().contract().get(0).figure();
            List<String> row = row(String.valueOf(breaking.scenario().stage()), List.of(name));
            row.addAll(texts(breaking, name));
            row.add(breaking.proved() ? "proved" : "BROKEN");
            rows.add(row);
        }
        return Text.table(rows, width);
    }

    private static List<String> row(String first, List<String> others) {
        List<String> row = new ArrayList<>(List.of(first));
        row.addAll(others);
        return row;
    }

    private static List<String> texts(Breaking breaking, String figure) {
        return breaking.outcomes().stream()
                .map(outcome -> outcome.figures().get(figure).text())
                .toList();
    }
}
