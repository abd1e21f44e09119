package tenstages.loadgen.report;

import java.util.ArrayList;
import java.util.List;
import tenstages.loadgen.pains.Breaking;
import tenstages.loadgen.pains.Outcome;
import tenstages.loadgen.pains.Scenario;
import tenstages.loadgen.process.MachineWatch;

/** Two stages side by side, for people. */
public final class BreakReport {
    private static final int BEFORE_WORDS = "BROKEN: ".length();

    private BreakReport() {}

    /** What is about to be done. */
    public static String title(Scenario scenario, int width) {
        String options = scenario.optionLine();
        return Terminal.bold("break " + scenario.number() + ": " + scenario.title())
                + (options.isEmpty()
                        ? ""
                        : "\n" + Text.wrapped("options, each stage takes those it knows: " + options, width, "  "));
    }

    /** What came of it; the page is the one that tells about the fix. */
    public static String text(Breaking breaking, String page, int width) {
        Scenario scenario = breaking.scenario();
        List<List<String>> rows = new ArrayList<>();
        rows.add(row("", breaking.names()));
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
        text.append(verdictLines(breaking, width));
        return text.toString().stripTrailing();
    }

    /** The verdict, with a line for each reason. */
    private static String verdictLines(Breaking breaking, int width) {
        StringBuilder text = new StringBuilder();
        if (breaking.names().size() > breaking.scenario().sides().size()) {
            String own = breaking.names().get(breaking.names().size() - 1) + ": " + breaking.ownVerdict();
            text.append(Text.wrapped(own, width, "  ")).append('\n');
        }
        if (breaking.proved()) {
            verdictLine(text, Terminal.green("PROVED: "), breaking.proof(), width);
        } else {
            text.append(reasons(breaking, width));
        }
        breaking.notes().forEach(note -> verdictLine(text, Terminal.bold("Notice: "), note, width));
        return text.toString();
    }

    /** Why a pain is not proved: each clause that broke, and what the servers said. */
    public static String reasons(Breaking breaking, int width) {
        StringBuilder text = new StringBuilder();
        if (breaking.verdict() == Breaking.Verdict.BUSY) {
            String words = MachineWatch.sentence(breaking.busy());
            verdictLine(text, Terminal.red("BUSY: "), words, width);
        } else {
            breaking.broken().forEach(line -> verdictLine(text, Terminal.red("BROKEN: "), line, width));
        }
        for (int i = 0; i < breaking.said().size(); i++) {
            List<String> lines = breaking.said().get(i);
            if (!lines.isEmpty()) {
                text.append(breaking.names().get(i)).append(" said:\n");
                lines.forEach(line -> text.append("  ")
                        .append(" ".repeat(line.length() - line.stripLeading().length()))
                        .append(Text.wrapped(line.strip(), width - 6, "      "))
                        .append('\n'));
            }
        }
        return text.toString();
    }

    private static void verdictLine(StringBuilder text, String head, String words, int width) {
        text.append(head)
                .append(Text.wrapped(words, width - BEFORE_WORDS, "  "))
                .append('\n');
    }

    /** A verdict in a table. */
    public static String verdict(Breaking breaking) {
        return switch (breaking.verdict()) {
            case PROVED -> "proved";
            case BROKEN -> "BROKEN";
            case BUSY -> "busy";
        };
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
            List<String> row = row(String.valueOf(breaking.scenario().number()), List.of(name));
            row.addAll(texts(breaking, name).subList(0, 2));
            row.add(verdict(breaking));
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
