package tenstages.loadgen.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tenstages.loadgen.film.Film;
import tenstages.loadgen.film.Studio;
import tenstages.loadgen.pains.Breaking;
import tenstages.loadgen.pains.Scenario;
import tenstages.loadgen.report.BreakReport;
import tenstages.loadgen.report.FilmPage;
import tenstages.loadgen.report.Terminal;
import tenstages.loadgen.report.Text;
import tenstages.loadgen.report.WholeFile;

/** The verb {@code film}: one scenario on stage N and on stage N+1, with a camera in both. */
@Command(
        name = "film",
        header = "Films stage N while it breaks, and stage N+1 while it holds.",
        description = {
            "",
            "The same as break N, with a camera in both servers: many times a second it looks at what each thread does."
                    + " The film is a page for a browser, which needs no network. The exit code is that of break.",
            ""
        },
        mixinStandardHelpOptions = true)
final class FilmCommand extends OnePain {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where the film goes; film-NN.html unless told otherwise. The bare film, if its name ends in"
                    + " .json.")
    private Path output;

    FilmCommand() {
        this(Scenario.all(), Needed.BUILT);
    }

    FilmCommand(List<Scenario> scenarios, Needed needed) {
        super(scenarios, needed);
    }

    @Override
    public Integer call() throws IOException {
        Path file = output == null ? Path.of("film-%02d.html".formatted(stage)) : output;
        Scenario scenario = ready(file);
        System.out.println(BreakReport.title(scenario, Terminal.width()));
        try (OnInterrupt notice = new OnInterrupt(() -> System.out.println("\ninterrupted: there is no film"));
                Studio studio = new Studio(scenario)) {
            Breaking breaking = broken(scenario, studio, file);
            System.out.println(BreakReport.text(
                    breaking, FromHere.to(scenario.cured().resolved().page()), Terminal.width()));
            write(studio.film(), file);
            return ExitCodes.of(breaking);
        }
    }

    /** What was filmed until a break failed is worth a look all the same. */
    private static Breaking broken(Scenario scenario, Studio studio, Path file) throws IOException {
        try {
            return Countdowns.of(scenario, "", studio::subject);
        } catch (IOException e) {
            if (studio.hasSeen() && !OnInterrupt.happened()) {
                System.out.println("This break failed, and here is what was filmed until then.");
                write(studio.film(), file);
            }
            throw e;
        }
    }

    private static void write(Film film, Path file) throws IOException {
        String json = film.json();
        WholeFile.write(file, file.toString().endsWith(".json") ? json + "\n" : FilmPage.html(json));
        int width = Terminal.width();
        for (Film.Side side : film.films()) {
            side.notes().forEach(note -> System.out.println(Text.wrapped(side.name() + ": " + note, width, "  ")));
            if (side.lost() > 0) {
                System.out.printf("%s: %d of %d samples were missed%n", side.name(), side.lost(), film.samples());
            }
        }
        System.out.println("The film: " + file);
    }
}
