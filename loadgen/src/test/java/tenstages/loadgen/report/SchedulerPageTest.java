package tenstages.loadgen.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tenstages.loadgen.proofs.Claims;
import tenstages.loadgen.proofs.Recording;
import tenstages.loadgen.proofs.Recording.Step;

/** The page on which the reader is the scheduler, with recordings made by hand. */
@Timeout(120)
class SchedulerPageTest {
    private static final String BUTTON = "document.querySelectorAll('section')[%d].querySelector('.workers .%s')";

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

    private static Recording without() {
        return new Recording(
                Claims.recorded().get(0),
                42,
                List.of(
                        path(9, 200, "A reads 0", "A writes 100", "B reads 100", "B writes 200"),
                        path(24, 100, "A reads 0", "B reads 0", "A writes 100", "B writes 100"),
                        path(9, 200, "B reads 0", "B writes 100", "A reads 100", "A writes 200")));
    }

    private static Recording with() {
        return new Recording(
                Claims.recorded().get(1),
                10,
                List.of(
                        path(
                                5,
                                200,
                                "A takes the lock",
                                "A reads 0",
                                "A writes 100",
                                "A gives the lock back",
                                "B takes the lock",
                                "B reads 100",
                                "B writes 200",
                                "B gives the lock back"),
                        path(
                                5,
                                200,
                                "B takes the lock",
                                "B reads 0",
                                "B writes 100",
                                "B gives the lock back",
                                "A takes the lock",
                                "A reads 100",
                                "A writes 200",
                                "A gives the lock back")));
    }

    private static Recording.Path path(int count, long balance, String... steps) {
        return new Recording.Path(
                count,
                balance,
                java.util.stream.Stream.of(steps)
                        .map(step -> new Step(step.substring(0, 1), step.contains("read") ? 20 : 23, step.substring(2)))
                        .toList());
    }

    private static String page() throws IOException {
        return SchedulerPage.html(List.of(without(), with()));
    }

    @Test
    void aPageNeedsNothingElseAndIsSmall() throws IOException {
        String page = page();
        assertThat(page.getBytes(UTF_8)).hasSizeLessThan(40_000);
        assertThat(page).doesNotContain("{{").doesNotContainPattern("(src|href)\\s*=\\s*\"(https?:)?//");
        assertThat(page).doesNotContain("import ", "fetch(", "url(").contains("balances.getOrDefault(");
    }

    @Test
    void aPaymentIsLostByWhoeverClicksSo() throws Exception {
        show(390, "light");
        click(0, "A");
        click(0, "B");
        assertThat(said(0)).isEqualTo("B reads 0.");
        click(0, "A");
        click(0, "B");
        assertThat(said(0))
                .startsWith("B writes 100, over the 100 of A, which B has not seen. The balance is 100")
                .contains("a payment is lost", "24 of the 42 recorded schedules");
        assertThat(browser.ask("document.querySelector('section .soft').textContent"))
                .startsWith("You have seen 1 of 3 orders of these steps; 1 of them loses a payment");
        expectNoErrorAndNothingOverTheSide();
    }

    @Test
    void withTheLockSomeClicksAreImpossible() throws Exception {
        show(390, "dark");
        click(1, "A");
        assertThat(browser.ask(BUTTON.formatted(1, "B") + ".getAttribute('aria-disabled')"))
                .isEqualTo("true");
        assertThat(browser.ask(BUTTON.formatted(1, "B") + ".textContent")).contains("waits. A holds the lock");
        click(1, "B");
        assertThat(said(1)).startsWith("B cannot: no recorded schedule goes on that way. A holds the lock");
        for (String worker : List.of("A", "A", "A", "B", "B", "B", "B")) {
            click(1, worker);
        }
        assertThat(said(1)).contains("The balance is 200", "nothing is lost");
        expectNoErrorAndNothingOverTheSide();
    }

    @Test
    void theKeysDoWhatTheButtonsDo() throws Exception {
        show(1200, "dark");
        for (String key : List.of("a", "b", "z", "a", "b", "b")) {
            browser.press(key, false);
        }
        assertThat(said(0)).contains("The balance is 200", "nothing is lost");
        browser.press("r", false);
        assertThat(said(0)).isEqualTo("Which worker takes the next step?");
        browser.ask(BUTTON.formatted(1, "B") + ".focus()");
        browser.press("b", false);
        assertThat(said(1)).isEqualTo("B takes the lock.");
        expectNoErrorAndNothingOverTheSide();
    }

    private static void show(int width, String scheme) throws Exception {
        assumeTrue(browser != null, "there is no Chromium on the PATH, so nobody clicks on the page");
        browser.look(width, 844, scheme, false);
        browser.show(page(), "");
    }

    private static void click(int machine, String worker) throws Exception {
        browser.ask(BUTTON.formatted(machine, worker) + ".click()");
    }

    private static String said(int machine) throws Exception {
        return browser.ask("document.querySelectorAll('section')[" + machine + "].querySelector('.say').textContent");
    }

    private static void expectNoErrorAndNothingOverTheSide() throws Exception {
        assertThat(browser.errors()).isEmpty();
        assertThat(browser.ask("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .isEqualTo("0");
    }
}
