package tenstages.loadgen.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tenstages.loadgen.pains.Breaking;

/** A tour as one HTML page that needs nothing else: its numbers are in tables, and a script draws them. */
public final class TourPage {
    private static final String TEMPLATE = "tour-report.html";

    /** What the template's marks stand for. */
    private record View(
            Html.Frame frame,
            String when,
            String heading,
            List<PainView> pains,
            String data,
            List<FilmPage.Player> player) {}

    private TourPage() {}

    /**
     * The page, to stand in the given folder: it links to the pages of the stages. Films are JSON, by the numbers of
     * their pains, and there may be none. The text says when and where the tour was made. Throws IOException if the
     * stages' sources cannot be read.
     */
    public static String of(List<Breaking> tour, Map<Integer, String> films, String when, Path folder)
            throws IOException {
        List<PainView> pains = new ArrayList<>();
        ArrayNode charts = JsonNodeFactory.instance.arrayNode();
        for (Breaking breaking : tour) {
            pains.add(
                    PainView.of(breaking, films.getOrDefault(breaking.scenario().number(), ""), folder));
            charts.add(PainChart.of(breaking));
        }
        String heading = tour.size() == 1 ? "One pain" : tour.size() + " pains";
        List<FilmPage.Player> player = films.isEmpty() ? List.of() : List.of(FilmPage.player());
        return Html.page(TEMPLATE, new View(Html.frame(), when, heading, pains, Html.data(charts), player));
    }

    /** When and on what, for {@link #of}. */
    public static String hereAndNow() {
        return "%s, %d processors, Java %s"
                .formatted(
                        ZonedDateTime.now(ZoneId.systemDefault())
                                .format(DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm")),
                        Runtime.getRuntime().availableProcessors(),
                        Runtime.version().feature());
    }
}
