package tenstages.proofs;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;

/**
 * All schedules of a proof, up to a limit: first every one of them is tried and counted, and then, if any was wrong,
 * the first wrong one is looked for again and written down. Two searches, because a search ends at what it finds.
 */
final class Search {
    private static final String TIMED_OUT = "see the thread dump";

    private final Proof proof;
    private final int limit;
    private final long deadline;
    private final PrintStream out;

    Search(Proof proof, int limit, long deadline, PrintStream out) {
        this.proof = proof;
        this.limit = limit;
        this.deadline = deadline;
        this.out = out;
    }

    void run() {
        String stuck = search(false);
        tell("schedules", String.valueOf(Tally.schedules()));
        Tally.right().forEach((words, count) -> tell("right", count + " " + words));
        Tally.wrong().forEach((words, count) -> tell("wrong", count + " " + words));
        if (stuck != null && !Tally.outOfTime()) {
            // A schedule that does not come to its end is a finding too, if it was the schedule and not the clock.
            tell("end", stuck.contains(TIMED_OUT) ? "time" : "stuck");
            report(stuck);
            return;
        }
        tell("end", Tally.outOfTime() ? "time" : Tally.schedules() < limit ? "all" : "limit");
        if (!Tally.wrong().isEmpty()) {
            String found = search(true);
            tell("found", Tally.outOfTime() || found == null ? "0" : String.valueOf(Tally.schedules()));
            tell("outcome", Tally.lastWrong());
            report(String.valueOf(found));
        }
    }

    /** What Lincheck says of the schedule at which it stopped; null if it came to its end. */
    private String search(boolean untilWrong) {
        Tally.begin(proof, untilWrong, deadline);
        ModelCheckingOptions options = new ModelCheckingOptions()
                .iterations(0)
                .invocationsPerIteration(limit)
                .minimizeFailedScenario(false)
                .addCustomScenario(new ExecutionScenario(
                        List.of(), proof.threads.stream().map(this::actors).toList(), actors(proof.afterwards), null))
                .verifier(Tally.class);
        proof.atomic.forEach(classes -> options.addGuarantee(
                ManagedStrategyGuaranteeKt.forClasses((String name) -> name.matches(classes))
                        .allMethods()
                        .treatAsAtomic()));
        proof.ignored.forEach(classes -> options.addGuarantee(
                ManagedStrategyGuaranteeKt.forClasses((String name) -> name.matches(classes))
                        .allMethods()
                        .ignore()));
        try {
            options.check(proof.subject);
            return null;
        } catch (LincheckAssertionError e) {
            return e.getMessage();
        }
    }

    private List<Actor> actors(List<Proof.Call> calls) {
        List<Actor> actors = new ArrayList<>();
        for (Proof.Call call : calls) {
            actors.add(new Actor(
                    Stream.of(proof.subject.getMethods())
                            .filter(method -> method.getName().equals(call.method()))
                            .findFirst()
                            .orElseThrow(),
                    call.arguments(),
                    false,
                    false,
                    false,
                    false,
                    false));
        }
        return actors;
    }

    private void report(String text) {
        text.lines().forEach(line -> tell("report", line));
    }

    /** Lincheck prints as well, so each line of ours says that it is one. */
    private void tell(String what, String words) {
        out.println("proof: " + what + " " + words);
    }
}
