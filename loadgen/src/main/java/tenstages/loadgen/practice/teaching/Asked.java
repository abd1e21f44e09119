package tenstages.loadgen.practice.teaching;

import java.util.Optional;
import tenstages.loadgen.exam.ExamItem;
import tenstages.loadgen.exam.ItemResult.Verdict;

/**
 * One item of a student's exam, as a file tells it. Its words were written by whoever wrote the file.
 *
 * @param item the item
 * @param verdict what came of it
 * @param said what was seen, if it failed
 * @param reason why it was not run, or cannot be judged; may be empty
 * @param worth its points, if they are known
 */
public record Asked(ExamItem item, Verdict verdict, Said said, String reason, Optional<Worth> worth) {
    /**
     * The evidence of a failure; empty where there is none.
     *
     * @param what what was seen
     * @param expected what had to come
     * @param received what came
     * @param likelyCause what probably causes it
     */
    public record Said(String what, String expected, String received, String likelyCause) {}

    /**
     * Points, in hundredths.
     *
     * @param score what it has brought
     * @param most what it could bring
     */
    public record Worth(long score, long most) {
        static final Worth NOTHING = new Worth(0, 0);

        Worth plus(Worth other) {
            return new Worth(score + other.score, most + other.most);
        }

        /** What it has cost. */
        public long lost() {
            return most - score;
        }
    }

    /** Whether the promise was broken. */
    public boolean failed() {
        return verdict == Verdict.FAIL;
    }

    boolean passed() {
        return verdict == Verdict.PASS;
    }
}
