package tenstages.loadgen;

import java.util.ArrayList;
import java.util.List;
import tenstages.loadgen.scenario.Breaking;
import tenstages.loadgen.scenario.Outcome;
import tenstages.loadgen.scenario.Scenario;

/** Two stages side by side, for people. */
final class BreakReport {
    private static final boolean COLOURS = Terminal.colours();

    private BreakReport() {}

    static String title(Scenario scenario) {
        String options = scenario.optionLine();
        return bold("break " + scenario.stage() + ": " + scenario.title())
                + (options.isEmpty() ? "" : "\noptions, each stage takes those it knows: " + options);
    }

    static String text(Breaking breaking) {
        Scenario scenario = breaking.scenario();
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of(""));
        head.addAll(breaking.stageNames());
        rows.add(head);
        for (String name : Outcome.names(breaking.outcomes())) {
            List<String> row = new ArrayList<>(List.of(name));
            breaking.outcomes()
                    .forEach(outcome -> row.add(outcome.figures().get(name).text()));
            rows.add(row);
        }
        StringBuilder text = new StringBuilder("\n").append(table(rows)).append('\n');
        text.append(wrapped("Why: " + scenario.why())).append('\n');
        text.append("Read: ").append(breaking.pageToRead()).append('\n');
        breaking.broken()
                .forEach(line -> text.append(red("BROKEN: ")).append(line).append('\n'));
        if (breaking.proved()) {
            text.append(green("PROVED: ")).append(breaking.proof());
        }
        return text.toString().stripTrailing();
    }

    /** A row for each pain: the first figure of its contract, on both stages. */
    static String closingTable(List<Breaking> tour) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("N", "measured", "on stage N", "on stage N+1", ""));
        for (Breaking breaking : tour) {
            String name = breaking.scenario().contract().get(0).figure();
            List<String> row =
                    new ArrayList<>(List.of(String.valueOf(breaking.scenario().stage()), name));
            breaking.outcomes()
                    .forEach(outcome -> row.add(outcome.figures().get(name).text()));
            if (breaking.outcomes().size() == 1) {
                row.add("still to come");
            }
            row.add(breaking.proved() ? "proved" : "BROKEN");
            rows.add(row);
        }
        return table(rows);
    }

    private static String table(List<List<String>> rows) {
        StringBuilder text = new StringBuilder();
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        rows.forEach(row -> {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder("  ");
            for (int i = 0; i < columns; i++) {
                line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 3));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private static String wrapped(String text) {
        StringBuilder wrapped = new StringBuilder();
        int column = 0;
        for (String word : text.split(" ", -1)) {
            if (column + word.length() > 90) {
                wrapped.append("\n     ");
                column = 5;
            }
            wrapped.append(word).append(' ');
            column += word.length() + 1;
        }
        return wrapped.toString().stripTrailing();
    }

    static String bold(String text) {
        return coloured(1, text);
    }

    static String green(String text) {
        return coloured(32, text);
    }

    static String red(String text) {
        return coloured(31, text);
    }

    private static String coloured(int code, String text) {
        return COLOURS ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
