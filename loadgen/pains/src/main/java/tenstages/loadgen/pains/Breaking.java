package tenstages.loadgen.pains;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tenstages.loadgen.process.MachineWatch;
import tenstages.loadgen.process.StartFailure;

/**
 * What became of a scenario where it hurts, and where it is gone.
 *
 * @param scenario what was done
 * @param names the names of the programs, such as {@code stage04-shared-state}; a third one is that of a server of
 *     one's own
 * @param outcomes one for each name
 * @param said one for each name: what the servers said on stderr, shortened
 * @param notes what was seen of an event loop that was not where it should be, a sentence each
 * @param broken the clauses of the pain contract that did not hold, in words; empty if all held
 * @param busy why the times of a contract that compares times may not count; empty if they do
 */
public record Breaking(
        Scenario scenario,
        List<String> names,
        List<Outcome> outcomes,
        List<List<String>> said,
        List<String> notes,
        List<String> broken,
        String busy) {
    /** What is proved, or why nothing is. */
    public enum Verdict {
        /** The whole contract held. */
        PROVED,
        /** A clause of the contract did not hold. */
        BROKEN,
        /** The machine was too busy for times to count. */
        BUSY
    }

    private static final Duration MARGIN = Duration.ofSeconds(3);

    /** What one subject made of the attack. */
    private record Trial(Outcome outcome, List<String> said, List<String> notes) {}

    /**
     * Runs the scenario, telling which side it has come to. Throws IOException, with what the server said, if a server
     * cannot be started, or ends or falls silent before it should.
     */
    public static Breaking of(Scenario scenario, Function<Side, Subject> subjects, Consumer<Side> progress)
            throws IOException {
        List<String> names = new ArrayList<>();
        List<Trial> trials = new ArrayList<>();
        try (MachineWatch machine = new MachineWatch()) {
            for (Side side : scenario.sides()) {
                progress.accept(side);
                names.add(side.name());
                trials.add(attack(scenario, side.called(), subjects.apply(side)));
            }
            String busy = scenario.timed() ? machine.trouble().orElse("") : "";
            List<Outcome> outcomes = trials.stream().map(Trial::outcome).toList();
            return new Breaking(
                    scenario,
                    names,
                    outcomes,
                    trials.stream().map(Trial::said).toList(),
                    trials.stream().flatMap(trial -> trial.notes.stream()).toList(),
                    broken(scenario, outcomes),
                    busy);
        }
    }

    /** The same with a server of one's own as a third column. */
    public Breaking with(String name, Subject own) throws IOException {
        try (MachineWatch machine = new MachineWatch()) {
            Trial trial = attack(scenario, name, own);
            return new Breaking(
                    scenario,
                    and(names, name),
                    and(outcomes, trial.outcome),
                    and(said, trial.said),
                    Stream.concat(notes.stream(), trial.notes.stream()).toList(),
                    broken,
                    busy.isEmpty() && scenario.timed() ? machine.trouble().orElse("") : busy);
        }
    }

    /** The same with what is found by another run on one side, if its event loop is where it should not be. */
    public Breaking lookedInto(Side side, Subject subject) {
        String found = Diagnosis.ofEventLoop(scenario, subject);
        if (found.isEmpty()) {
            return this;
        }
        return new Breaking(scenario, names, outcomes, said, and(notes, side.called() + ": " + found), broken, busy);
    }

    /** What is proved. */
    public Verdict verdict() {
        if (!busy.isEmpty()) {
            return Verdict.BUSY;
        }
        return broken.isEmpty() ? Verdict.PROVED : Verdict.BROKEN;
    }

    /** Whether the whole contract held. */
    public boolean proved() {
        return verdict() == Verdict.PROVED;
    }

    /** The sides of which a clause did not hold. */
    public List<Side> brokenSides() {
        if (verdict() != Verdict.BROKEN) {
            return List.of();
        }
        return scenario.sides().stream()
                .filter(side -> broken.stream().anyMatch(line -> line.contains(" on " + side.called() + ": ")))
                .toList();
    }

    /** The first figure of the contract, on all sides. */
    public String headline() {
        String name = scenario.contract().get(0).figure();
        return name + ": "
                + outcomes.stream()
                        .map(outcome -> outcome.figures().get(name).text())
                        .collect(Collectors.joining(" → "));
    }

    /** What is proved if the contract held. */
    public String proof() {
        return "the pain shows on " + scenario.hurt().called() + " and is gone on "
                + scenario.cured().called();
    }

    /** What the contract says of the server of one's own, in words. */
    public String ownVerdict() {
        if (!busy.isEmpty()) {
            return MachineWatch.sentence(busy);
        }
        Outcome own = outcomes.get(2);
        if (scenario.contract().stream().allMatch(claim -> claim.hurts().test(value(own, claim)))) {
            return "the pain shows, as on " + scenario.hurt().called();
        }
        List<String> uncured = uncured();
        return uncured.isEmpty()
                ? "the pain is gone, as on " + scenario.cured().called()
                : "the pain is not gone: " + String.join("; ", uncured);
    }

    /** The figures of the server of one's own that are not as where the pain is gone, in words. */
    public List<String> uncured() {
        Outcome hurt = outcomes.get(0);
        Outcome own = outcomes.get(2);
        return scenario.contract().stream()
                .filter(claim -> !claim.cured().holds(value(hurt, claim), value(own, claim)))
                .map(claim -> claim.figure() + " should be " + claim.cure() + ", and is "
                        + own.figures().get(claim.figure()).text())
                .toList();
    }

    /**
     * Somebody looks at the event loop if it takes far longer than it should: at once that would disturb the
     * measurement.
     */
    private static Trial attack(Scenario scenario, String called, Subject subject) throws IOException {
        Duration usual = Duration.ofSeconds(scenario.seconds());
        long begun = System.nanoTime();
        try (Bench bench = new Bench(subject, scenario.options());
                Diagnosis looks = new Diagnosis(bench, usual.multipliedBy(2).plus(MARGIN))) {
            try {
                Outcome outcome = scenario.attack().run(bench);
                return new Trial(outcome, Diagnosis.words(bench.servers()), tooLong(called, looks, begun, usual));
            } catch (StartFailure e) {
                throw new IOException(called + ": " + e.getMessage(), e);
            } catch (IOException e) {
                String words = Stream.concat(Diagnosis.words(bench.servers()).stream(), Stream.of(looks.found()))
                        .filter(line -> !line.isEmpty())
                        .map(line -> "\n  " + line)
                        .collect(Collectors.joining());
                throw new IOException(called + ": " + whatHappened(e) + words, e);
            }
        }
    }

    private static List<String> tooLong(String called, Diagnosis looks, long begun, Duration usual) {
        long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
        return looks.found().isEmpty()
                ? List.of()
                : List.of("%s took %d s for what usually takes %d s; %s"
                        .formatted(called, seconds, usual.toSeconds(), looks.found()));
    }

    private static String whatHappened(IOException e) {
        if (e instanceof SocketTimeoutException) {
            return "it did not answer in time";
        }
        return e instanceof EOFException ? "it hung up" : String.valueOf(e.getMessage());
    }

    /** The clauses that do not hold, in words. */
    static List<String> broken(Scenario scenario, List<Outcome> outcomes) {
        List<String> broken = new ArrayList<>();
        for (Claim claim : scenario.contract()) {
            Outcome.Figure before = outcomes.get(0).figures().get(claim.figure());
            if (!claim.hurts().test(before.value())) {
                broken.add("the pain does not show on " + scenario.hurt().called() + ": " + claim.figure()
                        + " should be " + claim.pain() + ", and is " + before.text());
            }
            Outcome.Figure after = outcomes.get(1).figures().get(claim.figure());
            if (!claim.cured().holds(before.value(), after.value())) {
                broken.add("the pain is not gone on " + scenario.cured().called() + ": " + claim.figure()
                        + " should be " + claim.cure() + ", and is " + after.text());
            }
        }
        return broken;
    }

    private static double value(Outcome outcome, Claim claim) {
        return outcome.figures().get(claim.figure()).value();
    }

    private static <T> List<T> and(List<T> list, T more) {
        List<T> longer = new ArrayList<>(list);
        longer.add(more);
        return longer;
    }
}
