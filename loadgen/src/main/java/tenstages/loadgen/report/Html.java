package tenstages.loadgen.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStream;
import tenstages.loadgen.protocol.Printable;

/**
 * Pages of this program. A template is read once, and then what stands in for its marks is written: no text is ever
 * searched for marks.
 */
final class Html {
    private static final String CHART_JS = "/META-INF/resources/webjars/chart.js/4.5.1/dist/chart.umd.min.js";

    private Html() {}

    /** What all pages have: their style, and the library that draws their charts. */
    static final class Frame {
        final String style;
        final String chartJs;

        private Frame() throws IOException {
            style = resource("page.css");
            chartJs = resource(CHART_JS);
        }
    }

    static Frame frame() throws IOException {
        return new Frame();
    }

    /** The template of this name with what the page's fields and methods say; each mark must be one of them. */
    static String page(String template, Object page) throws IOException {
        return Mustache.compiler()
                .emptyStringIsFalse(true)
                .withEscaper(text -> Escapers.HTML.escape(Printable.text(text)))
                .compile(resource(template))
                .execute(page);
    }

    /** JSON for a script element: nothing in it can end the element, or begin a comment. */
    static String data(JsonNode json) throws IOException {
        return Json.ON_ONE_LINE.writeValueAsString(json).replace("<", "\\u003c");
    }

    /** The text of a file beside the templates, or of one with a whole path. */
    static String resource(String name) throws IOException {
        try (InputStream in = Html.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("this program was packaged without " + name);
            }
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
