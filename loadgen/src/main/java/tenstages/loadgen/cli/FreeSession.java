package tenstages.loadgen.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import tenstages.loadgen.film.Session;
import tenstages.loadgen.process.Program;
import tenstages.loadgen.report.FilmPage;

/** A server to play with, from a page of its own: no break is run, and nothing is proved. */
final class FreeSession {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private FreeSession() {}

    /** Ends when the server has ended and nobody starts it again, or by Ctrl+C. */
    static int run(Program program, String options) throws IOException {
        List<String> words = words(options);
        String title = program.called() + (words.isEmpty() ? "" : " with " + String.join(" ", words));
        try (OnInterrupt notice = new OnInterrupt(() -> System.out.println("\ninterrupted: the session is over"));
                Session session = new Session(
                        program.called(),
                        jvm -> program.start(jvm, all(words)),
                        token -> FilmPage.session(title, token))) {
            session.start();
            System.out.println(title + " runs. Open in a browser on this machine: " + session.address());
            System.out.println("Ctrl+C ends the session.");
            int code = session.awaitEnd(PATIENCE);
            System.out.println(
                    "The server has ended with exit code " + code + ", and nobody started it again in a minute.");
            return ExitCodes.OK;
        }
    }

    private static List<String> all(List<String> words) {
        return Stream.concat(Stream.of("--port", "0"), words.stream()).toList();
    }

    /** As they stand on a command line, between spaces. */
    static List<String> words(String options) {
        return options.isBlank() ? List.of() : List.of(options.strip().split("\\s+"));
    }
}
