package tenstages.docs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** A pain as a bar chart: SVG that follows the reader's light or dark. */
final class Chart {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 260;
    private static final int LEFT = 20;
    private static final int TOP = 46;
    private static final int BOTTOM = 60;
    private static final int WIDEST_BAR = 100;
    private static final int BETWEEN = 16;

    private final StringBuilder svg = new StringBuilder();

    private Chart() {}

    /** The chart of one pain, as a tour writes it: an axis, labels, and a series for each stage. */
    static String of(JsonNode chart) {
        return new Chart().draw(chart);
    }

    private String draw(JsonNode chart) {
        svg.append(
                """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" \
                font-family="system-ui, sans-serif" font-size="13">
                <style>
                text { fill: #1d2329; } .soft { fill: #59636e; } .line { stroke: #d6dbe0; } \
                .s0 { fill: #c2410c; } .s1 { fill: #0f766e; }
                @media (prefers-color-scheme: dark) {
                  text { fill: #e8ecf0; } .soft { fill: #a3adb8; } .line { stroke: #37414b; } \
                .s0 { fill: #fb923c; } .s1 { fill: #2dd4bf; }
                }
                </style>
                """
                        .formatted(WIDTH, HEIGHT));
        text("soft", "start", LEFT, 18, chart.path("axis").asText());
        JsonNode series = chart.path("series");
        double most = most(series);
        int labels = chart.path("labels").size();
        // As wide as the text over it needs.
        int width = Math.min(WIDEST_BAR, (WIDTH - 2 * LEFT) / labels / series.size() - BETWEEN);
        for (int i = 0; i < labels; i++) {
            double middle = LEFT + (i + 0.5) * (WIDTH - 2.0 * LEFT) / labels;
            for (int s = 0; s < series.size(); s++) {
                double x = middle + (s - series.size() / 2.0) * (width + BETWEEN) + BETWEEN / 2.0;
                bar(series.get(s), i, s, x, width, most);
            }
            text(
                    "soft",
                    "middle",
                    middle,
                    HEIGHT - BOTTOM + 18,
                    chart.path("labels").get(i).asText());
        }
        int base = HEIGHT - BOTTOM;
        svg.append("<line class=\"line\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>\n"
                .formatted(LEFT, base, WIDTH - LEFT, base));
        for (int s = 0; s < series.size(); s++) {
            int x = LEFT + s * 220;
            svg.append("<rect class=\"s%d\" x=\"%d\" y=\"%d\" width=\"12\" height=\"12\"/>\n"
                    .formatted(s, x, HEIGHT - 24));
            text("", "start", x + 18, HEIGHT - 13, series.get(s).path("name").asText());
        }
        return svg.append("</svg>\n").toString();
    }

    private void bar(JsonNode series, int i, int s, double x, int width, double most) {
        double room = HEIGHT - BOTTOM - TOP;
        double height = Math.max(1.5, room * series.path("values").get(i).asDouble() / most);
        double y = HEIGHT - BOTTOM - height;
        svg.append(String.format(
                Locale.ROOT,
                "<rect class=\"s%d\" x=\"%.1f\" y=\"%.1f\" width=\"%d\" height=\"%.1f\"/>%n",
                s,
                x,
                y,
                width,
                height));
        text("", "middle", x + width / 2.0, y - 6, series.path("texts").get(i).asText());
    }

    private void text(String style, String anchor, double x, double y, String words) {
        svg.append(String.format(
                Locale.ROOT,
                "<text class=\"%s\" text-anchor=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>%n",
                style,
                anchor,
                x,
                y,
                words.replace("&", "&amp;").replace("<", "&lt;")));
    }

    private static double most(JsonNode series) {
        double most = 0;
        for (JsonNode each : series) {
            for (JsonNode value : each.path("values")) {
                most = Math.max(most, value.asDouble());
            }
        }
        return most == 0 ? 1 : most;
    }
}
