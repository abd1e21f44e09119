package tenstages.loadgen.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tenstages.loadgen.pains.Breaking;
import tenstages.loadgen.pains.Scenario;
import tenstages.loadgen.practice.predict.Comparison;
import tenstages.loadgen.practice.predict.Guess;
import tenstages.loadgen.practice.predict.GuessReport;
import tenstages.loadgen.protocol.Printable;
import tenstages.loadgen.protocol.StageOptions;
import tenstages.loadgen.report.BreakReport;
import tenstages.loadgen.report.Terminal;

/** The verb {@code tour}: all pains, one after the other, and a page with a chart for each. */
@Command(
        name = "tour",
        header = "Breaks all ten stages, and writes a page about it.",
        description = {
            "",
            "Takes one to two minutes. BROKEN means that a figure missed its limit, and a line says which. The"
                    + " exit code is"
                    + " 0 if all ten pains are proved. Ctrl+C ends it early, with what was proved so far.",
            "",
            "At a terminal it offers, once, to ask for each number before it is measured.",
            ""
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class TourCommand implements Callable<Integer> {
    private final List<Scenario> scenarios;
    private final Needed needed;

    /** Written by the main thread, and read by that of an interrupt. */
    private final List<Breaking> tour = new CopyOnWriteArrayList<>();

    /** The same. */
    private final List<Comparison> guesses = new CopyOnWriteArrayList<>();

    private Films films;
    private long start;

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            defaultValue = "tour-report.html",
            description = "The page, with a film of each; or what --format json prints, if its name ends in .json.")
    private Path output;

    @Option(
            names = "--format",
            defaultValue = "text",
            description = "One of: ${COMPLETION-CANDIDATES}. docs/break.schema.json says what is in the JSON.")
    private PainOutput.Format format;

    @Mixin
    private Predicting predicting;

    TourCommand() {
        this(Scenario.all().subList(0, StageOptions.LAST_STAGE), Needed.BUILT, Predicting.Learner::here);
    }

    TourCommand(List<Scenario> scenarios, Needed needed, Predicting.Learners learners) {
        predicting = new Predicting(learners);
        this.scenarios = scenarios;
        this.needed = needed;
    }

    @Override
    public Integer call() throws IOException {
        OutputFile.check(spec.commandLine(), "-o", output);
        predicting.check(spec, format);
        needed.areThere(Needed.by(scenarios));
        offerToAsk();
        films = Films.of(output, format.talk());
        start = System.nanoTime();
        try (OnInterrupt report = new OnInterrupt(this::reportInterrupted)) {
            for (Scenario scenario : scenarios) {
                runOrSayWhyNot(scenario);
            }
        }
        if (tour.isEmpty()) {
            return ExitCodes.NOTHING_TESTED;
        }
        report();
        return tour.size() == scenarios.size() ? ExitCodes.of(tour) : ExitCodes.FAILED;
    }

    private void offerToAsk() throws IOException {
        if (format == PainOutput.Format.TEXT) {
            // Ctrl+C at the question leaves its line.
            try (OnInterrupt newLine = new OnInterrupt(System.out::println)) {
                predicting.offer(scenarios);
            }
        }
    }

    /** One that cannot be run hides no other. */
    private void runOrSayWhyNot(Scenario scenario) throws IOException {
        try {
            tour.add(run(scenario));
        } catch (IOException e) {
            if (OnInterrupt.happened()) {
                throw e;
            }
            ProgressLine.clear();
            System.err.println("break " + scenario.number() + " could not be run: " + Printable.text(e.getMessage()));
        }
    }

    private void reportInterrupted() {
        ProgressLine.clear();
        format.talk().println("\ninterrupted in break " + (tour.size() + 1));
        try {
            report();
        } catch (IOException e) {
            System.err.println(e.getMessage());
        }
    }

    /** The table comes first: it is there even if the page cannot be written. */
    private void report() throws IOException {
        if (tour.isEmpty()) {
            return;
        }
        if (format == PainOutput.Format.JSON) {
            PainOutput.print(tour);
        } else {
            long proved = tour.stream().filter(Breaking::proved).count();
            System.out.println("\n" + BreakReport.closingTable(tour, Terminal.width()));
            long nanos = System.nanoTime() - start - predicting.nanos();
            System.out.printf("%d of %d pains proved in %.0f s.%n", proved, scenarios.size(), nanos / 1e9);
            if (!guesses.isEmpty()) {
                System.out.println("\n" + GuessReport.table(guesses, Terminal.width()));
            }
        }
        PainOutput.write(output, tour, films.json());
        format.talk().println(PainOutput.inside(output) + ": " + output);
    }

    private Breaking run(Scenario scenario) throws IOException {
        Optional<Guess> guess = predicting.before(scenario);
        long start = System.nanoTime();
        String title = "%2d  %s".formatted(scenario.number(), scenario.title());
        Breaking breaking = films.run(scenario, title + ": ");
        String verdict = BreakReport.verdict(breaking);
        String coloured = breaking.proved() ? Terminal.green(verdict) : Terminal.red(verdict);
        format.talk().printf("%-46s%s  %4.1f s%n", title, coloured, (System.nanoTime() - start) / 1e9);
        if (!breaking.proved()) {
            format.talk()
                    .println(BreakReport.reasons(breaking, Terminal.width() - 4)
                            .indent(4)
                            .stripTrailing());
        }
        guess.ifPresent(said -> tell(said, breaking));
        return breaking;
    }

    private void tell(Guess said, Breaking breaking) {
        Comparison comparison = predicting.after(said, breaking);
        guesses.add(comparison);
        String told = GuessReport.text(comparison, Terminal.width() - 4);
        System.out.println(told.indent(4));
    }
}
