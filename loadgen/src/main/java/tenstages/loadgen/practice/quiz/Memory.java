package tenstages.loadgen.practice.quiz;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What somebody knows, as far as it was asked. What was not known comes again first, and what was known comes again
 * after a while, which grows each time: a day, three days, a week, two weeks, a month.
 *
 * @param questions by {@link Question#key}
 */
record Memory(Map<String, Known> questions) {
    private static final int[] DAYS = {0, 1, 3, 7, 14, 30};

    /**
     * What became of a question when it was last asked.
     *
     * @param times how often in a row it was known; 0 if it was not
     * @param day when it was last asked, in days since 1970
     */
    record Known(int times, long day) {
        /** A clock that was ahead makes no question wait for longer. */
        private long due(long today) {
            return Math.min(day, today) + DAYS[times];
        }
    }

    /** What stands in a file may be anything. */
    Memory {
        Map<String, Known> sound = new LinkedHashMap<>();
        if (questions != null) {
            questions.forEach((key, known) -> {
                if (known != null) {
                    sound.put(key, new Known(Math.max(0, Math.min(known.times, DAYS.length - 1)), known.day));
                }
            });
        }
        questions = Map.copyOf(sound);
    }

    static Memory blank() {
        return new Memory(Map.of());
    }

    boolean wasAsked(Question question) {
        return questions.containsKey(question.key());
    }

    boolean isKnown(Question question) {
        return wasAsked(question) && questions.get(question.key()).times > 0;
    }

    /** An answer alone, counted on from what is known here. */
    Memory answer(Question question, boolean known, long today) {
        int before = isKnown(question) ? questions.get(question.key()).times : 0;
        int times = known ? Math.min(before + 1, DAYS.length - 1) : 0;
        return new Memory(Map.of(question.key(), new Known(times, today)));
    }

    /** With all that the other one has; where both have something, it is the other's. */
    Memory plus(Memory other) {
        Map<String, Known> both = new LinkedHashMap<>(questions);
        both.putAll(other.questions);
        return new Memory(both);
    }

    /** First what was not known, then what is due again, then what was never asked, and last what is not due yet. */
    List<Question> inOrder(List<Question> page, long today) {
        List<Question> order = new ArrayList<>(page);
        order.sort(Comparator.<Question>comparingInt(question -> turn(question, today))
                .thenComparingLong(
                        question -> wasAsked(question) ? known(question).due(today) : 0)
                .thenComparingInt(Question::number));
        return order;
    }

    private int turn(Question question, long today) {
        if (!wasAsked(question)) {
            return 2;
        }
        if (known(question).times == 0) {
            return 0;
        }
        return known(question).due(today) <= today ? 1 : 3;
    }

    private Known known(Question question) {
        return questions.get(question.key());
    }
}
