package tenstages.loadgen.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import tenstages.loadgen.pains.Breaking;
import tenstages.loadgen.pains.Claim;
import tenstages.loadgen.pains.Outcome;
import tenstages.loadgen.pains.Scenario;

/** What became of pains, for programs: JSON as {@code docs/break.schema.json} describes it. */
public final class BreakFile {
    private BreakFile() {}

    /** One document for all of them, which were brought about on this machine; without a final newline. */
    public static String json(List<Breaking> tour, Instant when) throws IOException {
        ObjectNode json = Json.MAPPER.createObjectNode().put("schema", 1).put("when", when.toString());
        json.putObject("machine")
                .put("processors", Runtime.getRuntime().availableProcessors())
                .put("java", Runtime.version().toString())
                .put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        ArrayNode pains = json.putArray("pains");
        for (Breaking breaking : tour) {
            pain(pains.addObject(), breaking);
        }
        return Json.WRITER.writeValueAsString(json);
    }

    private static void pain(ObjectNode json, Breaking breaking) throws IOException {
        Scenario scenario = breaking.scenario();
        json.put("number", scenario.number())
                .put("title", scenario.title())
                .put("why", scenario.why())
                .put("gained", scenario.gained())
                .put("not_gained", scenario.notGained())
                .put("page", scenario.cured().resolved().page())
                .put("options", scenario.optionLine());
        breaking.names().forEach(json.putArray("sides")::add);
        figures(json.putArray("figures"), breaking.outcomes());
        json.set("chart", PainChart.of(breaking));
        claims(json.putArray("claims"), scenario.contract());
        json.put("verdict", breaking.verdict().name());
        reasons(breaking).forEach(json.putArray("reasons")::add);
        breaking.notes().forEach(json.putArray("notes")::add);
        if (breaking.names().size() > scenario.sides().size()) {
            json.put("own_verdict", breaking.ownVerdict());
        }
        ArrayNode said = json.putArray("said");
        breaking.said().forEach(lines -> lines.forEach(said.addArray()::add));
    }

    /** One value and one text for each side. */
    private static void figures(ArrayNode json, List<Outcome> outcomes) {
        for (String name : Outcome.names(outcomes)) {
            ObjectNode figure = json.addObject().put("name", name);
            ArrayNode values = figure.putArray("values");
            ArrayNode texts = figure.putArray("texts");
            for (Outcome outcome : outcomes) {
                PainChart.add(values, outcome.figures().get(name).value());
                texts.add(outcome.figures().get(name).text());
            }
        }
    }

    private static void claims(ArrayNode json, List<Claim> contract) {
        for (Claim claim : contract) {
            json.addObject()
                    .put("figure", claim.figure())
                    .put("pain", claim.pain())
                    .put("cure", claim.cure());
        }
    }

    private static List<String> reasons(Breaking breaking) {
        return breaking.verdict() == Breaking.Verdict.BUSY ? List.of(breaking.busy()) : breaking.broken();
    }
}
