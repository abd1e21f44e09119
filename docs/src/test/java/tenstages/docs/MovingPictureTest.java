package tenstages.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import tenstages.loadgen.film.Film;

/** A film as a picture that moves, of servers that are only reckoned. A sample is 10 ms. */
class MovingPictureTest {
    private static final Film.Side LOCKED = side(
            "stage 7",
            1,
            10,
            "2x100",
            "0x50 3x50",
            lane("event-loop", "loop", "E50W50_0"),
            lane("worker-1", "worker", "S50H50_0"),
            lane("worker-2", "worker", "S50W50_0"),
            lane("worker-3", "worker", "Q100"));
    private static final Film.Side FREE = side(
            "stage 8",
            4,
            10,
            "2x30 3x70",
            "0x50 1234x50",
            lane("event-loop", "loop", "R50E50"),
            lane("worker-1", "worker", "S50H50_1"),
            lane("worker-2", "worker", "S50H50_2"),
            lane("client-1", "client", "C40a1x1o1C57"));

    private static Film.Side side(
            String name, int locks, Integer capacity, String queue, String applied, Film.Lane... lanes) {
        return new Film.Side(
                name, "program", locks, capacity, List.of(lanes), queue, null, null, null, applied, null, 0, List.of());
    }

    private static Film.Lane lane(String name, String kind, String runs) {
        return new Film.Lane(name, kind, runs);
    }

    private static Film film(boolean ends, Film.Side... sides) {
        return new Film(1, "break 7: a < b & c", "why", 10_000, 100, ends, 0.5, List.of(), List.of(sides));
    }

    /** As people type it, which is no beginning of a sentence. */
    @ParameterizedTest
    @CsvSource({
        "stage 7, Stage 7",
        "two of them, Two of them",
        "kafka:, Kafka:",
        "beyond/http, beyond/http",
        "http-blocking:, http-blocking:"
    })
    void theNameOfAProgramIsNotMadeAWord(String name, String written) {
        assertThat(Panel.capital(name)).isEqualTo(written);
    }

    private static String svg(Film film, String times) throws IOException {
        return MovingPicture.of(film, Stops.of(film, times));
    }

    private static String sentence(Film.Side side, int sample, boolean ends) {
        return Sentence.text(Sentence.of(new Reel(film(ends, side), side), sample, side.capacity() != null));
    }

