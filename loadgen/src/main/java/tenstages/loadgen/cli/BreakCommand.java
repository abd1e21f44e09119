package tenstages.loadgen.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tenstages.loadgen.pains.Breaking;
import tenstages.loadgen.pains.Scenario;
import tenstages.loadgen.practice.predict.Guess;
import tenstages.loadgen.practice.predict.GuessReport;
import tenstages.loadgen.report.BreakReport;
import tenstages.loadgen.report.Terminal;

/** The verb {@code break}: one scenario on stage N and on stage N+1. */
@Command(
        name = "break",
        header = "Breaks stage N, and shows that stage N+1 holds.",
        description = {
            "",
            "The same attack with the same options runs on both stages. PROVED: all figures are what the pain"
                    + " and its fix"
                    + " make them (exit code 0). BROKEN: one is not (exit code 1), and a line says which.",
            "",
            "At a terminal, the first time for each N, it asks for the number that hurts before it measures it.",
            ""
        },
        mixinStandardHelpOptions = true)
final class BreakCommand extends OnePain {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write a page with a chart and a film too, as tour does; or what --format json prints, if its"
                    + " name ends in .json.")
    private Path output;

    @Option(
            names = "--format",
            defaultValue = "text",
            description = "One of: ${COMPLETION-CANDIDATES}. docs/break.schema.json says what is in the JSON.")
    private PainOutput.Format format;

    @Mixin
    private OwnServer own;

    @Mixin
    private Predicting predicting;

    private Optional<Guess> guess = Optional.empty();

    BreakCommand() {
        this(Scenario.all(), Needed.BUILT, Predicting.Learner::here);
    }

    BreakCommand(List<Scenario> scenarios, Needed needed, Predicting.Learners learners) {
        super(scenarios, needed);
        predicting = new Predicting(learners);
    }

    @Override
    public Integer call() throws IOException {
        own.check(spec, stage);
        predicting.check(spec, format);
        Scenario scenario = ready(output);
        guess = asked(scenario);
        Films films = Films.of(output, format.talk());
        format.talk().println(BreakReport.title(scenario, Terminal.width()));
        try (OnInterrupt notice = new OnInterrupt(() -> format.talk().println("\ninterrupted: nothing is proved"))) {
            Breaking breaking = films.run(scenario, "");
            if (!own.isGiven()) {
                return report(breaking, films);
            }
            try {
                return report(Countdowns.with(breaking, OwnServer.CALLED, own.subject(stage)), films);
            } catch (IOException e) {
                // What is known of the two stages is worth telling all the same.
                report(breaking, films);
                throw e;
            }
        }
    }

    /** Whoever tries a server of his own wants its figures, and documents are for programs. */
    private Optional<Guess> asked(Scenario scenario) throws IOException {
        if (format == PainOutput.Format.JSON) {
            return Optional.empty();
        }
        // Ctrl+C at the question leaves its line.
        try (OnInterrupt newLine = new OnInterrupt(System.out::println)) {
            predicting.begin(own.isGiven());
            return predicting.before(scenario);
        }
    }

    private int report(Breaking breaking, Films films) throws IOException {
        print(breaking);
        if (output != null) {
            PainOutput.write(output, List.of(breaking), films.json());
        }
        return ExitCodes.of(breaking);
    }

    private void print(Breaking breaking) throws IOException {
        if (format == PainOutput.Format.JSON) {
            PainOutput.print(List.of(breaking));
        } else {
            String page = FromHere.to(breaking.scenario().cured().resolved().page());
            System.out.println(BreakReport.text(breaking, page, Terminal.width()));
            guess.ifPresent(said ->
                    System.out.println("\n" + GuessReport.text(predicting.after(said, breaking), Terminal.width())));
        }
    }
}
