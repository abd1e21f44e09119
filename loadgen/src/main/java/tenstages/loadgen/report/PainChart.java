package tenstages.loadgen.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import tenstages.loadgen.pains.Breaking;
import tenstages.loadgen.pains.Outcome;

/** The bars of a pain, for whoever draws them. */
final class PainChart {
    private PainChart() {}

    /** An axis, labels, and a series of numbers and texts for each server. */
    static ObjectNode of(Breaking breaking) {
        ObjectNode chart = JsonNodeFactory.instance
                .objectNode()
                .put("id", id(breaking))
                .put("axis", breaking.scenario().axis());
        breaking.outcomes().get(0).bars().keySet().forEach(chart.putArray("labels")::add);
        ArrayNode series = chart.putArray("series");
        for (int i = 0; i < breaking.outcomes().size(); i++) {
            ObjectNode values = series.addObject().put("name", breaking.names().get(i));
            ArrayNode numbers = values.putArray("values");
            ArrayNode texts = values.putArray("texts");
            for (Outcome.Figure bar : breaking.outcomes().get(i).bars().values()) {
                add(numbers, bar.value());
                texts.add(bar.text());
            }
        }
        return chart;
    }

    /** Its name in a page and among files. */
    static String id(Breaking breaking) {
        return "chart" + breaking.scenario().number();
    }

    /** JSON has no word for what is no number. */
    static void add(ArrayNode numbers, double value) {
        if (Double.isFinite(value)) {
            numbers.add(value);
        } else {
            numbers.addNull();
        }
    }
}
