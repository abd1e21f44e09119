package tenstages.bench;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A bar chart, as the docs draw it: a bar for each label in each series. */
final class Bars {
    private final String id;
    private final String axis;
    private final Set<String> labels = new LinkedHashSet<>();
    private final Map<String, Map<String, Bar>> series = new LinkedHashMap<>();

    private record Bar(double number, String text) {}

    Bars(String id, String axis) {
        this.id = id;
        this.axis = axis;
    }

    /** Each series has a bar for each label. */
    void add(String name, String label, double number, String text) {
        labels.add(label);
        series.computeIfAbsent(name, key -> new LinkedHashMap<>()).put(label, new Bar(number, text));
    }

    /** What is to be written as JSON. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", id);
        json.put("axis", axis);
        json.put("labels", labels);
        json.put(
                "series",
                series.entrySet().stream()
                        .map(each -> Map.of(
                                "name", each.getKey(),
                                "values",
                                        inOrder(each.getValue())
                                                .map(Bar::number)
                                                .toList(),
                                "texts", inOrder(each.getValue()).map(Bar::text).toList()))
                        .toList());
        return json;
    }

    private Stream<Bar> inOrder(Map<String, Bar> bars) {
        return labels.stream().map(bars::get);
    }
}
