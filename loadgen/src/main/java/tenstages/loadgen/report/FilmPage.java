package tenstages.loadgen.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A film of a break as one HTML page that needs nothing else: a script draws what happened and says it in words. */
public final class FilmPage {
    private static final String TEMPLATE = "film.html";
    private static final String SCRIPT = "film.js";

    /** What the template's marks stand for; alone it is a whole page. */
    private record View(Html.Frame frame, boolean alone, String title, String live, String data, String script) {}

    /** What the marks of the part for a session stand for. */
    private record Session(String token) {}

    /** What a page with several films has once: the parts of one, and the body of a function that plays it in them. */
    record Player(String parts, String script) {}

    private FilmPage() {}

    /**
     * The page of a film of format 1. What the page cannot read in it, the page says. Throws IllegalArgumentException
     * if the film is no JSON.
     */
    public static String html(String filmJson) {
        try {
            JsonNode film = Json.MAPPER.readTree(filmJson);
            String title = film.path("title").asText("A film");
            return Html.page(TEMPLATE, new View(Html.frame(), true, title, "", Html.data(film), Html.resource(SCRIPT)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a film is JSON, and this is none: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Player player() throws IOException {
        String parts = Html.page(TEMPLATE, new View(Html.frame(), false, "", "", "", ""));
        return new Player(parts, Html.resource(SCRIPT));
    }

    /** The page of a film that is still being made: lines come to it, and at last the film itself. */
    public static String live(String title) {
        try {
            return live(title, "", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The page of a free session, with the token that its commands bring. */
    public static String session(String title, String token) {
        try {
            return live(title, Html.page("session.html", new Session(token)), Html.resource("session.js"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String live(String title, String session, String more) throws IOException {
        String script = Html.resource(SCRIPT) + Html.resource("live.js") + more;
        String parts = Html.resource("live.html") + session;
        return Html.page(TEMPLATE, new View(Html.frame(), true, title, parts, "{}", script));
    }
}
