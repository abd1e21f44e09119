package tenstages.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tenstages.loadgen.film.Live;
import tenstages.loadgen.film.LiveHub;
import tenstages.loadgen.film.PretendStage;
import tenstages.loadgen.film.Session;

/** Pages that are open while something happens, in a real browser. */
@Timeout(120)
class LivePageTest {
    private static final String SAID = "document.querySelector('.say') && document.querySelector('.say').textContent";

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

    @BeforeEach
    void inABrowser() throws Exception {
        assumeTrue(browser != null, "no chromium on the path: the page is not looked at in a browser");
        browser.look(1200, 900, "light", false);
    }

    @Test
    void thePictureFollowsStandsStillAndBecomesTheFilm() throws Exception {
        try (LiveHub hub = new LiveHub(token -> FilmPage.live("break 7"), LiveHub.Commands.NONE);
                Live live = new Live(hub)) {
            open(hub);
            Consumer<String> camera = live.server("stage 7", 10);
            long now = System.nanoTime() / 10_000_000;
            List.of(
                            "lane 0 loop event-loop",
                            "lane 1 worker worker-1",
                            "lane 2 worker worker-2",
                            "queue 7",
                            "locks 1",
                            now + " EHW 3 1H0 2W0",
                            now + 1 + " EHW 3 1H0 2W0")
                    .forEach(camera);
            expectSaid("1 holds the lock, 1 waits for it; the event loop is free to serve. 3 in the queue.");
            camera.accept(now + 4 + " EQQ 0");
            expectSaid("Nobody holds the lock, nobody waits, 2 are idle; the event loop is free to serve. 0 in the");
            browser.press("ArrowLeft", false);
            browser.until("!document.getElementById('follow').hidden");
            expectSaid("Not sampled: the camera missed this moment.");
            camera.accept(now + 5 + " ESQ 0");
            camera.accept("note something is hidden");
            expectSaid("Not sampled: the camera missed this moment.");
            browser.press("End", false);
            expectSaid("Nobody holds the lock, nobody waits, 1 works before it, 1 is idle; the event loop is free");
            browser.until("document.querySelector('#panels').textContent.includes('Something is hidden')");
            camera.accept("end " + (now + 6));
            expectSaid("The server has ended, its queue was empty.");
            hub.end("film", MadeFilm.breakSeven().toString());
            browser.until(
                    "!document.getElementById('now').offsetParent && document.querySelectorAll('.say').length === 2");
            browser.until("document.querySelectorAll('#moments button').length > 0");
            expectNoErrorAndNothingOverTheSide();
        }
    }

    @Test
    void aThreadOfTheSystemRunsOrDoesNot() throws Exception {
        try (LiveHub hub = new LiveHub(token -> FilmPage.live("break 7"), LiveHub.Commands.NONE);
                Live live = new Live(hub)) {
            open(hub);
            Consumer<String> lookout = live.server("yours", 10);
            List.of(
                            "lane 0 other python3",
                            "lane 1 other python3 2",
                            "1000 RN -1",
                            "cpu 35",
                            "1001 RR -1",
                            "1002 RN -1")
                    .forEach(lookout);
            expectSaid("1 of 2 threads runs, 35 % of a core used in the last quarter of a second, what who");
            expectNoErrorAndNothingOverTheSide();
        }
    }

    /** Alone by the keyboard: more events, and then the end of the server, which is started again. */
    @Test
    void aSessionIsPlayedByKeys() throws Exception {
        List<String> jvm = new ArrayList<>();
        try (Session session = new Session(
                "stage 7",
                options -> {
                    jvm.addAll(options);
                    return PretendStage.start(options);
                },
                token -> FilmPage.session("stage 7", token))) {
            session.start();
            CompletableFuture<Integer> end =
                    CompletableFuture.supplyAsync(() -> session.awaitEnd(Duration.ofMinutes(1)));
            browser.look(390, 844, "dark", false);
            browser.open(session.address());
            browser.until("document.getElementById('state').textContent === 'The server runs.'");
            String rate = "document.querySelector('output[for=rate]').textContent";
            browser.until(rate + " === '20'");
            browser.ask("document.getElementById('rate').focus()");
            browser.press("End", false);
            browser.until(rate + " === '2,000'");
            browser.until("/ [1-9][\\d,]{2,} accepted/.test(" + SAID + ")");
            assertThat(browser.ask("document.querySelectorAll('input:not([type=range]):not([type=checkbox])').length"))
                    .isEqualTo("0");
            assertThat(browser.ask("[...document.querySelectorAll('input, button, select')].every(each =>"
                            + " each.labels && each.labels.length || each.textContent || each.ariaLabel)"))
                    .isEqualTo("true");
            expectNoErrorAndNothingOverTheSide();
            press("INT");
            browser.until("document.getElementById('state').textContent.includes('with exit code 130')");
            browser.until("(" + SAID + ").startsWith('The server has ended')");
            press("start");
            browser.until("document.getElementById('state').textContent === 'The server runs.'");
            press("KILL");
            browser.until("document.getElementById('state').textContent.includes('137: killed')");
            expectNoErrorAndNothingOverTheSide();
            assertThat(end).isNotDone();
            assertThat(jvm).hasSize(2);
        }
    }

    /** What is told before a browser listens is not told to it. */
    private static void open(LiveHub hub) throws Exception {
        browser.open(hub.address());
        hub.awaitBrowser(Duration.ofMinutes(1));
    }

    private static void press(String button) throws Exception {
        browser.ask("document.querySelector('#signals [value=" + button + "]').focus()");
        browser.press(" ", false);
    }

    private static void expectSaid(String start) throws Exception {
        browser.until("(" + SAID + " || '').startsWith('" + start + "')");
    }

    private static void expectNoErrorAndNothingOverTheSide() throws Exception {
        assertThat(browser.errors()).isEmpty();
        assertThat(browser.ask("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .isEqualTo("0");
    }
}
