package tenstages.loadgen.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What was done in a run, by its result, and whether another one was like it. */
final class PlanLine {
    /** The same time, nearly: what a run waits for at its end comes on top of it. */
    private static final double ALIKE = 1.2;

    private PlanLine() {}

    /** The plan, how long it took, and the verdict. */
    static String of(JsonNode run) {
        JsonNode plan = run.path("plan");
        boolean open = plan.path("loop").asText().equals("open");
        return plan.path("loop").asText() + " loop"
                + (open
                        ? ", %s requests/s, %s"
                                .formatted(rate(plan), plan.path("arrivals").asText())
                        : "")
                + ", " + plan.path("connections").asText() + " connections"
                + (open ? "" : ", pipeline " + plan.path("pipeline").asText())
                + ", %.1f s, %s".formatted(run.path("seconds").asDouble(), status(run));
    }

    /** In what two runs differ, so that their numbers cannot be compared; empty if they are alike. */
    static List<String> differences(JsonNode a, JsonNode b) {
        List<String> differences = new ArrayList<>();
        differ(differences, "loop", a.at("/plan/loop"), b.at("/plan/loop"));
        differ(differences, "what is a success", a.at("/plan/ok_if"), b.at("/plan/ok_if"));
        differ(differences, "connections", a.at("/plan/connections"), b.at("/plan/connections"));
        if (differences.contains("loop")) {
            // The one has a rate, and the other one a pipeline.
            return withVerdict(differences, a, b);
        }
        differ(differences, "rate", a.at("/plan/rate_per_second"), b.at("/plan/rate_per_second"));
        differ(differences, "arrivals", a.at("/plan/arrivals"), b.at("/plan/arrivals"));
        differ(differences, "pipeline", a.at("/plan/pipeline"), b.at("/plan/pipeline"));
        if (lengthDiffers(a, b)) {
            differences.add("length");
        }
        return withVerdict(differences, a, b);
    }

    private static List<String> withVerdict(List<String> differences, JsonNode a, JsonNode b) {
        differ(differences, "verdict", a.at("/verdict/status"), b.at("/verdict/status"));
        return differences;
    }

    private static void differ(List<String> differences, String what, JsonNode a, JsonNode b) {
        if (!a.equals(b)) {
            differences.add(what);
        }
    }

    /** Of as many requests the slower server needs longer, and in the same time it is asked less. */
    private static boolean lengthDiffers(JsonNode a, JsonNode b) {
        double left = a.path("seconds").asDouble();
        double right = b.path("seconds").asDouble();
        return Math.max(left, right) > ALIKE * Math.min(left, right)
                && !a.at("/accounting/scheduled").equals(b.at("/accounting/scheduled"));
    }

    private static String rate(JsonNode plan) {
        double rate = plan.path("rate_per_second").asDouble();
        return rate == Math.rint(rate) ? Text.count(rate) : String.valueOf(rate);
    }

    private static String status(JsonNode run) {
        return run.at("/verdict/status").asText();
    }
}
