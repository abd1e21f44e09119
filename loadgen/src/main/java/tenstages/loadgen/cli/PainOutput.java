package tenstages.loadgen.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tenstages.loadgen.pains.Breaking;
import tenstages.loadgen.report.BreakFile;
import tenstages.loadgen.report.TourPage;
import tenstages.loadgen.report.WholeFile;

/** Where it goes what became of pains: to stdout as it was asked for, and to a file. */
final class PainOutput {
    enum Format {
        /** For people, on stdout. */
        TEXT,
        /** One document on stdout; what people read meanwhile goes to stderr. */
        JSON;

        /** For what people read while they wait. */
        PrintStream talk() {
            return this == JSON ? System.err : System.out;
        }
    }

    private PainOutput() {}

    /** Prints the document. */
    static void print(List<Breaking> tour) throws IOException {
        System.out.println(BreakFile.json(tour, Instant.now()));
    }

    /** Writes the document into a file that is called so, and a page with charts and films into any other. */
    static void write(Path file, List<Breaking> tour, Map<Integer, String> films) throws IOException {
        String text = isDocument(file)
                ? BreakFile.json(tour, Instant.now()) + "\n"
                : TourPage.of(
                        tour,
                        films,
                        TourPage.hereAndNow(),
                        file.toAbsolutePath().getParent());
        WholeFile.write(file, text);
    }

    /** What such a file has in it, for people. */
    static String inside(Path file) {
        return isDocument(file) ? "All numbers" : "The charts, the films, and the code that cures each";
    }

    /** Whether its name is that of a document for programs. */
    static boolean isDocument(Path file) {
        return file.toString().endsWith(".json");
    }
}
