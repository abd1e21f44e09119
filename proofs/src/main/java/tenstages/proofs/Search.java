package tenstages.proofs;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuarantee;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;

/**
 * All schedules of a proof, up to a limit, or until one goes wrong. If one does, a second search counts how many do: a
 * search ends at what it finds.
 */
final class Search {
    private static final String TIMED_OUT = "see the thread dump";

    /** Where a schedule went wrong, no more than these are counted. */
    private static final int MOST_COUNTED = 200;

    private final Proof proof;
    private final int limit;
    private final long nanos;
    private final PrintStream out;

    /** Each of the two searches may take so long. */
    Search(Proof proof, int limit, long nanos, PrintStream out) {
        this.proof = proof;
        this.limit = limit;
        this.nanos = nanos;
        this.out = out;
    }

    void run() {
        String found = search(true, limit);
        if (found == null || Tally.outOfTime()) {
            tally(Tally.outOfTime() ? "time" : end(limit));
            return;
        }
        report(found);
        if (Tally.lastWrong().isEmpty()) {
            // A schedule that does not come to its end is a finding too, if it was the schedule and not the clock.
            tally(found.contains(TIMED_OUT) ? "time" : "stuck");
        } else {
            tell("found", String.valueOf(Tally.schedules()));
            tell("outcome", Tally.lastWrong());
            int most = Math.min(limit, MOST_COUNTED);
            String stuck = search(false, most);
            tally(stuck == null && !Tally.outOfTime() ? end(most) : "limit");
        }
    }

    private static String end(int most) {
        return Tally.schedules() < most ? "all" : "limit";
    }

    private void tally(String end) {
        tell("schedules", String.valueOf(Tally.schedules()));
        Tally.right().forEach((words, count) -> tell("right", count + " " + words));
        Tally.wrong().forEach((words, count) -> tell("wrong", count + " " + words));
        tell("end", end);
    }

    /** What Lincheck says of the schedule at which it stopped; null if it came to its end. */
    private String search(boolean untilWrong, int most) {
        Tally.begin(proof, untilWrong, System.nanoTime() + nanos);
        ModelCheckingOptions options = new ModelCheckingOptions()
                .iterations(0)
                .invocationsPerIteration(most)
                .minimizeFailedScenario(false)
                .addCustomScenario(new ExecutionScenario(
                        List.of(), proof.threads.stream().map(this::actors).toList(), actors(proof.afterwards), null))
                .verifier(Tally.class);
        options.addGuarantee(methodsOf(proof.atomic).treatAsAtomic());
        options.addGuarantee(methodsOf(proof.ignored).ignore());
        try {
            options.check(proof.subject);
            return null;
        } catch (LincheckAssertionError e) {
            return e.getMessage();
        }
    }

    private static ManagedStrategyGuarantee.GuaranteeBuilder methodsOf(List<String> classes) {
        return ManagedStrategyGuaranteeKt.forClasses(classes.toArray(String[]::new))
                .allMethods();
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
