package tenstages.loadgen.proofs;

import java.util.List;
import java.util.stream.Stream;

/**
 * One subject, whose schedules are tried in another process.
 *
 * @param role what is expected of it
 * @param name what is tried, in words
 * @param program what people type for the program whose classes are tried
 * @param sources folders of sources that are compiled against it; what is in them takes the place of its classes
 * @param subject the class that says which threads there are, and what must hold
 * @param limit how many schedules at most
 */
public record Trial(Role role, String name, String program, List<String> sources, String subject, int limit) {
    /** More than any exhaustive trial needs. */
    private static final int ALL = 100_000;

    /** What must come of a trial. */
    public enum Role {
        /** A schedule must be found that goes wrong: it is the pain of the program. */
        PAIN,
        /** None of all schedules goes wrong. */
        NONE_OF_ALL,
        /** None of the first schedules goes wrong: there are too many to try all. */
        NONE_OF_FIRST,
        /** A schedule must be found, or the search would not have found a mistake in the claim either. */
        CONTROL
    }

    static Trial pain(String name, String program, String subject, String... sources) {
        return new Trial(Role.PAIN, name, program, List.of(sources), subject, ALL);
    }

    static Trial noneOfAll(String name, String program, String subject, String... sources) {
        return new Trial(Role.NONE_OF_ALL, name, program, List.of(sources), subject, ALL);
    }

    static Trial noneOfFirst(int limit, String name, String program, String subject, String... sources) {
        return new Trial(Role.NONE_OF_FIRST, name, program, List.of(sources), subject, limit);
    }

    /** The same search with a mistake in it: another subject, or the same with further sources. */
    Trial control(String mistake, String otherSubject, String... further) {
        List<String> all = Stream.concat(sources.stream(), Stream.of(further)).toList();
        return new Trial(Role.CONTROL, mistake, program, all, otherSubject, limit);
    }

    /** Whether a schedule that goes wrong is what must be found. */
    public boolean mustBeFound() {
        return role == Role.PAIN || role == Role.CONTROL;
    }
}
