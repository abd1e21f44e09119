package tenstages.loadgen.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tenstages.loadgen.protocol.Printable;

/** Words and numbers for people, within the width of a terminal, and without anything that moves its cursor. */
public final class Text {
    private static final String INDENTATION = "  ";
    private static final int GAP = 3;

    private Text() {}

    /** A time in the unit that suits it, in three digits: {@code 85.0 µs}, {@code 4.21 ms}, {@code 1.40 s}. */
    public static String time(double nanos) {
        if (nanos < 1e6) {
            return digits(nanos / 1e3) + " µs";
        }
        return nanos < 1e9 ? digits(nanos / 1e6) + " ms" : digits(nanos / 1e9) + " s";
    }

    /** A whole number with its thousands marked. */
    public static String count(double number) {
        return String.format(Locale.ROOT, "%,.0f", number);
    }

    private static String digits(double number) {
        String format = number < 9.995 ? "%.2f" : number < 99.95 ? "%.1f" : "%.0f";
        return String.format(Locale.ROOT, format, number);
    }

    /** Breaks a text between its words; all lines but the first are indented. A word longer than a line is cut. */
    public static String wrapped(String text, int width, String indentation) {
        return String.join("\n" + indentation, lines(text, width - indentation.length()));
    }

    /** Columns side by side, as narrow as the width asks for; each row has a cell for each column. */
    public static String table(List<List<String>> rows, int width) {
        int[] widths = widths(rows, width);
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            List<List<String>> cells = new ArrayList<>();
            int height = 1;
            for (int column = 0; column < widths.length; column++) {
                cells.add(lines(row.get(column), widths[column]));
                height = Math.max(height, cells.get(column).size());
            }
            for (int i = 0; i < height; i++) {
                text.append(line(cells, i, widths)).append('\n');
            }
        }
        return text.toString();
    }

    private static String line(List<List<String>> cells, int number, int[] widths) {
        StringBuilder line = new StringBuilder(INDENTATION);
        for (int column = 0; column < widths.length; column++) {
            List<String> cell = cells.get(column);
            String part = number < cell.size() ? cell.get(number) : "";
            line.append(part).append(" ".repeat(widths[column] - part.length() + GAP));
        }
        return line.toString().stripTrailing();
    }

    /** The widest column gives way first, down to its longest word. */
    private static int[] widths(List<List<String>> rows, int width) {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        int[] longestWords = new int[columns];
        for (List<String> row : rows) {
            for (int column = 0; column < columns; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
                for (String word : row.get(column).split(" ", -1)) {
                    longestWords[column] = Math.max(longestWords[column], word.length());
                }
            }
        }
        int total = INDENTATION.length() - GAP;
        for (int column : widths) {
            total += column + GAP;
        }
        for (int widest = widest(widths, longestWords); total > width && widest >= 0; total--) {
            widths[widest]--;
            widest = widest(widths, longestWords);
        }
        return widths;
    }

    private static int widest(int[] widths, int[] longestWords) {
        int widest = -1;
        for (int column = 0; column < widths.length; column++) {
            if (widths[column] > longestWords[column] && (widest < 0 || widths[column] > widths[widest])) {
                widest = column;
            }
        }
        return widest;
    }

    private static List<String> lines(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : Printable.line(text).split(" ", -1)) {
            if (line.length() > 0 && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() > 0 ? " " : "").append(word);
            while (line.length() > width) {
                int end = width > 1 && Character.isHighSurrogate(line.charAt(width - 1)) ? width - 1 : width;
                lines.add(line.substring(0, end));
                line.delete(0, end);
            }
        }
        lines.add(line.toString());
        return lines;
    }
}
