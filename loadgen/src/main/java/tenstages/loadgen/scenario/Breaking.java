package tenstages.loadgen.scenario;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import tenstages.loadgen.process.Stages;

/**
 * What became of a scenario on stage N and on stage N+1.
 *
 * @param scenario what was done
 * @param stageNames the names of the stages, such as {@code stage04-shared-state}
 * @param outcomes one for each stage
 * @param broken the clauses of the pain contract that did not hold, in words; empty if the pain is proved
 */
public record Breaking(Scenario scenario, List<String> stageNames, List<Outcome> outcomes, List<String> broken) {
    /**
     * Runs the scenario, telling which stage it has come to. Throws IOException if a server cannot be started, or ends
     * before it should.
     */
    public static Breaking of(Scenario scenario, Bench.Launcher launcher, IntConsumer progress) throws IOException {
        List<String> names = new ArrayList<>();
        List<Outcome> outcomes = new ArrayList<>();
        for (int stage = scenario.stage(); stage <= scenario.stage() + 1; stage++) {
            progress.accept(stage);
            names.add(Stages.name(stage));
            outcomes.add(scenario.run(stage, launcher));
        }
        return new Breaking(scenario, names, outcomes, broken(scenario, outcomes));
    }

    /** Whether the whole contract held. */
    public boolean proved() {
        return broken.isEmpty();
    }

    /** The first figure of the contract, on both stages. */
    public String headline() {
        String name = scenario.contract().get(0).figure();
        return name + ": "
                + outcomes.stream()
                        .map(outcome -> outcome.figures().get(name).text())
                        .collect(Collectors.joining(" → "));
    }

    /** What is proved if the contract held. */
    public String proof() {
        return "the pain shows on " + Stages.called(scenario.stage()) + " and is gone on "
                + Stages.called(scenario.stage() + 1);
    }

    private static List<String> broken(Scenario scenario, List<Outcome> outcomes) {
        List<String> broken = new ArrayList<>();
        for (Claim claim : scenario.contract()) {
            Outcome.Figure before = outcomes.get(0).figures().get(claim.figure());
            if (!claim.hurts().test(before.value())) {
                broken.add("the pain does not show on " + Stages.called(scenario.stage()) + ": " + claim.figure()
                        + " should be " + claim.pain() + ", and is " + before.text());
            }
            Outcome.Figure after = outcomes.get(1).figures().get(claim.figure());
            if (!claim.cured().holds(before.value(), after.value())) {
                broken.add("the pain is not gone on " + Stages.called(scenario.stage() + 1) + ": " + claim.figure()
                        + " should be " + claim.cure() + ", and is " + after.text());
            }
        }
        return broken;
    }
}
