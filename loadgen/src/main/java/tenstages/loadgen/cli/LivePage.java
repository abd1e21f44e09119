package tenstages.loadgen.cli;

import java.io.IOException;
import java.time.Duration;
import tenstages.loadgen.film.Audience;
import tenstages.loadgen.film.Film;
import tenstages.loadgen.film.Live;
import tenstages.loadgen.film.LiveHub;
import tenstages.loadgen.pains.Scenario;
import tenstages.loadgen.report.FilmPage;

/** The page that shows a film while it is made, if somebody wants one. */
final class LivePage implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final LiveHub hub;
    private final Live live;

    private LivePage(LiveHub hub, Live live) {
        this.hub = hub;
        this.live = live;
    }

    /** Nobody looks on. */
    static LivePage none() {
        return new LivePage(null, null);
    }

    /** Says where the page is, and gives somebody the time to open it: a break does not last long. */
    static LivePage open(Scenario scenario, Duration patience) throws IOException {
        String title = "break " + scenario.number() + ": " + scenario.title();
        LiveHub hub = new LiveHub(token -> FilmPage.live(title), LiveHub.Commands.NONE);
        System.out.println("Live, in a browser on this machine: " + hub.address());
        System.out.printf("The break begins when a browser shows it, or in %d s.%n", patience.toSeconds());
        hub.awaitBrowser(patience);
        return new LivePage(hub, new Live(hub));
    }

    Audience audience() {
        return live == null ? Audience.NOBODY : live;
    }

    /** In the place of what was seen live. */
    void show(Film film) {
        if (hub != null) {
            hub.end("film", film.json());
        }
    }

    @Override
    public void close() {
        if (hub != null) {
            live.close();
            hub.close();
        }
    }
}
