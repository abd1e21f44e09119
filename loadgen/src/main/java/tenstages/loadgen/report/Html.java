package tenstages.loadgen.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;

/** What pages are put together from. */
final class Html {
    private static final String CHART_JS = "/META-INF/resources/webjars/chart.js/4.5.1/dist/chart.umd.min.js";
    private static final String STYLE = "/tenstages/loadgen/report/page.css";

    private Html() {}

    /** Text that stands for itself, in an element and in an attribute. */
    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** JSON for a script element: a "</script>" in a string would end the one that it stands in. */
    static String data(JsonNode json) throws IOException {
        return new ObjectMapper().writeValueAsString(json).replace("</", "<\\/");
    }

    /** A page of this program, with what all pages have: their style, and the library that draws charts. */
    static String page(String template) throws IOException {
        return resource(template).replace("{{STYLE}}", resource(STYLE)).replace("{{CHART_JS}}", resource(CHART_JS));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Html.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("this program was packaged without " + name);
            }
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
