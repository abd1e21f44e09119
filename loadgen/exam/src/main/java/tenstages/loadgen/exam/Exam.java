package tenstages.loadgen.exam;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tenstages.loadgen.protocol.StageOptions;

/**
 * All promises of the protocol, as items that examine a server in any language: over TCP, and those of a drain also by
 * signals, exit codes and what the server prints.
 */
public final class Exam {
    private static final int STAGE_THAT_LOSES_UPDATES = 6;

    private Exam() {}

    /**
     * What a server at this stage must keep: first its own items, then those of the stages before that still hold, from
     * the last to the first.
     */
    public static List<ExamItem> of(int stage) {
        return Stream.of(
                        FramingItems.ALL,
                        IsolationItems.ALL,
                        JsonItems.ALL,
                        LimitItems.ALL,
                        BalanceItems.ALL,
                        QueueItems.ALL,
                        WorkerItems.ALL,
                        MetricsItems.ALL,
                        DrainItems.ALL,
                        DrainUnderLoadItems.ALL)
                .flatMap(List::stream)
                .filter(item -> item.since() <= stage && stage <= item.until())
                .sorted(Comparator.comparing(ExamItem::since).reversed())
                .toList();
    }

    /**
     * The options to start the server with for this item, as a command line: those that the stage knows. Simulated work
     * is off unless asked for. Stage 6 loses updates as soon as it has two workers, on purpose, so it has one unless
     * asked for more.
     */
    public static List<String> options(ExamItem item, int stage) {
        Map<String, String> options = new TreeMap<>(Map.of("--work-ms", "0", "--hold-ms", "0"));
        if (stage == STAGE_THAT_LOSES_UPDATES) {
            options.put("--workers", "1");
        }
        options.putAll(item.options());
        return StageOptions.known(stage, options);
    }
}
