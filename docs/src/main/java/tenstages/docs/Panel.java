package tenstages.docs;

import static tenstages.docs.Shapes.number;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import tenstages.docs.Reel.Lane;
import tenstages.docs.Sentence.Word;

/** One side in the picture of a film: sentences, and below them its lanes from left to right. */
final class Panel {
    /** The style of a queue that is full. */
    static final String FULL = "x full";

    static final int LEFT = 98;
    static final int WIDTH = 370;

    private static final int LINE = 19;
    private static final int LABEL_LINE = 15;
    private static final int LETTERS_IN_A_LINE = 53;
    private static final int MANY = 8;
    private static final int QUEUE = 34;
    private static final int BETWEEN = 5;
    private static final int LEAST_FOR_A_MARK = 5;

    private final Reel reel;
    private final Stops stops;
    private final int top;
    private final boolean queueTells;
    private final List<Row> rows = new ArrayList<>();
    private final StringBuilder svg = new StringBuilder();

    /** Where the lanes begin and end. */
    final int first;

    final int last;

    private record Row(Lane lane, double middle) {}

    /** Below this height. */
    Panel(Reel reel, Stops stops, int top) {
        this.reel = reel;
        this.stops = stops;
        this.top = top;
        queueTells = reel.queueTells(stops.from(), stops.to());
        int lines = stops.samples().stream()
                .mapToInt(sample -> lines(sample).size())
                .max()
                .orElse(0);
        first = top + lines * LINE + 4;
        last = draw(first);
    }

    int top() {
        return top;
    }

    /** What does not move. */
    String svg() {
        return svg.toString();
    }

    /** What is so at a stop, in words. */
    String said(int sample) {
        StringBuilder said = new StringBuilder();
        int y = top + LINE - 5;
        for (List<Word> line : lines(sample)) {
            said.append("<text x=\"16\" y=\"%d\">%s</text>\n".formatted(y, spans(line)));
            y += LINE;
        }
        return said.toString();
    }

    private List<List<Word>> lines(int sample) {
        List<Word> words = new ArrayList<>();
        for (String word : (reel.side.name() + ":").split(" ")) {
            words.add(new Word("b", words.isEmpty() ? capital(word) : word));
        }
        words.addAll(Sentence.of(reel, sample, queueTells));
        List<List<Word>> lines = new ArrayList<>();
        int room = 0;
        for (Word word : words) {
            room -= word.text().length() + 1;
            if (room < 0) {
                lines.add(new ArrayList<>());
                room = LETTERS_IN_A_LINE - word.text().length();
            }
            lines.get(lines.size() - 1).add(word);
        }
        return lines;
    }

