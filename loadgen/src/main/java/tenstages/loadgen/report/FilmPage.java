package tenstages.loadgen.report;

/** A film as one HTML page that needs nothing else. */
public final class FilmPage {
    private FilmPage() {}

    /** The page of a film. */
    public static String html(String filmJson) {
        return "<!doctype html>\n<meta charset=\"utf-8\">\n<title>A film</title>\n<script type=\"application/json\""
                + " id=\"film\">" + filmJson.replace("<", "\\u003c") + "</script>\n";
    }
}
