package tenstages.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class BarsTest {
    @Test
    void aSeriesHasItsBarsInTheOrderOfTheLabels() throws JsonProcessingException {
        Bars bars = new Bars("peers", "replies per second");
        bars.add("pipeline 16", "ours", 2, "2k");
        bars.add("pipeline 16", "theirs", 1, "1k");
        bars.add("pipeline 64", "theirs", 3, "3k");
        bars.add("pipeline 64", "ours", 4, "4k");
        ObjectMapper mapper = new ObjectMapper();
        assertThat(mapper.readTree(mapper.writeValueAsString(bars.json())))
                .isEqualTo(
                        mapper.readTree(
                                """
                        {"id": "peers", "axis": "replies per second", "labels": ["ours", "theirs"], "series": [
                          {"name": "pipeline 16", "values": [2.0, 1.0], "texts": ["2k", "1k"]},
                          {"name": "pipeline 64", "values": [4.0, 3.0], "texts": ["4k", "3k"]}]}"""));
    }
}
