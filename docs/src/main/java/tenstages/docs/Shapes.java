package tenstages.docs;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What lanes of one height do, drawn with a path for each state. The shape says what the colour says: by its height, by
 * an outline, or by dashes.
 */
final class Shapes {
    /** How the states are called in a style sheet; one that is not in it is drawn as nothing. */
    static final String ALL = "ERSWLHCaox";

    private static final double MARK = 5.2;

    private final double height;
    private final Map<Character, StringBuilder> paths = new LinkedHashMap<>();

    Shapes(double height) {
        this.height = height;
        for (char state : ALL.toCharArray()) {
            paths.put(state, new StringBuilder());
        }
    }

    /** What is drawn for a state: all that wait for something to do are idle. */
    static char of(char letter) {
        return "QA".indexOf(letter) >= 0 ? 'E' : letter;
    }

    /** A lane is in this state from x on, over this width, around the height y. */
    void run(char letter, double x, double y, double width) {
        StringBuilder path = paths.get(of(letter));
        if (path == null) {
            return;
        }
        switch (letter) {
            case 'R' -> {
                bar(path, x, y - height * .27, width);
                bar(path, x, y + height * .27, width);
            }
            case 'a', 'o' -> bar(path, x + width / 2, y, 0);
            case 'x' -> cross(path, x + width / 2, y);
            default -> bar(path, x, y, Math.max(width, letter == 'H' ? 2 : 0));
        }
    }

    private void cross(StringBuilder path, double x, double y) {
        double arm = Math.min(MARK / 2, height * .45) - .3;
        path.append('M').append(number(x - arm)).append(' ').append(number(y - arm));
        path.append('l').append(number(2 * arm)).append(' ').append(number(2 * arm));
        path.append('m').append(number(-2 * arm)).append(" 0l").append(number(2 * arm));
        path.append(' ').append(number(-2 * arm));
    }

    private static void bar(StringBuilder path, double x, double y, double width) {
        path.append('M')
                .append(number(x))
                .append(' ')
                .append(number(y))
                .append('h')
                .append(number(width));
    }

    String svg() {
        StringBuilder svg = new StringBuilder();
        paths.forEach((state, path) -> {
            if (path.length() > 0) {
                svg.append(svg(state, path.toString()));
            }
        });
        return svg.toString();
    }

    private String svg(char state, String path) {
        double mark = Math.min(MARK, height);
        return switch (state) {
            case 'S' -> path("S", height * .62, path);
            case 'R' -> path("R", height * .26, path);
            case 'W' -> path("W", height * .55, path);
            case 'H' -> path("card", height + 1.6, path) + path("H", height - .2, path);
            case 'L' -> path("L", height * .62, path) + path("card", height * .62 - 3, path);
            case 'a' -> path("a", mark, path);
            case 'o' -> path("o", mark, path) + path("card round", mark - 2.6, path);
            default -> path(String.valueOf(state), 1.4, path);
        };
    }

    private static String path(String style, double width, String path) {
        return "<path class=\"%s\" stroke-width=\"%s\" d=\"%s\"/>\n".formatted(style, number(width), path);
    }

    /** With one digit behind the point, if it is not 0. */
    static String number(double number) {
        String text = String.format(Locale.ROOT, "%.1f", number);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
