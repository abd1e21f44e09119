package tenstages.loadgen.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tenstages.loadgen.pains.Breaking;
import tenstages.loadgen.pains.MadeBreaking;
import tenstages.loadgen.pains.Scenario;

/** Several films on one page. */
@Timeout(120)
class TourFilmsTest {
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

    private static String page() throws IOException {
        return TourPage.of(
                List.of(proved(4), proved(5), proved(7)),
                Map.of(
                        4,
                        MadeFilm.breakFour().toString(),
                        7,
                        MadeFilm.breakSeven().toString()),
                "today",
                folder);
    }

    private static Breaking proved(int number) {
        return MadeBreaking.proved(Scenario.all().get(number - 1));
    }

    @Test
    void thePlayerIsThereOnceAndEachFilmOnce() throws IOException {
        String page = page();
        assertThat(page.split("The player of one film", -1)).hasSize(1 + 1);
        assertThat(page.split("Telling moments", -1)).hasSize(1 + 1);
        assertThat(page.split("\"title\":\"Break 4", -1)).hasSize(1 + 1);
        assertThat(page.split("\"title\":\"Break 7", -1)).hasSize(1 + 1);
        assertThat(page).doesNotContain("{{", "id=\"film5\"");
        String without = TourPage.of(List.of(proved(4)), Map.of(), "today", folder);
        assertThat(without).doesNotContain("The player of one film", "id=\"film4\"");
        assertThat(page.getBytes(UTF_8).length - without.getBytes(UTF_8).length).isLessThan(100_000);
    }

    @Test
    void aFilmIsOpenedWhenItIsAboutToBeSeen() throws Exception {
        show(1200, "light", "");
        browser.ask("document.getElementById('film4').scrollIntoView()");
        browser.until("document.getElementById('film4').shadowRoot !== null");
        assertThat(browser.ask("document.getElementById('film7').shadowRoot === null"))
                .isEqualTo("true");
        browser.ask("document.getElementById('film7').scrollIntoView()");
        browser.until("document.getElementById('film7').shadowRoot !== null");
        expectClock(7, "1.290 of 4.00 s");
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void keysAreForTheFilmThatHasTheFocus() throws Exception {
        show(1200, "light", "");
        openBoth();
        browser.press("ArrowRight", false);
        browser.press(" ", false);
        expectClock(4, "0.30 of 4.00 s");
        expectClock(7, "1.290 of 4.00 s");
        browser.ask(part(4, "at") + ".focus()");
        browser.press("ArrowRight", false);
        expectClock(4, "0.31 of 4.00 s");
        expectClock(7, "1.290 of 4.00 s");
        browser.press(" ", false);
        browser.until(part(4, "at") + ".value > 31");
        assertThat(browser.ask(part(7, "play") + ".textContent")).isEqualTo("▶ Play");
        browser.press("End", false);
        // A click on a picture is enough.
        browser.ask("document.getElementById('film7').focus()");
        browser.press("Home", false);
        browser.press(" ", false);
        browser.until(part(7, "at") + ".value > 0");
        browser.press("End", false);
        expectClock(4, "3.99 of 4.00 s");
        expectClock(7, "3.995 of 4.00 s");
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void eachFilmIsToldOfByItself() throws Exception {
        show(1200, "light", "");
        openBoth();
        assertThat(browser.ask("document.getElementById('film4').shadowRoot.querySelector('h2').textContent"))
                .isEqualTo("Stage 4: the event loop works");
        assertThat(browser.ask("document.getElementById('film7').shadowRoot.querySelector('h2').textContent"))
                .isEqualTo("Stage 7: one lock");
        assertThat(browser.ask("document.querySelectorAll('#at').length"))
                .as("names of parts are seen in their film alone")
                .isEqualTo("0");
    }

    @Test
    void aLinkLeadsToAMomentOfOneFilm() throws Exception {
        show(1200, "light", "#film7&t=2.5");
        browser.until("document.getElementById('film7').shadowRoot !== null");
        expectClock(7, "2.500 of 4.00 s");
        openBoth();
        expectClock(4, "0.30 of 4.00 s");
        browser.ask(part(4, "link") + ".click()");
        assertThat(browser.ask("location.hash")).isEqualTo("#film4&t=0.30");
        browser.ask("location.hash = 'film4&t=1'");
        browser.until(part(4, "clock") + ".textContent === '1.00 of 4.00 s'");
        expectClock(7, "2.500 of 4.00 s");
    }

    @Test
    void nothingHangsOverTheSideOfATelephone() throws Exception {
        for (String scheme : new String[] {"light", "dark"}) {
            show(390, scheme, "");
            openBoth();
            assertThat(browser.ask("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                    .isEqualTo("0");
            assertThat(browser.ask("document.getElementById('film7').shadowRoot.querySelector('.picture canvas')"
                            + ".clientWidth > 150"))
                    .isEqualTo("true");
            assertThat(browser.errors()).isEmpty();
        }
    }

    private static void show(int width, String scheme, String hash) throws Exception {
        assumeTrue(browser != null, "no chromium on the path: the page is not looked at in a browser");
        browser.look(width, 500, scheme, false);
        browser.show(page(), hash);
    }

    private static void openBoth() throws Exception {
        browser.ask("document.querySelectorAll('.film').forEach(film => film.click())");
    }

    private static String part(int film, String id) {
        return "document.getElementById('film" + film + "').shadowRoot.getElementById('" + id + "')";
    }

    private static void expectClock(int film, String text) throws Exception {
        assertThat(browser.ask(part(film, "clock") + ".textContent")).isEqualTo(text);
    }
}
