package tenstages.loadgen.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class FilmPageTest {
    private static final String SAID = "document.querySelectorAll('.say')[%d].textContent.trim()";

    @TempDir
    private static Path folder;

    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        Optional<Path> program = Pages.browser();
        if (program.isPresent()) {
            browser = new Browser(program.get(), folder);
        }
    }

    @AfterAll
    static void stop() throws Exception {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void aPageNeedsNothingElseAndIsSmall() {
        String page = FilmPage.html(MadeFilm.breakSeven().toString());
        assertThat(page.getBytes(UTF_8)).hasSizeLessThan(150_000);
        assertThat(FilmPage.html("{}").getBytes(UTF_8)).hasSizeLessThan(40_000);
        assertThat(page).doesNotContain("{{").doesNotContainPattern("(src|href)\\s*=\\s*\"(https?:)?//");
        assertThat(page).doesNotContain("import ", "fetch(", "url(");
    }

    @Test
    void whatIsNoJsonIsNoFilm() {
        assertThatThrownBy(() -> FilmPage.html("{\"format\":1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a film is JSON, and this is none: ");
    }

    @Test
    void noNameInAFilmIsHtml() throws Exception {
        ObjectNode above = MadeFilm.film(Pages.HOSTILE + 1, 1);
        MadeFilm.lane(above, Pages.HOSTILE + 2, "worker", "H10_0");
        MadeFilm.lane(above, "event-loop", "loop", "W10_0");
        ObjectNode film = MadeFilm.page(Pages.HOSTILE, 7, 5000, 10, 0, above);
        film.withArray("moments").addArray().add(0).add(Pages.HOSTILE + 3);
        String page = FilmPage.html(film.toString());
        String data = Pages.between(page, "<script type=\"application/json\" id=\"data\">", "</script>");
        assertThat(data).doesNotContain("<");
        assertThat(new ObjectMapper().readTree(data)).isEqualTo(film);
        assertThat(page).doesNotContain("\u2028", "\u202e", "<b>").contains("<h1>" + Pages.escaped(Pages.HOSTILE));
        assertThat(page.split("</script>", -1)).hasSize(1 + 2);
        show(page, "");
        assertThat(browser.ask("document.querySelector('h2').textContent")).isEqualTo(Pages.HOSTILE + 1);
        assertThat(browser.ask("document.querySelector('.who').textContent")).isEqualTo(Pages.HOSTILE + 2);
        assertThat(browser.ask("document.querySelectorAll('.does')[1].textContent"))
                .isEqualTo("waits for " + Pages.HOSTILE + 2);
        assertThat(browser.ask("document.querySelector('#moments button').textContent"))
                .isEqualTo("0.00 s: " + Pages.HOSTILE + 3);
        expectNoErrorAndNothingOverTheSide();
    }

    @Test
    void longNamesStayInTheirPlaces() throws Exception {
        String name = "x".repeat(500);
        ObjectNode above = MadeFilm.film(name, 1);
        MadeFilm.lane(above, name, "worker", "H10_0");
        MadeFilm.lane(above, name + 1, "loop", "W10_0");
        above.put("capacity", 1_000_000_000)
                .put("queue", "999999999x10")
                .putArray("notes")
                .add(name);
        ObjectNode film = MadeFilm.page(name, 7, 5000, 10, 0, above).put("why", name);
        film.withArray("moments").addArray().add(0).add(name);
        for (int width : new int[] {390, 1200}) {
            assumeBrowser();
            browser.look(width, 844, "light", false);
            browser.show(FilmPage.html(film.toString()), "");
            expectNoErrorAndNothingOverTheSide();
            assertThat(Integer.parseInt(browser.ask("document.querySelector('.picture canvas').clientWidth")))
                    .isGreaterThan(width / 2);
        }
    }

    /** Each state of a lock, of a queue and of a server, told in words that were written by hand. */
    @Test
    void theSentenceTellsOfTheMomentUnderThePlayhead() throws Exception {
        ObjectNode film = MadeFilm.film("Stage 7", 1);
        MadeFilm.lane(film, "event-loop", "loop", "W10_0W10_0-10E10S10H10_0X10");
        MadeFilm.lane(film, "worker-1", "worker", "H10_0S10-10Q10S10W10_0X10");
        MadeFilm.lane(film, "worker-2", "worker", "W10_0W10_0-10H10_0S10S10X10");
        MadeFilm.lane(film, "worker-3", "worker", "W10_0W10_0-10S10R10S10X10");
        film.put("capacity", 1200).put("queue", "1200x10 -1x40 -216x20").put("applied", "80x10 1x60");
        show(film, 70);
        expectSaid(
                0,
                "1 holds the lock, 2 wait for it; the event loop waits for the lock too, and serves nobody."
                        + " The queue is full, 80 applied so far.");
        expectSaid(
                10,
                "The lock is being handed over, 2 wait for it, 1 works before it; the event loop waits for the"
                        + " lock too, and serves nobody. 1,199 in the queue, 81 applied so far.");
        expectSaid(20, "Not sampled: the camera missed this moment.");
        expectSaid(
                30,
                "1 holds the lock, nobody waits, 1 works before it, 1 is idle; the event loop is free to serve."
                        + " 1,199 in the queue, 81 applied so far.");
        expectSaid(
                40,
                "Nobody holds the lock, nobody waits, 2 work before it, 1 runs; the event loop works, and"
                        + " serves nobody. 1,199 in the queue, 81 applied so far.");
        expectSaid(
                50,
                "The event loop holds the lock, 1 waits for it, 2 work before it. 983 in the queue, 81 applied"
                        + " so far.");
        expectSaid(60, "The attack is over here, and the server was ended. 81 applied so far.");
        show(MadeFilm.page("a film", 9, 5000, 70, 0, film).put("ends", true));
        expectSaid(60, "The server has ended, its queue held 983 when last seen: 983 lost. 81 applied so far.");
    }

    /** Two threads may be seen with one lock, as they are not looked at in one instant. */
    @Test
    void aLockThatTwoSeemToHoldIsBeingHandedOver() throws Exception {
        ObjectNode film = MadeFilm.film("Stage 7", 1);
        MadeFilm.lane(film, "worker-1", "worker", "H10_0");
        MadeFilm.lane(film, "worker-2", "worker", "H10_0");
        show(film, 10);
        expectSaid(0, "The lock is being handed over, nobody waits.");
    }

    @Test
    void ofManyLocksTheSentenceSaysWhich() throws Exception {
        ObjectNode film = MadeFilm.film("Stage 8", 64);
        MadeFilm.lane(film, "event-loop", "loop", "E10W10_3R10");
        MadeFilm.lane(film, "worker-1", "worker", "H10_5H10_3S10");
        MadeFilm.lane(film, "worker-2", "worker", "H10_6W10_3W10_5");
        MadeFilm.lane(film, "worker-3", "worker", "S10W10_3W10_6");
        show(film, 30);
        expectSaid(0, "2 hold a lock each, nobody waits, 1 works; the event loop is free to serve.");
        expectSaid(
                10,
                "1 holds a lock, 2 wait for lock 3, which worker-1 holds; the event loop waits for lock 3, and"
                        + " serves nobody.");
        expectSaid(20, "Nobody holds a lock, 2 wait for 2 locks, 1 works; the event loop serves.");
    }

    @Test
    void clientsAndWorkersWithoutALockAreCounted() throws Exception {
        ObjectNode film = MadeFilm.film("Stage 4", 0);
        MadeFilm.lane(film, "event-loop", "loop", "S10L10A10");
        MadeFilm.lane(film, "client-1", "client", "C20a1.9");
        MadeFilm.lane(film, "client-2", "client", "C10.20");
        film.put("accepted", "0x20 1x10").put("refused", "0x20 2x10");
        show(film, 30);
        expectSaid(
                0,
                "The event loop works, and serves nobody. 2 of these 2 clients wait for a reply. 0 accepted, 0 refused"
                        + " so far.");
        expectSaid(
                10,
                "The event loop waits for a client’s line, and serves nobody else. 1 of these 2 clients wait for a"
                        + " reply. 0 accepted, 0 refused so far.");
        expectSaid(
                20,
                "The event loop waits for a connection. 0 of these 2 clients wait for a reply. 1 accepted, 2 refused"
                        + " so far.");
        assertThat(browser.ask("[...document.querySelectorAll('.does')].map(d => d.textContent).join()"))
                .isEqualTo("waits for a connection,accepted,nothing under way");
        ObjectNode one = MadeFilm.film("Stage 5", 0);
        MadeFilm.lane(one, "worker-1", "worker", "S10Q10");
        MadeFilm.lane(one, "client-1", "client", "C5C5_3.5X5");
        show(one, 20);
        expectSaid(0, "The worker works. Client-1 waits for its reply.");
        expectSaid(5, "The worker works. Client-1 waits for its reply.");
        assertThat(browser.ask("document.querySelectorAll('.does')[1].textContent"))
                .isEqualTo("waits for 3 replies");
        expectSaid(15, "The worker is idle.");
        assertThat(browser.ask("document.querySelectorAll('.does')[1].textContent"))
                .isEqualTo("has left");
    }

    @Test
    void withoutClientsTheirRepliesHaveLanesOfTheirOwn() throws Exception {
        ObjectNode film = MadeFilm.film("Stage 5", 0);
        MadeFilm.lane(film, "event-loop", "loop", "R100");
        film.put("accepted", "1000x50 7x50").put("refused", "0x100").put("answered", "0x99 1");
        show(film, 100);
        assertThat(browser.ask("[...document.querySelectorAll('.who')].map(w => w.textContent).join()"))
                .isEqualTo("event-loop,accepted,answered");
        expectSaid(60, "The event loop serves. 1,007 accepted, 0 answered so far.");
        assertThat(browser.ask("document.querySelectorAll('.does')[1].textContent"))
                .isEqualTo("1,007 so far");
    }

    @Test
    void manyClientsHaveThinLanesWithOneNameForAll() throws Exception {
        ObjectNode film = MadeFilm.film("Stage 1", 0);
        MadeFilm.lane(film, "event-loop", "loop", "L100");
        for (int client = 1; client <= 20; client++) {
            MadeFilm.lane(film, "client-" + client, "client", "C100");
        }
        show(film, 100);
        assertThat(browser.ask("[...document.querySelectorAll('.who')].map(w => w.textContent).join()"))
                .isEqualTo("event-loop,20 clients" + ",".repeat(19));
        assertThat(browser.ask("document.querySelector('.picture canvas').clientHeight"))
                .isEqualTo(String.valueOf(4 + 18 + 20 * 7 + 20));
        expectSaid(
                0,
                "The event loop waits for a client’s line, and serves nobody else. 20 of these 20 clients wait for"
                        + " a reply.");
    }

    @Test
    void theSentencesAgreeWithWhatEachLaneDoes() throws Exception {
        MadeFilm seven = MadeFilm.seven("Stage 7: one lock", 1);
        show(FilmPage.html(MadeFilm.breakSeven().toString()), "");
        for (int sample : new int[] {60, 258, 700}) {
            goTo(sample);
            long wait = seven.workers('W', sample);
            assertThat(said(0))
                    .startsWith(seven.workers('H', sample) + " holds the lock, " + wait
                            + (wait == 1 ? " waits" : " wait") + " for it, " + seven.workers('S', sample) + " work")
                    .endsWith(seven.applied[sample] + " applied so far.");
            assertThat(browser.ask("[...document.querySelectorAll('section')[0].querySelectorAll('.does')]"
                            + ".filter(d => d.textContent.startsWith('waits for worker-')).length"))
                    .isEqualTo(String.valueOf(wait + (seven.lanes.get("event-loop")[sample].letter() == 'W' ? 1 : 0)));
        }
        assertThat(browser.ask("document.querySelector('section').innerText"))
                .contains("6 of 800 samples missed: gaps");
        expectNoErrorAndNothingOverTheSide();
    }

    @Test
    void keysMoveThePlayheadAndTheSpaceBarPlays() throws Exception {
        show(FilmPage.html(MadeFilm.breakSeven().toString()), "#t=1");
        expectClock("1.000 of 4.00 s");
        browser.press("ArrowRight", false);
        browser.press("ArrowRight", true);
        expectClock("1.055 of 4.00 s");
        browser.press("ArrowLeft", true);
        browser.press("ArrowLeft", true);
        browser.press("ArrowLeft", false);
        expectClock("0.950 of 4.00 s");
        browser.press("Home", false);
        expectClock("0.000 of 4.00 s");
        browser.press("ArrowLeft", false);
        expectClock("0.000 of 4.00 s");
        assertThat(browser.ask("document.querySelectorAll('[aria-live=polite]').length"))
                .isEqualTo("2");
        browser.press(" ", false);
        assertThat(browser.ask("document.querySelectorAll('[aria-live=off]').length"))
                .isEqualTo("2");
        browser.until("document.getElementById('at').value > 0");
        browser.press(" ", false);
        assertThat(browser.ask("document.querySelectorAll('[aria-live=polite]').length"))
                .isEqualTo("2");
        browser.look(1200, 900, "light", true);
        browser.press("Home", false);
        browser.press(" ", false);
        browser.until("document.getElementById('at').value > 0");
        assertThat(Integer.parseInt(browser.ask("document.getElementById('at').value")))
                .as("two pictures a second at a tenth of the speed")
                .isGreaterThanOrEqualTo(10);
        browser.press("End", false);
        expectClock("3.995 of 4.00 s");
        expectNoErrorAndNothingOverTheSide();
    }

    @Test
    void keysMoveTheSliderOnceAlsoWhenItHasTheFocus() throws Exception {
        show(FilmPage.html(MadeFilm.breakSeven().toString()), "#t=1");
        browser.ask("document.getElementById('at').focus()");
        browser.press("ArrowRight", false);
        expectClock("1.005 of 4.00 s");
        assertThat(browser.ask("document.getElementById('at').getAttribute('aria-valuetext')"))
                .isEqualTo("1.005 seconds");
        assertThat(browser.ask("document.getElementById('at').value")).isEqualTo("201");
        goTo(400);
        expectClock("2.000 of 4.00 s");
    }

    @Test
    void thePosterAMomentAndALinkLeadToTheirSamples() throws Exception {
        String page = FilmPage.html(MadeFilm.breakSeven().toString());
        show(page, "");
        expectClock("1.290 of 4.00 s");
        assertThat(browser.ask("document.querySelector('[aria-current=true]').textContent"))
                .isEqualTo("1.29 s: the event loop waits with them");
        browser.ask("document.querySelectorAll('#moments button')[2].click()");
        expectClock("3.500 of 4.00 s");
        browser.ask("document.getElementById('link').click()");
        assertThat(browser.ask("location.hash")).isEqualTo("#t=3.500");
        browser.ask("location.hash = 't=0.2'");
        browser.until("document.getElementById('clock').textContent === '0.200 of 4.00 s'");
        show(page, "#t=99");
        expectClock("3.995 of 4.00 s");
        show(page, "#t=x");
        expectClock("1.290 of 4.00 s");
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void aPictureCanBeDragged() throws Exception {
        show(FilmPage.html(MadeFilm.breakSeven().toString()), "#t=1");
        int left = Integer.parseInt(
                browser.ask("Math.ceil(document.querySelector('.picture canvas')" + ".getBoundingClientRect().left)"));
        browser.mouse("mousePressed", left + 100, 300);
        int first = Integer.parseInt(browser.ask("document.getElementById('at').value"));
        browser.mouse("mouseMoved", left + 180, 300);
        assertThat(Integer.parseInt(browser.ask("document.getElementById('at').value")) - first)
                .isEqualTo(20);
        browser.mouse("mouseReleased", left + 180, 300);
        browser.mouse("mouseMoved", left + 220, 300);
        assertThat(Integer.parseInt(browser.ask("document.getElementById('at').value")) - first)
                .isEqualTo(20);
    }

    @Test
    void bothFilmsFitOnATelephoneInBothColourSchemes() throws Exception {
        assumeBrowser();
        for (ObjectNode film : new ObjectNode[] {MadeFilm.breakSeven(), MadeFilm.breakFour()}) {
            for (String scheme : new String[] {"light", "dark"}) {
                browser.look(390, 844, scheme, true);
                browser.show(FilmPage.html(film.toString()), "");
                assertThat(browser.ask("getComputedStyle(document.body).backgroundColor"))
                        .isEqualTo(scheme.equals("dark") ? "rgb(20, 24, 28)" : "rgb(253, 253, 251)");
                assertThat(said(0)).endsWith("so far.");
                expectNoErrorAndNothingOverTheSide();
            }
        }
    }

    /** A lane that works from end to end: dark to the left of the playhead, pale to its right, empty in a gap. */
    @Test
    void whatIsLaterIsPaleAndWhatWasMissedIsEmpty() throws Exception {
        ObjectNode film = MadeFilm.film("one lane", 0);
        MadeFilm.lane(film, "event-loop", "loop", "S100-50S250");
        show(film, 400);
        goTo(200);
        String pixel = "(() => { const c = document.querySelector('.picture canvas');"
                + " return [...c.getContext('2d').getImageData(c.width * %s, 14, 1, 1).data].join(' '); })()";
        assertThat(browser.ask(pixel.formatted(".125"))).isEqualTo("23 105 170 255");
        assertThat(browser.ask(pixel.formatted(".45"))).isEqualTo("23 105 170 255");
        assertThat(browser.ask(pixel.formatted(".35"))).isEqualTo("253 253 251 255");
        assertThat(browser.ask(pixel.formatted(".75"))).isEqualTo("162 195 221 255");
    }

    @Test
    void whatCannotBeReadIsToldAndTheRestIsShown() throws Exception {
        ObjectNode film = MadeFilm.film("Stage 7", 1);
        MadeFilm.lane(film, "event-loop", "loop", "E10");
        MadeFilm.lane(film, "worker-1", "worker", "S5Z5");
        MadeFilm.lane(film, "worker-2", "worker", "S11");
        MadeFilm.lane(film, "worker-3", "worker", "S5");
        film.put("applied", "1x5 x5");
        show(film, 10);
        assertThat(browser.ask("document.getElementById('error').innerText"))
                .isEqualTo("Not all of this film can be read. Stage 7, worker-1: “Z5” cannot be read; "
                        + "Stage 7, worker-2: it is longer than the film; Stage 7, applied: “x5” cannot be read");
        expectSaid(
                0,
                "Nobody holds the lock, nobody waits, 1 works before it, 2 were not sampled; the event loop is"
                        + " free to serve.");
        expectSaid(6, "Nobody holds the lock, nobody waits, 3 were not sampled; the event loop is free to serve.");
        assertThat(browser.errors()).isEmpty();
    }

    /** A class that another thread loads, for instance. */
    @Test
    void whoWaitsForNoLockOfTheStageIsAtWork() throws Exception {
        ObjectNode film = MadeFilm.film("Stage 7", 1);
        MadeFilm.lane(film, "event-loop", "loop", "E10");
        MadeFilm.lane(film, "worker-1", "worker", "W10");
        show(film, 10);
        expectSaid(0, "Nobody holds the lock, nobody waits, 1 runs; the event loop is free to serve.");
    }

    @Test
    void aFilmThatCannotBeShownIsALineAndNoEmptyPage() throws Exception {
        show(FilmPage.html("{\"format\":2}"), "");
        assertThat(browser.ask("document.querySelector('main').innerText"))
                .isEqualTo("This film cannot be shown: its format is 2, and this page reads format 1");
        show(FilmPage.html("{\"format\":1,\"period\":5000,\"samples\":0,\"films\":[]}"), "");
        assertThat(browser.ask("document.querySelector('main').innerText"))
                .isEqualTo("This film cannot be shown: nothing is in it");
        show(FilmPage.html("{\"format\":1,\"period\":5000,\"samples\":5,\"films\":[{\"name\":\"x\"}]}"), "");
        assertThat(browser.ask("document.querySelector('main').innerText")).startsWith("This film cannot be shown: ");
    }

    private static void show(ObjectNode film, int samples) throws Exception {
        show(MadeFilm.page("a film", 7, 5000, samples, 0, film));
    }

    private static void show(ObjectNode page) throws Exception {
        show(FilmPage.html(page.toString()), "");
    }

    private static void show(String page, String hash) throws Exception {
        assumeBrowser();
        browser.look(1200, 900, "light", false);
        browser.show(page, hash);
    }

    private static void assumeBrowser() {
        assumeTrue(browser != null, "no chromium on the path: the page is not looked at in a browser");
    }

    private static void goTo(int sample) throws Exception {
        browser.ask("{ const at = document.getElementById('at'); at.value = " + sample
                + "; at.dispatchEvent(new Event('input')); }");
    }

    private static String said(int film) throws Exception {
        return browser.ask(SAID.formatted(film));
    }

    private static void expectSaid(int sample, String sentence) throws Exception {
        goTo(sample);
        assertThat(said(0)).isEqualTo(sentence);
    }

    private static void expectClock(String text) throws Exception {
        assertThat(browser.ask("document.getElementById('clock').textContent")).isEqualTo(text);
    }

    private static void expectNoErrorAndNothingOverTheSide() throws Exception {
        assertThat(browser.errors()).isEmpty();
        assertThat(browser.ask("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .isEqualTo("0");
    }
}
