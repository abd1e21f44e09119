package tenstages.loadgen.proofs;

import java.util.List;
import java.util.Map;

/**
 * What is said of a program, and the trials that hold it.
 *
 * @param title what is claimed, in a line
 * @param scenario who does what at the same time
 * @param holds what must hold whatever the schedule is
 * @param harm what has happened where it does not
 * @param columns the threads' names; empty if they are workers with a letter each, in the order in which they begin
 * @param steps which steps of a schedule are told
 * @param words what is said of a step, by a pattern of it
 * @param trials the claim's own and its controls
 */
public record Claim(
        String title,
        String scenario,
        String holds,
        String harm,
        List<String> columns,
        Steps steps,
        Map<String, String> words,
        List<Trial> trials) {}
