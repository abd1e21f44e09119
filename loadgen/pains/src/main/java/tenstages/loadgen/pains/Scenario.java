package tenstages.loadgen.pains;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One way to hurt a stage that does not hurt the next one: the same attack with the same options on both, and what must
 * come of it.
 *
 * @param number its place among the pains, from 1 on
 * @param hurt where it hurts
 * @param cured where it is gone
 * @param title the pain in a few words
 * @param why two sentences: why it hurts, and why it does not hurt any more
 * @param gained what the next stage is better at
 * @param notGained what it is no better at
 * @param cure where the fix stands in the next stage
 * @param options what the servers are started with, as far as they know the options
 * @param contract the pain contract; the figure of its first claim is the headline
 * @param axis what the bars of the chart measure
 * @param seconds how long the attack takes on one stage, about
 * @param timed whether the contract compares times, which a busy machine spoils
 * @param attack what is done to a stage
 */
public record Scenario(
        int number,
        Side hurt,
        Side cured,
        String title,
        String why,
        String gained,
        String notGained,
        Excerpt cure,
        Map<String, String> options,
        List<Claim> contract,
        String axis,
        int seconds,
        boolean timed,
        Attack attack) {

    /** Does something to a stage and measures what comes of it. */
    @FunctionalInterface
    public interface Attack {
        /** Throws IOException if a server does not start, or ends before it should. */
        Outcome run(Bench bench) throws IOException;
    }

    /** All of them, in the order of their stages: one for each of the ten, and two for what is beyond. */
    public static List<Scenario> all() {
        return List.of(
                Break01SilentClient.SCENARIO,
                Break02Garbage.SCENARIO,
                Break03Amnesia.SCENARIO,
                Break04SlowWork.SCENARIO,
                Break05Flood.SCENARIO,
                Break06HotUser.SCENARIO,
                Break07HotLock.SCENARIO,
                Break08Blind.SCENARIO,
                Break09Interrupt.SCENARIO,
                Break10Kill.SCENARIO,
                Break11Machine.SCENARIO,
                Break12Sleeper.SCENARIO);
    }

    /** The options as a command line; empty if there are none. */
    public String optionLine() {
        return new TreeMap<>(options)
                .entrySet().stream()
                        .map(option -> option.getKey() + " " + option.getValue())
                        .collect(Collectors.joining(" "));
    }

    /** Where it hurts, and then where it is gone. */
    public List<Side> sides() {
        return List.of(hurt, cured);
    }
}
