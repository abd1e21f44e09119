package tenstages.proofs;

import java.util.Map;
import java.util.TreeMap;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionResult;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.datastructures.verifier.Verifier;

/**
 * Looks at the results of each schedule, and counts the outcomes. Lincheck makes one of its own for each search, so
 * what is to be looked for, and what was seen, is kept in the class. A schedule that is called wrong ends the search.
 */
public final class Tally implements Verifier {
    private static Proof proof;
    private static boolean stopAtWrong;
    private static long deadline;
    private static Map<String, Integer> right;
    private static Map<String, Integer> wrong;
    private static int schedules;
    private static String lastWrong;
    private static boolean outOfTime;

    /** Lincheck calls it, with the subject. */
    public Tally(Class<?> subject) {}

    static void begin(Proof of, boolean untilWrong, long until) {
        proof = of;
        stopAtWrong = untilWrong;
        deadline = until;
        right = new TreeMap<>();
        wrong = new TreeMap<>();
        schedules = 0;
        lastWrong = "";
        outOfTime = false;
    }

    @Override
    public boolean verifyResults(ExecutionScenario scenario, ExecutionResult execution) {
        Results results = Results.of(execution);
        String words = proof.words.apply(results);
        boolean isRight = proof.right.test(results);
        schedules++;
        (isRight ? right : wrong).merge(words, 1, Integer::sum);
        if (!isRight) {
            lastWrong = words;
        }
        outOfTime = System.nanoTime() > deadline;
        return !outOfTime && (isRight || !stopAtWrong);
    }

    static Map<String, Integer> right() {
        return right;
    }

    static Map<String, Integer> wrong() {
        return wrong;
    }

    static int schedules() {
        return schedules;
    }

    static String lastWrong() {
        return lastWrong;
    }

    static boolean outOfTime() {
        return outOfTime;
    }
}
