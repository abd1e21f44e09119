package tenstages.bench;

import java.util.ArrayList;
import java.util.List;
import tenstages.loadgen.report.Text;

/** A measurement as a table for the terminal. */
final class Report {
    private static final int WIDTH = 100;

    private final String title;
    private final List<List<String>> rows = new ArrayList<>();

    Report(String title) {
        this.title = title;
    }

    /** All rows have the same number of cells, and so have those that name the columns. */
    void row(String... cells) {
        rows.add(List.of(cells));
    }

    void print() {
        System.out.println(title + "\n\n" + Text.table(rows, WIDTH));
    }
}
