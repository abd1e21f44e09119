package tenstages.loadgen.proofs;

import java.util.List;

/**
 * The steps of a schedule that are worth telling: what is called in some files, but for what changes nothing.
 *
 * @param files names of source files; none: the calls that the threads make, and nothing within them
 * @param noise a pattern of what is left out
 */
public record Steps(List<String> files, String noise) {
    private static final String USUAL_NOISE =
            "event\\.\\w+\\(\\).*|\\w*\\.?perform\\(.*|.*Math\\.addExact.*|.*<init>.*|contention\\..*|stripeOf.*"
                    + "|user\\.hashCode.*|result: .*|switch.*|.*\\.pending\\(\\).*|Long\\.valueOf.*|.*longValue.*"
                    + "|loop\\(.*|<iteration.*|System\\.nanoTime.*|IntArray.*|.*\\.consume\\(.*|List\\.of.*"
                    + "|stuckAfter.*|batch\\..*|pace\\..*|parser\\..*";

    static Steps in(String... files) {
        return new Steps(List.of(files), USUAL_NOISE);
    }

    static Steps calls() {
        return new Steps(List.of(), USUAL_NOISE);
    }

    boolean tell(Schedule.Row row) {
        boolean isThere = files.isEmpty() ? row.depth() == 0 : files.contains(row.file());
        return isThere && !row.text().matches(noise);
    }
}
