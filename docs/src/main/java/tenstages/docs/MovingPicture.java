package tenstages.docs;

import static tenstages.docs.Shapes.number;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tenstages.loadgen.film.Film;

/**
 * A recorded film as SVG that moves by itself and without a script: a playhead goes from stop to stop, and at each the
 * sentences say what is so there. Who wants no motion sees the stop that tells most.
 */
final class MovingPicture {
    private static final int WIDTH = 480;
    private static final int SHOWN_AT = 560;
    private static final int LINE = 19;
    private static final double REST_SECONDS = 1;
    private static final double GLIDE_SECONDS = 0.4;
    private static final double END_SECONDS = 2;

    /** What the shapes mean, in the order of the key. */
    private static final Map<Character, String> MEANINGS = new LinkedHashMap<>();

    static {
        MEANINGS.put('H', "holds a lock");
        MEANINGS.put('W', "waits for a lock");
        MEANINGS.put('L', "waits for one client");
        MEANINGS.put('S', "works");
        MEANINGS.put('R', "serves");
        MEANINGS.put('E', "idle");
        MEANINGS.put('C', "waits for a reply");
        MEANINGS.put('a', "accepted");
        MEANINGS.put('o', "answered");
        MEANINGS.put('x', "refused");
    }

    private static final String STYLE =
            """
            svg { font: 15px system-ui, sans-serif; color: #1d2329; }
            text, tspan, .hill { fill: currentColor; }
            path { fill: none; stroke: currentColor; }
            .hill { stroke: none; }
            tspan { font-weight: 700; }
            .soft { font-size: 13px; }
            .round, .a, .o { stroke-linecap: round; }
            .C { stroke-dasharray: 1.5 2.5; }
            .W { stroke-dasharray: 2 1.6; }
            .full { stroke-dasharray: 4 2; }
            .thread { stroke-width: 1.3; }
            .ring { stroke-width: 13; }
            .dot { stroke-width: 10; }
            .back { fill: #fff; stroke: #d6dbe0; }
            .later { fill: #fff; opacity: .62; }
            .pain { fill: #c2410c; } .cure { fill: #0f766e; }
            .soft, .C { color: #59636e; } .line { color: #d6dbe0; } .card { color: #fff; }
            .S { color: #1769aa; } .W, .L, .thread { color: #946200; } .H { color: #b3300b; } .E { color: #8b96a1; }
            .R, .a, .o, .hill { color: #0f766e; } .x { color: #8a2f6b; }
            @media (prefers-color-scheme: dark) {
            svg { color: #e8ecf0; }
            .back { fill: #1c2228; stroke: #37414b; }
            .later { fill: #1c2228; }
            .pain { fill: #fb923c; } .cure { fill: #2dd4bf; }
            .soft, .C { color: #a3adb8; } .line { color: #37414b; } .card { color: #1c2228; }
            .S { color: #5aaeea; } .W, .L, .thread { color: #f0b53c; } .H { color: #ff7a45; } .E { color: #77838f; }
            .R, .a, .o, .hill { color: #2dd4bf; } .x { color: #e58bc6; }
            }
            """;

    private final StringBuilder svg = new StringBuilder();
    private final Film film;
    private final Stops stops;

    private MovingPicture(Film film, Stops stops) {
        this.film = film;
        this.stops = stops;
    }

    /** The picture of a part of a film. */
    static String of(Film film, Stops stops) {
        return new MovingPicture(film, stops).draw();
    }

    /** What is to be seen at the stop that tells most, for whoever cannot see it. */
    static String words(Film film, Stops stops) {
        int sample = stops.samples().get(stops.poster());
        StringBuilder words = new StringBuilder(
                "A film of %s; at %s.".formatted(film.title().replaceFirst(":", ","), stops.time(sample)));
        for (Film.Side side : film.films()) {
            Reel reel = new Reel(film, side);
            boolean queueTells = reel.queueTells(stops.from(), stops.to());
            words.append(' ').append(Panel.capital(side.name())).append(": ");
            words.append(Sentence.text(Sentence.of(reel, sample, queueTells)));
        }
        return words.toString();
    }

    private String draw() {
        List<Panel> panels = new ArrayList<>();
        int y = 32;
        for (Film.Side side : film.films()) {
            panels.add(new Panel(new Reel(film, side), stops, y));
            y = panels.get(panels.size() - 1).last + 12;
        }
        StringBuilder picture = new StringBuilder();
        picture.append(text("soft", "start", 12, 21, film.title()));
        bars(picture, panels);
        panels.forEach(panel -> picture.append(panel.svg()));
        playhead(picture, panels);
        for (int i = 0; i < stops.samples().size(); i++) {
            stop(picture, panels, i, y + 4);
        }
        picture.append(text("soft", "start", Panel.LEFT, y + 4 + LINE, stops.time(stops.from())));
        picture.append(text("soft", "end", Panel.LEFT + Panel.WIDTH, y + 4 + LINE, stops.time(stops.to() - 1)));
        int height = key(picture, picture.toString(), y + 14 + LINE) + 10;
        return head(height) + picture + "</svg>\n";
    }

    private String head(int height) {
        return """
                <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" role="img">
                <title>%s</title>
                <style>
                %s%s</style>
                <clipPath id="c"><rect x="%d" width="%d" height="%d"/></clipPath>
                <rect class="back" x=".5" y=".5" width="%d" height="%d" rx="8"/>
                """
                .formatted(
                        SHOWN_AT,
                        SHOWN_AT * height / WIDTH,
                        WIDTH,
                        height,
                        Panel.escaped(words(film, stops)),
                        STYLE,
                        motion(),
                        Panel.LEFT,
                        Panel.WIDTH,
                        height,
                        WIDTH - 1,
                        height - 1);
    }

