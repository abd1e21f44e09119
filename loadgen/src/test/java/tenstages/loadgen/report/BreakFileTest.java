package tenstages.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tenstages.loadgen.pains.Breaking;
import tenstages.loadgen.pains.MadeBreaking;
import tenstages.loadgen.pains.Scenario;

/** What became of pains as programs read it. */
class BreakFileTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Instant WHEN = Instant.parse("2026-11-22T10:11:12Z");

    @Test
    void everythingThatIsKnownOfAPain() throws IOException {
        Breaking proved = MadeBreaking.proved(MadeBreaking.scenario(3, true));
        assertThat(pain(proved))
                .isEqualTo(
                        MAPPER.readTree(
                                """
                                {"number": 3, "title": "a title", "why": "Why it hurts.", "gained": "what is gained",
                                 "not_gained": "what is not", "page": "docs/stage04.md", "options": "",
                                 "sides": ["stage03-validation", "stage04-shared-state"],
                                 "figures": [{"name": "a figure", "values": [300.0, 310.0],
                                              "texts": ["300 of <1000>", "310 of <1000>"]}],
                                 "chart": {"id": "chart3", "axis": "an axis", "labels": ["bar a figure"], "series": [
                                     {"name": "stage03-validation", "values": [300.0], "texts": ["300 of <1000>"]},
                                     {"name": "stage04-shared-state", "values": [310.0], "texts": ["310 of <1000>"]}]},
                                 "claims": [{"figure": "a figure", "pain": "1", "cure": "2"}],
                                 "verdict": "PROVED", "reasons": [], "notes": [], "said": [[], []]}
                                """));
    }

    @Test
    void whenAndOnWhatMachine() throws IOException {
        JsonNode json = json(MadeBreaking.proved(MadeBreaking.scenario(3, true)));
        assertThat(json.get("when").asText()).isEqualTo("2026-11-22T10:11:12Z");
        assertThat(json.at("/machine/processors").asInt())
                .isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(json.at("/machine/java").asText())
                .isEqualTo(Runtime.version().toString());
        assertThat(json.at("/machine/system").asText()).startsWith(System.getProperty("os.name") + " ");
    }

    @Test
    void whyAPainIsNotProvedAndWhatTheServersSaid() throws IOException {
        Breaking broken = MadeBreaking.broken(MadeBreaking.scenario(3, true));
        JsonNode json =
                pain(with(broken, List.of(List.of("one", "two"), List.of("é\u0007\u202e\u009b\u2028\u007f")), ""));
        assertThat(json.get("verdict").asText()).isEqualTo("BROKEN");
        assertThat(json.get("reasons").toString())
                .isEqualTo(MAPPER.writeValueAsString(broken.broken()))
                .contains("the pain does not show on stage 3");
        assertThat(json.get("notes").toString()).isEqualTo("[\"a note\"]");
        assertThat(json.at("/said/0").toString()).isEqualTo("[\"one\",\"two\"]");
        assertThat(json.at("/said/1/0").asText())
                .as("what was said is not changed")
                .isEqualTo("é\u0007\u202e\u009b\u2028\u007f");
    }

    @Test
    void aBusyMachineIsAVerdictAndAReason() throws IOException {
        Breaking broken = MadeBreaking.broken(MadeBreaking.scenario(3, true));
        JsonNode json = pain(with(broken, broken.said(), "three programs compute"));
        assertThat(json.get("verdict").asText()).isEqualTo("BUSY");
        assertThat(json.get("reasons").toString()).isEqualTo("[\"three programs compute\"]");
    }

    @Test
    void aServerOfOnesOwnIsTheThirdOfEach() throws IOException {
        JsonNode json = pain(MadeBreaking.withOwn(MadeBreaking.proved(MadeBreaking.scenario(3, true))));
        assertThat(json.get("sides").toString())
                .isEqualTo("[\"stage03-validation\",\"stage04-shared-state\",\"yours\"]");
        assertThat(json.at("/figures/0/texts/2").asText()).isEqualTo("own text");
        assertThat(json.at("/figures/0/values/2").isNull())
                .as("what is no number")
                .isTrue();
        assertThat(json.at("/chart/series/2/name").asText()).isEqualTo("yours");
        assertThat(json.at("/own_verdict").asText()).isEqualTo("the pain shows, as on stage 3");
        assertThat(json.get("said")).hasSize(3);
    }

    @Test
    void theJsonIsAsItsSchemaSays() throws IOException {
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(Path.of("../docs/break.schema.json")));
        List<Breaking> tour = Scenario.all().stream().map(MadeBreaking::proved).toList();
        assertThat(schema.validate(MAPPER.readTree(BreakFile.json(tour, WHEN)))).isEmpty();
        assertThat(schema.validate(json(MadeBreaking.withOwn(tour.get(0))))).isEmpty();
        assertThat(schema.validate(json(with(tour.get(0), List.of(List.of(), List.of("x")), "busy"))))
                .isEmpty();
        ObjectNode wrong = (ObjectNode) json(tour.get(0));
        ((ObjectNode) wrong.at("/pains/0")).remove("verdict");
        assertThat(schema.validate(wrong)).isNotEmpty();
    }

    private static Breaking with(Breaking breaking, List<List<String>> said, String busy) {
        return new Breaking(
                breaking.scenario(),
                breaking.names(),
                breaking.outcomes(),
                said,
                List.of("a note"),
                breaking.broken(),
                busy);
    }

    private static JsonNode pain(Breaking breaking) throws IOException {
        return json(breaking).at("/pains/0");
    }

    private static JsonNode json(Breaking breaking) throws IOException {
        return MAPPER.readTree(BreakFile.json(List.of(breaking), WHEN));
    }
}
