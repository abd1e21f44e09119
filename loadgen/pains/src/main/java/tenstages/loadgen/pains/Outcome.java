package tenstages.loadgen.pains;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a scenario measured on one stage. */
public final class Outcome {
    private final Map<String, Figure> figures = new LinkedHashMap<>();
    private final Map<String, Figure> bars = new LinkedHashMap<>();

    /**
     * One measured number.
     *
     * @param value the number
     * @param text the number as people read it
     */
    public record Figure(double value, String text) {}

    Outcome figure(String name, double value, String text) {
        figures.put(name, new Figure(value, text));
        return this;
    }

    /** A figure that the chart shows too, as a bar with this label; stages N and N+1 have the same labels. */
    Outcome bar(String label, String name, double value, String text) {
        figure(name, value, text);
        bars.put(label, figures.get(name));
        return this;
    }

    /** By name, in the order in which they are to be read. */
    public Map<String, Figure> figures() {
        return figures;
    }

    /** What the chart shows, by label; each is one of the figures. */
    public Map<String, Figure> bars() {
        return bars;
    }

    /** The figure names of several outcomes, in order, each once. */
    public static List<String> names(List<Outcome> outcomes) {
        return outcomes.stream()
                .flatMap(outcome -> outcome.figures().keySet().stream())
                .distinct()
                .toList();
    }
}