    private static List<Element> elements(String svg, String name) throws Exception {
        NodeList nodes = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
                .getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    private static List<Element> ofClass(String svg, String name, String style) throws Exception {
        return elements(svg, name).stream()
                .filter(element -> element.getAttribute("class").equals(style))
                .toList();
    }

    @Test
    void itMovesWithoutAScriptAndStandsStillWhereNoMotionIsWanted() throws Exception {
        String svg = svg(film(false, LOCKED, FREE), "0.1 0.6* 0.8");
        assertThat(elements(svg, "script")).isEmpty();
        assertThat(svg).doesNotContainPattern("href|url\\([^#]|@import").hasSizeLessThan(60_000);
        String style = elements(svg, "style").get(0).getTextContent();
        int motion = style.indexOf("@media (prefers-reduced-motion: no-preference) {");
        assertThat(style.substring(0, motion))
                .contains("@media (prefers-color-scheme: dark)", ".k, .t { opacity: 0; } .k1, .t1 { opacity: 1; }")
                .doesNotContain("animation");
        assertThat(style.substring(motion)).contains("@keyframes p", "@keyframes k0", "@keyframes k2", "infinite");
    }

    @Test
    void aLaneIsAsWideAsItsTime() throws Exception {
        String svg = svg(film(false, LOCKED), "0 0.99");
        assertThat(ofClass(svg, "path", "H").get(0).getAttribute("d"))
                .isEqualTo("M%d 118h185".formatted(Panel.LEFT + Panel.WIDTH / 2));
    }

    @Test
    void whoWaitsHangsOnTheOneThatHolds() throws Exception {
        String svg = svg(film(false, LOCKED, FREE), "0.1 0.6 0.8");
        // At two of three stops, the event loop and a worker; where nobody waits, nobody hangs.
        List<Element> threads = ofClass(svg, "path", "thread");
        assertThat(threads).hasSize(2);
        assertThat(threads.get(0).getAttribute("d").split("M", -1)).hasSize(1 + 2);
    }

    @Test
    void theSentencesOfEachStopAreThere() throws Exception {
        String svg = svg(film(false, LOCKED, FREE), "0.1 0.6");
        List<String> said = elements(svg, "g").stream()
                .filter(group -> group.getAttribute("class").startsWith("k "))
                .map(group -> group.getTextContent().strip().replaceAll("\\s+", " "))
                .toList();
        assertThat(said)
                .containsExactly(
                        "Stage 7: Nobody waits for the lock, 2 work before it, 1 is idle; the event loop is free to "
                                + "serve. "
                                + "Stage 8: Nobody waits for a lock, 2 work; the event loop serves. "
                                + "2 in the queue. 0.10 s",
                        "Stage 7: 1 holds the lock, 1 waits for it, 1 is idle; the event loop waits for the lock, and "
                                + "serves nobody. 3 applied so far. Stage 8: 2 hold a lock each, nobody waits; the "
                                + "event loop is free to serve. 5 in the queue, 1,234 applied so far. 0.60 s");
    }

    @Test
    void whatTellsMostIsSaidToThoseWhoCannotSeeIt() throws IOException {
        Film film = film(false, LOCKED);
        assertThat(MovingPicture.words(film, Stops.of(film, "0.1 0.6* 0.8")))
                .isEqualTo("A film of break 7, a < b & c; at 0.60 s. Stage 7: 1 holds the lock, 1 waits for it, 1 is"
                        + " idle; the event loop waits for the lock, and serves nobody. 3 applied so far.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "S100|The event loop works, and serves nobody.",
                "L100|The event loop waits for one client’s line, and serves nobody else.",
                "A100|The event loop waits for a connection.",
                "R100|The event loop serves.",
                "W100|The event loop serves.",
                "-100|The camera missed this moment.",
                "S50|The camera missed this moment.",
                "X100|The attack is over here."
            })
    void withoutWorkersTheEventLoopIsToldOf(String runs, String words) {
        assertThat(sentence(side("stage 4", 0, null, null, null, lane("event-loop", "loop", runs)), 60, false))
                .isEqualTo(words);
    }

    @Test
    void aServerThatTheAttackEndsLosesWhatIsInItsQueue() {
        Film.Side cut = side("stage 9", 0, 1000, "983x50 -983x50", null, lane("event-loop", "loop", "E50X50"));
        assertThat(sentence(cut, 60, true)).isEqualTo("The server has ended with 983 in its queue: all lost.");
        assertThat(sentence(cut, 60, false)).isEqualTo("The attack is over here.");
        Film.Side drained = side("stage 10", 0, 1000, "983x40 -983x60", null, lane("event-loop", "loop", "E50X50"));
        assertThat(sentence(drained, 60, true)).isEqualTo("The server has ended.");
    }

    @Test
    void anotherServerHasAppliedNothingYet() {
        Film.Side side = side(
                "stage 10",
                4,
                10,
                "0x100",
                "7x100",
                lane("event-loop", "loop", "E30X30E40"),
                lane("worker-1", "worker", "Q30X30Q40"),
                lane("worker-2", "worker", "Q30X30Q40"));
        assertThat(sentence(side, 10, true))
                .isEqualTo("2 are idle; the event loop is free to serve. The queue is empty, 7 applied so far.");
        assertThat(sentence(side, 40, true)).isEqualTo("The server has ended. 7 applied so far.");
        assertThat(sentence(side, 80, true))
                .isEqualTo("A new server runs, 2 are idle; the event loop is free to serve. The queue is empty.");
    }

    @Test
    void clientsThatWaitAndAFullQueueAreToldOf() {
        Film.Side full = side(
                "stage 5",
                0,
                10,
                "10x100",
                null,
                lane("worker-1", "worker", "S100"),
                lane("client-1", "client", "C100"),
                lane("client-2", "client", "C50.50"));
        assertThat(sentence(full, 10, false))
                .isEqualTo("The worker works. 2 of 2 clients wait for a reply. The queue is full.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.1", "0.2 0.1", "0.1 1", "0.1 x", ""})
    void stopsThatAreNoneAreNamed(String times) {
        assertThatThrownBy(() -> Stops.of(film(false, LOCKED), times)).isInstanceOf(IOException.class);
    }
}
