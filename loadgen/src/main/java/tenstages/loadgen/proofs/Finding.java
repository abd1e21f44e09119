package tenstages.loadgen.proofs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of a trial.
 *
 * @param trial what was tried
 * @param end how the search ended
 * @param schedules how many were tried
 * @param right how often each right outcome was seen
 * @param wrong how often each wrong one was
 * @param foundAt which schedule was the first wrong one, counted from 1; 0 if none was
 * @param outcome the outcome of that one
 * @param report what Lincheck says of it, or why the search has come to no end
 */
public record Finding(
        Trial trial,
        End end,
        int schedules,
        Map<String, Integer> right,
        Map<String, Integer> wrong,
        int foundAt,
        String outcome,
        List<String> report) {
    private static final String OWN = "proof: ";

    /** How a search ends. */
    public enum End {
        ALL,
        LIMIT,
        /** A schedule has come to no end, because its threads wait for each other. */
        STUCK,
        /** The clock has ended it, or it has failed. */
        UNFINISHED
    }

    /** What a trial says of its claim. */
    public enum Verdict {
        AS_EXPECTED,
        NOT_FINISHED,
        BROKEN
    }

    /** From the lines that the search has printed. Those that are not its own are left out. */
    static Finding of(Trial trial, List<String> lines) {
        Map<String, List<String>> told = new TreeMap<>();
        for (String line : lines) {
            if (line.startsWith(OWN)) {
                String[] words = line.substring(OWN.length()).split(" ", 2);
                told.computeIfAbsent(words[0], key -> new ArrayList<>()).add(words.length > 1 ? words[1] : "");
            }
        }
        return new Finding(
                trial,
                told.containsKey("done") ? end(told.get("end").get(0)) : End.UNFINISHED,
                Integer.parseInt(first(told, "schedules", "0")),
                outcomes(told.getOrDefault("right", List.of())),
                outcomes(told.getOrDefault("wrong", List.of())),
                Integer.parseInt(first(told, "found", "0")),
                first(told, "outcome", ""),
                told.getOrDefault("report", told.containsKey("done") ? List.of() : others(lines)));
    }

    private static List<String> others(List<String> lines) {
        return lines.stream().filter(line -> !line.startsWith(OWN)).toList();
    }

    private static End end(String word) {
        return switch (word) {
            case "all" -> End.ALL;
            case "limit" -> End.LIMIT;
            case "stuck" -> End.STUCK;
            default -> End.UNFINISHED;
        };
    }

    private static String first(Map<String, List<String>> told, String what, String otherwise) {
        return told.getOrDefault(what, List.of(otherwise)).get(0);
    }

    private static Map<String, Integer> outcomes(List<String> lines) {
        Map<String, Integer> outcomes = new TreeMap<>();
        for (String line : lines) {
            String[] words = line.split(" ", 2);
            outcomes.put(words[1], Integer.parseInt(words[0]));
        }
        return outcomes;
    }

    /** How many schedules went wrong. */
    public int wrongCount() {
        return wrong.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Whether there is a schedule to be shown. */
    public boolean found() {
        return end == End.STUCK || foundAt > 0;
    }

    /**
     * No wrong schedule is a result only where the search went as far as it should, and a wrong one only where it could
     * be shown. A claim whose control was not found is not judged by this trial but by that one.
     */
    public Verdict verdict() {
        if (found()) {
            return trial.mustBeFound() ? Verdict.AS_EXPECTED : Verdict.BROKEN;
        }
        boolean isFarEnough = end == End.ALL || end == End.LIMIT && trial.role() == Trial.Role.NONE_OF_FIRST;
        if (!isFarEnough || schedules == 0 || wrongCount() > 0 || trial.role() == Trial.Role.CONTROL) {
            return Verdict.NOT_FINISHED;
        }
        return trial.mustBeFound() ? Verdict.BROKEN : Verdict.AS_EXPECTED;
    }
}
