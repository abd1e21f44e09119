package tenstages.loadgen.proofs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All schedules of a trial that has written its steps down. Many schedules take the same steps in the same order,
 * because threads can be switched at more places than there are steps.
 *
 * @param trial what was tried
 * @param schedules how many schedules there are
 * @param paths the orders of steps that they have taken
 */
public record Recording(Trial trial, int schedules, List<Path> paths) {
    private static final Pattern OUTCOME = Pattern.compile("(-?\\d+) \\| (.*)");
    private static final Pattern STEP = Pattern.compile("(\\w+) (\\d+) (.*)");

    /**
     * An order of steps.
     *
     * @param count how many schedules take it
     * @param balance what is in the map at its end
     * @param steps the steps
     */
    public record Path(int count, long balance, List<Step> steps) {}

    /**
     * A step.
     *
     * @param worker who takes it
     * @param line the line of {@code Balances.java}
     * @param what what it does
     */
    public record Step(String worker, int line, String what) {}

    /** Throws IOException if not all schedules were tried, or were not written down. */
    public static Recording of(Finding finding) throws IOException {
        if (finding.end() != Finding.End.ALL) {
            throw new IOException("not all schedules of " + finding.trial().name() + " could be recorded: "
                    + String.join("\n", finding.report()));
        }
        Map<String, Integer> outcomes = new TreeMap<>(finding.right());
        outcomes.putAll(finding.wrong());
        List<Path> paths = new ArrayList<>();
        for (Map.Entry<String, Integer> outcome : outcomes.entrySet()) {
            Matcher matcher = OUTCOME.matcher(outcome.getKey());
            if (!matcher.matches()) {
                throw new IOException("a schedule was not written down: " + outcome.getKey());
            }
            paths.add(new Path(outcome.getValue(), Long.parseLong(matcher.group(1)), steps(matcher.group(2))));
        }
        return new Recording(finding.trial(), finding.schedules(), paths);
    }

    private static List<Step> steps(String text) {
        List<Step> steps = new ArrayList<>();
        for (String each : text.split("; ", -1)) {
            Matcher step = STEP.matcher(each);
            if (step.matches()) {
                steps.add(new Step(step.group(1), Integer.parseInt(step.group(2)), step.group(3)));
            }
        }
        return steps;
    }
}