    /** As a sentence begins with it; what is no word, such as beyond/http, stays as people type it. */
    static String capital(String text) {
        boolean isWord = text.matches("\\p{L}+([ ,.;:].*)?");
        return isWord ? text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) : text;
    }

    /** Neighbours in one style are one piece. */
    private static String spans(List<Word> line) {
        StringBuilder spans = new StringBuilder();
        String before = "";
        for (Word word : line) {
            if (!word.style().equals(before)) {
                spans.append(before.isEmpty() ? "" : "</tspan>");
                spans.append(spans.length() == 0 ? "" : " ");
                spans.append(word.style().isEmpty() ? "" : "<tspan class=\"" + word.style() + "\">");
            } else {
                spans.append(spans.length() == 0 ? "" : " ");
            }
            spans.append(escaped(word.text()));
            before = word.style();
        }
        return spans.append(before.isEmpty() ? "" : "</tspan>").toString();
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    /** The threads by which those that wait hang on the one that holds, at a stop. */
    String threads(int sample) {
        StringBuilder threads = new StringBuilder();
        StringBuilder holders = new StringBuilder();
        double x = x(sample + .5);
        for (Row row : rows) {
            Row holder = row.lane.letter(sample) == 'W' ? row(reel.holder(row.lane, sample)) : null;
            if (holder != null) {
                holders.append("M%s %sh0".formatted(number(x), number(holder.middle)));
                double bow = x + 10 + Math.min(26, Math.abs(holder.middle - row.middle) / 3);
                threads.append("M%s %sC%s %s %s %s %s %s"
                        .formatted(
                                number(x),
                                number(row.middle),
                                number(bow),
                                number(row.middle),
                                number(bow),
                                number(holder.middle),
                                number(x + 4),
                                number(holder.middle)));
            }
        }
        return path("thread", threads) + path("card round ring", holders) + path("H round dot", holders);
    }

    private static String path(String style, StringBuilder path) {
        return path.length() == 0 ? "" : "<path class=\"%s\" d=\"%s\"/>\n".formatted(style, path);
    }

    private Row row(Lane lane) {
        return rows.stream().filter(row -> row.lane == lane).findFirst().orElse(null);
    }

    private double x(double sample) {
        return LEFT + stops.x(sample, WIDTH);
    }

    /** Group below group, down to the height that is returned. */
    private int draw(int y) {
        List<Lane> workers = reel.of("worker");
        for (Lane lane : reel.threads()) {
            if (!lane.kind().equals("worker")) {
                String called =
                        lane.name().equals("main") ? "main thread" : lane.name().replace('-', ' ');
                y = group(List.of(lane), called, y, 14);
            }
        }
        y = group(workers, many(workers, "worker"), y, workers.size() > MANY ? 8 : 12);
        List<Lane> clients = clients();
        int shown = Math.min(clients.size(), workers.isEmpty() ? Integer.MAX_VALUE : MANY);
        String called =
                shown < clients.size() ? shown + " of " + clients.size() + "\nclients" : many(clients, "client");
        y = group(clients.subList(0, shown), called, y, shown > MANY ? 5 : 8);
        if (queueTells) {
            y = queue(y);
        }
        ended(first, y);
        return y - BETWEEN;
    }

    private static String many(List<Lane> lanes, String what) {
        return lanes.size() == 1 ? what : lanes.size() + " " + what + "s";
    }

    /** Not those that do nothing: they have left, or will come. But a single one may be there, and say nothing. */
    private List<Lane> clients() {
        List<Lane> here = reel.of("client").stream()
                .filter(client -> client.letter(stops.from()) != 'X')
                .toList();
        List<Lane> busy = here.stream()
                .filter(client -> IntStream.range(stops.from(), stops.to())
                        .anyMatch(sample -> ".X".indexOf(client.letter(sample)) < 0))
                .toList();
        return here.size() - busy.size() > 1 ? busy : here;
    }

    private int group(List<Lane> lanes, String called, int y, int height) {
        if (lanes.isEmpty()) {
            return y;
        }
        Shapes shapes = new Shapes(height - 1);
        int room = Math.max(14, lanes.size() * height);
        double middle = y + (room - lanes.size() * height) / 2.0 + height / 2.0;
        for (Lane lane : lanes) {
            rows.add(new Row(lane, middle));
            lane(shapes, lane, middle);
            middle += height;
        }
        label(called, y + room / 2);
        svg.append(shapes.svg());
        return y + room + BETWEEN;
    }

    private void lane(Shapes shapes, Lane lane, double middle) {
        double lastMark = 0;
        for (int from = stops.from(), to = from; from < stops.to(); from = to) {
            char letter = lane.letter(from);
            boolean mark = "axo".indexOf(letter) >= 0;
            do {
                to++;
            } while (!mark && to < stops.to() && lane.letter(to) == letter && lane.lock(to) == lane.lock(from));
            if (!mark || x(from) - lastMark >= LEAST_FOR_A_MARK) {
                lastMark = mark ? x(from) : lastMark;
                shapes.run(letter, x(from), middle, x(to) - x(from));
            }
        }
    }

    private void label(String text, int middle) {
        String[] lines = text.split("\n");
        for (int i = 0; i < lines.length; i++) {
            int y = middle + 4 + (2 * i + 1 - lines.length) * LABEL_LINE / 2;
            svg.append("<text class=\"soft\" x=\"16\" y=\"%d\">%s</text>\n".formatted(y, escaped(lines[i])));
        }
    }

    /** Its length as a hill; where it is full the hill is striped. */
    private int queue(int y) {
        int base = y + QUEUE;
        double unit = (QUEUE - 4.0) / Math.max(1, reel.side.capacity());
        StringBuilder hill = new StringBuilder("M" + LEFT + " " + base);
        StringBuilder full = new StringBuilder();
        for (int from = stops.from(), to = from; from < stops.to(); from = to) {
            while (to < stops.to() && reel.queue[to] == reel.queue[from]) {
                to++;
            }
            double height = Math.min(QUEUE - 4, reel.queue[from] * unit);
            hill.append('V').append(number(base - height)).append('H').append(number(x(to)));
            if (reel.queue[from] >= reel.side.capacity()) {
                full.append("M%s %sh%s".formatted(number(x(from)), number(base - height / 2), number(x(to) - x(from))));
            }
        }
        label("queue\nof " + String.format(Locale.ROOT, "%,d", reel.side.capacity()), y + QUEUE / 2);
        svg.append("<path class=\"hill\" d=\"%sV%dz\"/>\n".formatted(hill, base));
        if (full.length() > 0) {
            svg.append("<path class=\"" + FULL + "\" stroke-width=\"%d\" d=\"%s\"/>\n".formatted(QUEUE - 4, full));
        }
        svg.append(
                "<path class=\"line\" d=\"M%d %dh%dM%d %dh%d\"/>\n".formatted(LEFT, y + 4, WIDTH, LEFT, base, WIDTH));
        return base + BETWEEN;
    }

    /** Where nobody does anything any more, a word says why. */
    private void ended(int first, int y) {
        int end = stops.to();
        while (end > stops.from() && reel.all('X', end - 1)) {
            end--;
        }
        double room = x(stops.to()) - x(end);
        String why = reel.ends ? "ended" : "the attack is over here";
        if (room > why.length() * 8) {
            svg.append("<text class=\"soft\" text-anchor=\"middle\" x=\"%s\" y=\"%d\">%s</text>\n"
                    .formatted(number(x(end) + room / 2), (first + y) / 2, why));
        }
    }
}
