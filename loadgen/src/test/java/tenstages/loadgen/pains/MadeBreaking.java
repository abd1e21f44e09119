package tenstages.loadgen.pains;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What became of a scenario, without any server: each figure of its contract has a value and a text of its own. */
public final class MadeBreaking {
    private MadeBreaking() {}

    /** All claims held. */
    public static Breaking proved(Scenario scenario) {
        return of(scenario, List.of());
    }

    /** No claim held. */
    public static Breaking broken(Scenario scenario) {
        return of(
                scenario,
                scenario.contract().stream()
                        .map(claim ->
                                "the pain does not show on " + scenario.hurt().called() + ": " + claim.figure()
                                        + " should be " + claim.pain() + ", and is something else")
                        .toList());
    }

    private static Breaking of(Scenario scenario, List<String> broken) {
        List<Outcome> outcomes = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            outcomes.add(outcome(scenario, 100 * scenario.number() + 10 * i));
            names.add(name(scenario.sides().get(i)));
        }
        return new Breaking(scenario, names, outcomes, List.of(List.of(), List.of()), List.of(), broken, "");
    }

    /** The same with a server of one's own, whose figures are no numbers. */
    public static Breaking withOwn(Breaking breaking) {
        Outcome own = new Outcome();
        for (String name : Outcome.names(breaking.outcomes())) {
            own.bar("bar " + name, name, Double.NaN, "own text");
        }
        List<String> names = new ArrayList<>(breaking.names());
        names.add("yours");
        List<Outcome> outcomes = new ArrayList<>(breaking.outcomes());
        outcomes.add(own);
        List<List<String>> said = new ArrayList<>(breaking.said());
        said.add(List.of());
        return new Breaking(
                breaking.scenario(), names, outcomes, said, breaking.notes(), breaking.broken(), breaking.busy());
    }

    private static String name(Side side) {
        try {
            return side.name();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Figures from that number on, each one more than the one before. */
    private static Outcome outcome(Scenario scenario, int first) {
        Outcome outcome = new Outcome();
        Set<String> names =
                scenario.contract().stream().map(Claim::figure).collect(Collectors.toCollection(LinkedHashSet::new));
        int number = first;
        for (String name : names) {
            outcome.bar("bar " + name, name, number, number + " of <1000>");
            number++;
        }
        return outcome;
    }

    /** A scenario that starts no server. */
    public static Scenario scenario(int number, boolean holds) {
        return scenario(number, holds, bench -> new Outcome().bar("bar", "a figure", 5, "five"));
    }

    /** A scenario with an attack of its own. */
    public static Scenario scenario(int number, boolean holds, Scenario.Attack attack) {
        return new Scenario(
                number,
                Side.stage(number),
                Side.stage(number + 1),
                "a title",
                "Why it hurts.",
                "what is gained",
                "what is not",
                Scenario.all().get(0).cure(),
                Map.of(),
                List.of(new Claim("a figure", "1", value -> holds, "2", (before, after) -> holds)),
                "an axis",
                1,
                false,
                attack);
    }

    /** The same scenario with these words wherever it has words. */
    public static Scenario hostile(Scenario scenario, String words) {
        return new Scenario(
                scenario.number(),
                scenario.hurt(),
                scenario.cured(),
                words,
                words,
                words,
                words,
                scenario.cure(),
                Map.of("--queue", words),
                List.of(new Claim(words, words, value -> true, words, (before, after) -> true)),
                words,
                1,
                false,
                scenario.attack());
    }

    /** An outcome with these words for its one figure. */
    public static Outcome outcome(String words) {
        return new Outcome().bar(words, words, 1, words);
    }
}
