package tenstages.loadgen.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tenstages.loadgen.film.Film;
import tenstages.loadgen.film.Studio;
import tenstages.loadgen.pains.Breaking;
import tenstages.loadgen.pains.Scenario;
import tenstages.loadgen.pains.Subject;
import tenstages.loadgen.protocol.StageOptions;
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
                    + " A server of your own is looked at from outside."
                    + " The film is a page for a browser, which needs no network. The exit code is that of break.",
            ""
        },
        mixinStandardHelpOptions = true)
final class FilmCommand extends OnePain {
    /** How long a browser is waited for. */
    private final Duration patience;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where the film goes; film-NN.html unless told otherwise. The bare film, if its name ends in"
                    + " .json.")
    private Path output;

    @Mixin
    private OwnServer own;

    @Option(
            names = "--live",
            description = "Show the film while it is made, on a page for the browsers of this machine. It becomes the"
                    + " film itself at the end.")
    private boolean live;

    @Option(
            names = "--server",
            paramLabel = "OPTIONS",
            description = "No break, but stage N alone, with these options (one word for the shell; it may be empty),"
                    + " and a page to play with it: a load to turn up and down, a SIGINT, a kill -9.")
    private String options;

    FilmCommand() {
        this(Scenario.all(), Needed.BUILT);
    }

    FilmCommand(List<Scenario> scenarios, Needed needed) {
        this(scenarios, needed, LivePage.PATIENCE);
    }

    FilmCommand(List<Scenario> scenarios, Needed needed, Duration patience) {
        super(scenarios, needed);
        this.patience = patience;
    }

    @Override
    public Integer call() throws IOException {
        if (options != null) {
            return session();
        }
        own.check(spec, stage);
        Path file = output == null ? Path.of("film-%02d.html".formatted(stage)) : output;
        Scenario scenario = ready(file);
        System.out.println(BreakReport.title(scenario, Terminal.width()));
        try (OnInterrupt notice = new OnInterrupt(() -> System.out.println("\ninterrupted: there is no film"));
                LivePage page = live ? LivePage.open(scenario, patience) : LivePage.none();
                Studio studio = new Studio(scenario, page.audience())) {
            Breaking breaking = broken(scenario, studio, file, page);
            if (!own.isGiven()) {
                return report(breaking, studio.film(), file, page);
            }
            Film ofTwo = studio.film();
            try {
                Subject yours = studio.own(OwnServer.CALLED, own.command(), own.subject(stage));
                breaking = Countdowns.with(breaking, OwnServer.CALLED, yours);
            } catch (IOException e) {
                // What is known of the two stages is worth telling all the same.
                report(breaking, ofTwo, file, page);
                throw e;
            }
            return report(breaking, studio.film(), file, page);
        }
    }

    private int session() throws IOException {
        Usage.require(
                spec, stage <= StageOptions.LAST_STAGE, "--server: goes with N from 1 to " + StageOptions.LAST_STAGE);
        boolean alone = !own.isGiven() && !live && output == null;
        Usage.require(spec, alone, "--server: there is no break, so nothing for --cmd, --live or -o");
        boolean ported = FreeSession.words(options).stream().anyMatch(word -> word.startsWith("--port"));
        Usage.require(spec, !ported, "--server: the port is not for you to choose here");
        return FreeSession.run(readyToHurt(), options);
    }

    private static int report(Breaking breaking, Film film, Path file, LivePage live) throws IOException {
        String page = FromHere.to(breaking.scenario().cured().resolved().page());
        System.out.println(BreakReport.text(breaking, page, Terminal.width()));
        write(film, file, live);
        return ExitCodes.of(breaking);
    }

    /** What was filmed until a break failed is worth a look all the same. */
    private static Breaking broken(Scenario scenario, Studio studio, Path file, LivePage page) throws IOException {
        try {
            return Countdowns.of(scenario, "", studio::subject);
        } catch (IOException e) {
            if (studio.hasSeen() && !OnInterrupt.happened()) {
                System.out.println("This break failed, and here is what was filmed until then.");
                write(studio.film(), file, page);
            }
            throw e;
        }
    }

    private static void write(Film film, Path file, LivePage live) throws IOException {
        live.show(film);
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
