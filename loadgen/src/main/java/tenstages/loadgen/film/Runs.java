package tenstages.loadgen.film;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The run-length code of films: what does not change costs nothing. */
public final class Runs {
    private static final Pattern STATES = Pattern.compile("([^0-9_])(\\d+)(?:_(\\d+))?");
    private static final Pattern STEPS = Pattern.compile("(-?\\d+)x(\\d+)");

    private Runs() {}

    /** States, such as {@code S20W6_0}: twenty samples at work, and then six at which it waits for lock 0. */
    static String ofStates(List<LaneState> states) {
        StringBuilder text = new StringBuilder();
        for (int from = 0, to = 0; from < states.size(); from = to) {
            LaneState state = states.get(from);
            while (to < states.size() && states.get(to).equals(state)) {
                to++;
            }
            text.append(state.letter()).append(to - from);
            if (state.number() >= 0) {
                text.append('_').append(state.number());
            }
        }
        return text.toString();
    }

    /** Back again. */
    public static LaneState[] states(String text, int samples) {
        LaneState[] states = new LaneState[samples];
        Matcher run = STATES.matcher(text);
        int from = 0;
        while (run.find()) {
            int number = run.group(3) == null ? -1 : Integer.parseInt(run.group(3));
            int to = from + Integer.parseInt(run.group(2));
            Arrays.fill(states, from, to, new LaneState(run.group(1).charAt(0), number));
            from = to;
        }
        return states;
    }

    /** Numbers by what they change: {@code 1200x9 -1x4} is nine times 1200, and then four times 1199. */
    static String ofNumbers(int[] numbers) {
        StringBuilder text = new StringBuilder();
        int before = 0;
        for (int from = 0, to = 0; from < numbers.length; from = to) {
            while (to < numbers.length && numbers[to] == numbers[from]) {
                to++;
            }
            text.append(from == 0 ? "" : " ").append(numbers[from] - before).append('x');
            text.append(to - from);
            before = numbers[from];
        }
        return text.toString();
    }

    /** Back again. */
    public static int[] numbers(String text, int samples) {
        int[] numbers = new int[samples];
        Matcher step = STEPS.matcher(text);
        int from = 0;
        int value = 0;
        while (step.find()) {
            value += Integer.parseInt(step.group(1));
            int to = from + Integer.parseInt(step.group(2));
            Arrays.fill(numbers, from, to, value);
            from = to;
        }
        return numbers;
    }
}
