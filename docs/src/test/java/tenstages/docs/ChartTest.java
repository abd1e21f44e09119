package tenstages.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class ChartTest {
    private static final String CHART =
            """
            {"axis": "a < b & c", "labels": ["one", "two"], "series": [
              {"name": "before", "values": [10, 0], "texts": ["10 of 40", "0"]},
              {"name": "after", "values": [40, 20], "texts": ["40 of 40", "20"]}]}
            """;

    private static Element svg() throws Exception {
        JsonNode chart = new ObjectMapper().readTree(CHART);
        byte[] bytes = Chart.of(chart).getBytes(StandardCharsets.UTF_8);
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(bytes))
                .getDocumentElement();
    }

    private static List<Element> elements(String name) throws Exception {
        NodeList nodes = svg().getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    @Test
    void barsAreInProportionAndNoneIsInvisible() throws Exception {
        List<Double> heights = elements("rect").stream()
                .map(rect -> Double.parseDouble(rect.getAttribute("height")))
                .toList();
        assertThat(heights).hasSize(6);
        assertThat(heights.get(1)).isEqualTo(4 * heights.get(0));
        assertThat(heights.get(3)).isEqualTo(2 * heights.get(0));
        assertThat(heights.get(2)).isPositive().isLessThan(heights.get(0) / 5);
    }

    @Test
    void everySeriesLabelAndValueIsNamed() throws Exception {
        assertThat(elements("text").stream().map(Element::getTextContent))
                .containsExactlyInAnyOrder(
                        "a < b & c", "one", "two", "before", "after", "10 of 40", "0", "40 of 40", "20");
        assertThat(elements("rect").stream().map(rect -> rect.getAttribute("class")))
                .containsExactly("s0", "s1", "s0", "s1", "s0", "s1");
    }
}
