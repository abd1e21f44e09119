package tenstages.loadgen.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tenstages.loadgen.film.Studio;
import tenstages.loadgen.pains.Breaking;
import tenstages.loadgen.pains.Scenario;
import tenstages.loadgen.process.Programs;

/** Breaks with a camera in their servers, and the films of them; without a camera there are none. Any thread. */
final class Films {
    /** JSON, by the numbers of the pains. */
    private final Map<Integer, String> films = new ConcurrentHashMap<>();

    private final boolean wanted;

    private Films(boolean wanted) {
        this.wanted = wanted;
    }

    /** Those of a page. Null is no page, and a document has no films; without a camera a line says so. */
    static Films of(Path page, PrintStream talk) throws IOException {
        return of(page, talk, Programs.root());
    }

    /** The same in a folder of the project. */
    static Films of(Path page, PrintStream talk, Path root) {
        if (page == null || PainOutput.isDocument(page)) {
            return new Films(false);
        }
        try {
            Studio.camera(root);
            return new Films(true);
        } catch (IOException e) {
            talk.println("The page has no films: " + e.getMessage());
            return new Films(false);
        }
    }

    /** As {@link Countdowns#of}. */
    Breaking run(Scenario scenario, String prefix) throws IOException {
        if (!wanted) {
            return Countdowns.of(scenario, prefix);
        }
        try (Studio studio = new Studio(scenario)) {
            Breaking breaking = Countdowns.of(scenario, prefix, studio::subject);
            films.put(scenario.number(), studio.film().json());
            return breaking;
        }
    }

    Map<Integer, String> json() {
        return films;
    }
}
