package tenstages.loadgen.scenario;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a scenario measured on one stage. */
public final class Outcome {
    private final Map<String, Figure> figures = new LinkedHashMap<>();
    private final Map<String, Double> points = new LinkedHashMap<>();

    /**
     * One measured number.
     *
     * @param value the number
     * @param text the number as people read it, with its unit
     */
    public record Figure(double value, String text) {}

    Outcome figure(String name, double value, String text) {
        figures.put(name, new Figure(value, text));
        return this;
    }

    /** A point of the chart; stages N and N+1 have the same labels. */
    Outcome point(String label, double value) {
        points.put(label, value);
        return this;
    }

    /** By name, in the order in which they are to be read. */
    public Map<String, Figure> figures() {
        return figures;
    }

    /** The value of a figure. */
    public double value(String name) {
        return figures.get(name).value();
    }

    /** What the chart shows, by label. */
    public Map<String, Double> points() {
        return points;
    }

    /** The figure names of several outcomes, in order, each once. */
    public static List<String> names(List<Outcome> outcomes) {
        return outcomes.stream()
                .flatMap(outcome -> outcome.figures().keySet().stream())
                .distinct()
                .toList();
    }
}
