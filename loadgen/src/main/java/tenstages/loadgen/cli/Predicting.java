package tenstages.loadgen.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import tenstages.loadgen.pains.Breaking;
import tenstages.loadgen.pains.Scenario;
import tenstages.loadgen.practice.Dialog;
import tenstages.loadgen.practice.Notebook;
import tenstages.loadgen.practice.predict.Asker;
import tenstages.loadgen.practice.predict.Comparison;
import tenstages.loadgen.practice.predict.Guess;
import tenstages.loadgen.practice.predict.Guesses;
import tenstages.loadgen.practice.predict.Question;
import tenstages.loadgen.report.Terminal;

/** Whether somebody is asked for the number before a break, and what becomes of the answer. */
final class Predicting {
    private final Learners learners;

    /** Null: nobody is asked. */
    private Asker asker;

    private Learner learner;

    /** Read by the thread of an interrupt too. */
    private volatile long nanos;

    @Option(
            names = "--ask",
            negatable = true,
            description = "Ask for the number before it is measured, also where that was done before; or --no-ask,"
                    + " never. Unless told otherwise a terminal is asked once for each N.")
    private Boolean ask;

    /**
     * Somebody who may be asked.
     *
     * @param dialog empty if he is not at a terminal
     * @param guesses what he has said before
     * @param questions what he can be asked
     */
    record Learner(Optional<Dialog> dialog, Guesses guesses, List<Question> questions) {
        /** The one who has started this process. */
        static Learner here() throws IOException {
            return new Learner(
                    Dialog.isPossible() ? Optional.of(Dialog.here()) : Optional.empty(),
                    new Guesses(Notebook.named("guesses")),
                    Question.all());
        }
    }

    /** Looks for somebody to ask: not before it has to be known. */
    interface Learners {
        Learner find() throws IOException;
    }

    Predicting(Learners learners) {
        this.learners = learners;
    }

    /** Throws ParameterException if there is to be no question, and one is asked for. */
    void check(CommandSpec spec, PainOutput.Format format) {
        Usage.require(
                spec,
                !wanted() || format == PainOutput.Format.TEXT,
                "--ask: goes with --format text, and not with json");
    }

    /** For one break: from now on its question is asked. Nothing is, if only a question that is wanted should be. */
    void begin(boolean onlyIfWanted) throws IOException {
        if (unwanted() || onlyIfWanted && !wanted()) {
            return;
        }
        learner = learners.find();
        if (learner.dialog().isPresent()) {
            asker = new Asker(learner.dialog().get(), System.out, Terminal.width());
        } else if (wanted()) {
            System.err.println("--ask: nobody can be asked here: it takes a terminal, and no build server (CI)");
        }
    }

    /** For several: the same if whoever is there agrees; he is offered that once, and if there is a question left. */
    void offer(List<Scenario> scenarios) throws IOException {
        begin(false);
        if (asker == null || wanted()) {
            return;
        }
        boolean isLeft =
                scenarios.stream().anyMatch(scenario -> question(scenario).isPresent());
        boolean agreed = isLeft && !learner.guesses().isOffered() && asked();
        asker = agreed ? asker : null;
    }

    private boolean asked() {
        boolean agreed = asker.offer();
        learner.guesses().keepOffer();
        return agreed;
    }

    /** The answer to the scenario's question; empty if it is not asked. */
    Optional<Guess> before(Scenario scenario) {
        if (asker == null || asker.hasLeft()) {
            return Optional.empty();
        }
        long start = System.nanoTime();
        Optional<Guess> guess = question(scenario).map(asker::ask);
        nanos += System.nanoTime() - start;
        return guess;
    }

    private Optional<Question> question(Scenario scenario) {
        return learner.questions().stream()
                .filter(question -> question.number() == scenario.number())
                .filter(question -> wanted() || !learner.guesses().has(question.number()))
                .findFirst();
    }

    /** The guess beside what was measured; it is remembered. */
    Comparison after(Guess guess, Breaking breaking) {
        Comparison comparison = guess.with(breaking);
        learner.guesses().keep(comparison);
        return comparison;
    }

    /** How long the answers took altogether. */
    long nanos() {
        return nanos;
    }

    private boolean wanted() {
        return Boolean.TRUE.equals(ask);
    }

    private boolean unwanted() {
        return Boolean.FALSE.equals(ask);
    }
}