    private static void bars(StringBuilder picture, List<Panel> panels) {
        for (int i = 0; i < panels.size(); i++) {
            picture.append("<rect class=\"%s\" x=\"4\" y=\"%d\" width=\"5\" height=\"%d\" rx=\"2\"/>\n"
                    .formatted(
                            i == 0 ? "pain" : "cure",
                            panels.get(i).top(),
                            panels.get(i).last - panels.get(i).top()));
        }
    }

    /** What comes later is pale. */
    private static void playhead(StringBuilder picture, List<Panel> panels) {
        picture.append("<g clip-path=\"url(#c)\"><g class=\"p\">\n");
        for (Panel panel : panels) {
            int height = panel.last - panel.first + 4;
            picture.append("<rect class=\"later\" y=\"%d\" width=\"%d\" height=\"%d\"/>"
                    .formatted(panel.first - 2, WIDTH, height));
            picture.append("<path stroke-width=\"1.5\" d=\"M0 %dv%d\"/>\n".formatted(panel.first - 2, height));
        }
        picture.append("</g></g>\n");
    }

    private void stop(StringBuilder picture, List<Panel> panels, int stop, int y) {
        int sample = stops.samples().get(stop);
        picture.append("<g class=\"k k%d\">\n".formatted(stop));
        panels.forEach(panel -> picture.append(panel.said(sample)));
        double x = Math.min(Panel.LEFT + Panel.WIDTH - 25, x(stop));
        picture.append(text("", "middle", x, y, stops.time(sample)));
        picture.append("</g>\n<g class=\"t t%d\">\n".formatted(stop));
        panels.forEach(panel -> picture.append(panel.threads(sample)));
        picture.append("</g>\n");
    }

    private double x(int stop) {
        return Panel.LEFT + stops.x(stops.samples().get(stop) + .5, Panel.WIDTH);
    }

    private static String text(String style, String anchor, double x, double y, String words) {
        return "<text%s%s x=\"%s\" y=\"%s\">%s</text>\n"
                .formatted(
                        style.isEmpty() ? "" : " class=\"" + style + "\"",
                        anchor.equals("start") ? "" : " text-anchor=\"" + anchor + "\"",
                        number(x),
                        number(y),
                        Panel.escaped(words));
    }

    /** Of the shapes that are in the picture, line by line, down to the height that is returned. */
    private static int key(StringBuilder picture, String drawn, int top) {
        Map<String, String> shapes = new LinkedHashMap<>();
        MEANINGS.forEach((letter, meaning) -> {
            if (drawn.contains("<path class=\"" + letter + "\"")) {
                Shapes shape = new Shapes(9);
                shape.run(letter, 0, 0, 22);
                shapes.put(shape.svg(), meaning);
            }
        });
        if (drawn.contains("<path class=\"" + Panel.FULL + "\"")) {
            shapes.put("<path class=\"%s\" stroke-width=\"9\" d=\"M0 0h22\"/>\n".formatted(Panel.FULL), "queue full");
        }
        int x = 12;
        int y = top + LINE / 2;
        for (Map.Entry<String, String> shape : shapes.entrySet()) {
            int width = 40 + shape.getValue().length() * 15 / 2;
            if (x + width > WIDTH) {
                x = 12;
                y += LINE;
            }
            picture.append("<g transform=\"translate(%d %d)\">%s</g>\n"
                    .formatted(x, y, shape.getKey().strip()));
            picture.append(text("soft", "start", x + 28, y + 4, shape.getValue()));
            x += width;
        }
        return y + LINE / 2;
    }

    /** Without it, and for whoever wants none, the picture stands at one stop. */
    private String motion() {
        int last = stops.samples().size() - 1;
        double all = last * (REST_SECONDS + GLIDE_SECONDS) + END_SECONDS;
        StringBuilder css = new StringBuilder(".k, .t { opacity: 0; } ");
        css.append(".k%d, .t%d { opacity: 1; }\n".formatted(stops.poster(), stops.poster()));
        css.append(".p { transform: translateX(%spx); }\n".formatted(number(x(stops.poster()))));
        css.append("@media (prefers-reduced-motion: no-preference) {\n");
        css.append(".k, .t { animation: %ss step-end infinite; } ".formatted(number(all)));
        css.append(".p { animation: p %ss ease-in-out infinite; }\n@keyframes p {".formatted(number(all)));
        StringBuilder rules = new StringBuilder();
        for (int i = 0; i <= last; i++) {
            double comes = i * (REST_SECONDS + GLIDE_SECONDS) / all * 100;
            double goes = i == last ? 100 : comes + REST_SECONDS / all * 100;
            double next = (i + 1) * (REST_SECONDS + GLIDE_SECONDS) / all * 100;
            css.append(" %s, %s { transform: translateX(%spx); }".formatted(part(comes), part(goes), number(x(i))));
            rules.append(shown("k" + i, comes, i == last ? 100 : next));
            rules.append(shown("t" + i, comes, goes));
        }
        return css.append(" }\n").append(rules).append("}\n").toString();
    }

    /** From one part of the whole to another, and not before and not afterwards. */
    private static String shown(String name, double from, double to) {
        return ".%s { animation-name: %s; } @keyframes %s {%s %s { opacity: 1; }%s }\n"
                .formatted(
                        name,
                        name,
                        name,
                        from == 0 ? "" : " 0% { opacity: 0; }",
                        part(from),
                        to == 100 ? " 100% { opacity: 1; }" : " " + part(to) + ", 100% { opacity: 0; }");
    }

    private static String part(double percent) {
        return String.format(Locale.ROOT, "%.2f%%", percent);
    }
}
