package tenstages.loadgen.proofs;

import java.util.ArrayList;
import java.util.List;

/** What a search prints, made by hand. */
public final class MadeFinding {
    private static final List<String> REPORT = List.of(
            "= Invalid execution results =",
            "| ---- |",
            "| Thread 1 | Thread 2 |",
            "Detailed trace:",
            "| --------------------------------------------------------------------------------- |",
            "|               Thread 1                 |               Thread 2                   |",
            "| --------------------------------------------------------------------------------- |",
            row("", "pay(\"alice\", 100): 100"),
            row("", "  balances.apply(Event#1): 100 at T.pay(T.java:11)"),
            row("", "    event.user(): \"alice\" at Balances.apply(Balances.java:22)"),
            row("", "    m.getOrDefault(\"alice\", 0): 0 at Balances.apply(Balances.java:22)"),
            row("", "    switch"),
            row("pay(\"alice\", 100): 100", ""),
            row("    m.getOrDefault(\"a|b\", 0): 0 at B.apply(Balances.java:22)", ""),
            row("    m.put(\"alice\", 100): null at B.apply(Balances.java:25)", ""),
            row("  result: 100", ""),
            row("", "    m.put(\"alice\", 100): 100 at Balances.apply(Balances.java:25)"),
            "| --------------------------------------------------------------------------------- |",
            row("    m.getOrDefault(\"alice\", 0): 100 at B.of(Balances.java:31)", ""),
            "| --------------------------------------------------------------------------------- |");

    private MadeFinding() {}

    private static String row(String one, String two) {
        return "| %-70s | %-70s |".formatted(one, two);
    }

    /** The lines of a report with a trace, as wide as its rows. */
    public static List<String> report() {
        List<String> lines = new ArrayList<>(REPORT);
        lines.set(5, row("Thread 1", "Thread 2"));
        return lines;
    }

    /** Of a search that found something at its third schedule. */
    public static Finding found(Trial trial) {
        List<String> lines = new ArrayList<>(List.of(
                "[WARN] something of the library's own",
                "proof: schedules 42",
                "proof: right 18 balance 200, paid 200",
                "proof: wrong 24 balance 100, paid 200",
                "proof: end all",
                "proof: found 3",
                "proof: outcome balance 100, paid 200"));
        report().forEach(line -> lines.add("proof: report " + line));
        lines.add("proof: done");
        return Finding.of(trial, lines);
    }

    /** Of a process that has died. */
    public static Finding died(Trial trial) {
        return Finding.of(trial, List.of("[WARN] something of the library's own", "", "OutOfMemoryError"));
    }

    /** Of a search that ended so, and found nothing. */
    public static Finding none(Trial trial, String end) {
        return Finding.of(
                trial,
                List.of("proof: schedules 42", "proof: right 42 balance 200", "proof: end " + end, "proof: done"));
    }
}
