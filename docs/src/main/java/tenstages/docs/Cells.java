package tenstages.docs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tenstages.loadgen.report.ResultFile;
import tenstages.loadgen.report.Text;

/** The tables that a command printed, from the JSON that it wrote: the cells of each row, by its first words. */
final class Cells {
    private final Map<String, List<String>> cells = new LinkedHashMap<>();

    private Cells() {}

    /** Of the result of a break or of a run, or of rows of text. Of two rows that begin alike, the first counts. */
    static Map<String, List<String>> of(JsonNode json) {
        Cells all = new Cells();
        json.path("pains").forEach(all::pain);
        json.path("rows").forEach(row -> all.row(texts(row)));
        if (json.has("times")) {
            all.run(json);
        }
        return all.cells;
    }

    private void pain(JsonNode pain) {
        for (JsonNode figure : pain.path("figures")) {
            cells.putIfAbsent(figure.path("name").asText(), texts(figure.path("texts")));
        }
    }

    private void row(List<String> row) {
        cells.putIfAbsent(row.get(0), row.subList(1, row.size()));
    }

    /** In the words of its report. */
    private void run(JsonNode json) {
        boolean openLoop = json.at("/plan/loop").asText().equals("open");
        List<String> columns = openLoop ? List.of("response", "service", "send_lag") : List.of("response");
        for (double percentile : ResultFile.percentiles()) {
            String name = ResultFile.name(percentile);
            cells.put(
                    name,
                    columns.stream()
                            .map(column -> json.path("times").path(column).path(name + "_ms"))
                            .map(millis -> Text.time(millis.asDouble() * 1e6))
                            .toList());
        }
        cells.put(
                "Replies/s", List.of(Text.count(json.path("replies_per_second").asDouble())));
        cells.put(
                "Goodput/s", List.of(Text.count(json.path("goodput_per_second").asDouble())));
        json.path("replies")
                .fields()
                .forEachRemaining(reply -> cells.put(
                        reply.getKey(), List.of(Text.count(reply.getValue().asDouble()))));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
