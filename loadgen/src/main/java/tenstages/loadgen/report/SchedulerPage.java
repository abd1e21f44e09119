package tenstages.loadgen.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import tenstages.loadgen.proofs.Laboratory;
import tenstages.loadgen.proofs.Recording;

/**
 * A page on which the reader is the scheduler of two workers. It knows nothing of locks or maps: a step can be taken if
 * some recorded schedule takes it, and does what it did there.
 */
public final class SchedulerPage {
    private static final String TEMPLATE = "scheduler.html";
    private static final String SCRIPT = "scheduler.js";
    private static final String FILE = "Balances.java";

    /** What the template's marks stand for. */
    private record View(Html.Frame frame, String data, String script) {}

    private SchedulerPage() {}

    /** The page. Throws IOException if a source file is not there. */
    public static String html(List<Recording> recordings) throws IOException {
        ArrayNode machines = JsonNodeFactory.instance.arrayNode();
        for (Recording recording : recordings) {
            machines.add(machine(recording));
        }
        return Html.page(TEMPLATE, new View(Html.frame(), Html.data(machines), Html.resource(SCRIPT)));
    }

    private static ObjectNode machine(Recording recording) throws IOException {
        ObjectNode machine = JsonNodeFactory.instance.objectNode();
        machine.put("name", recording.trial().name()).put("schedules", recording.schedules());
        machine.set("lines", lines(recording));
        ArrayNode paths = machine.putArray("paths");
        for (Recording.Path path : recording.paths()) {
            ObjectNode node = paths.addObject().put("count", path.count()).put("balance", path.balance());
            ArrayNode steps = node.putArray("steps");
            path.steps()
                    .forEach(step ->
                            steps.addArray().add(step.worker()).add(step.line()).add(step.what()));
        }
        return machine;
    }

    /** The method that the workers run, line by line, from the first step to the last one. */
    private static ArrayNode lines(Recording recording) throws IOException {
        List<String> source = Files.readAllLines(Laboratory.source(recording.trial(), FILE));
        ArrayNode lines = JsonNodeFactory.instance.arrayNode();
        int first = bound(recording, true);
        int last = bound(recording, false);
        for (int line = first; line <= Math.min(last, source.size()); line++) {
            lines.addArray().add(line).add(source.get(line - 1));
        }
        return lines;
    }

    private static int bound(Recording recording, boolean least) {
        var lines = recording.paths().stream()
                .flatMap(path -> path.steps().stream())
                .mapToInt(Recording.Step::line)
                .filter(line -> line > 0)
                .summaryStatistics();
        return least ? lines.getMin() : lines.getMax();
    }
}
