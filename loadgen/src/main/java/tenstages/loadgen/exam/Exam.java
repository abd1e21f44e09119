package tenstages.loadgen.exam;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All promises of the protocol, as items that speak TCP alone: they examine a server in any language. */
public final class Exam {
    /** The options of the reference stages, and the stage that introduces each. */
    private static final Map<String, Integer> KNOWN_SINCE = Map.of(
            "--max-line-bytes", 3,
            "--work-ms", 4,
            "--queue", 5,
            "--max-connections", 5,
            "--workers", 6,
            "--hold-ms", 7,
            "--stripes", 8,
            "--drain-timeout", 10);

    private static final int LOSES_UPDATES = 6;

    private Exam() {}

    /** What a server at this stage must keep: its own items and those of the stages before that still hold. */
    public static List<ExamItem> of(int stage) {
        return Stream.of(
                        FramingItems.ALL,
                        IsolationItems.ALL,
                        JsonItems.ALL,
                        BalanceItems.ALL,
                        QueueItems.ALL,
                        WorkerItems.ALL,
                        MetricsItems.ALL,
                        DrainItems.ALL)
                .flatMap(List::stream)
                .filter(item -> item.since() <= stage && stage <= item.until())
                .toList();
    }

    /**
     * The options to start the server with for this item, as a command line: those that the stage knows. Simulated work is
     * off unless asked for. Stage 6 loses updates as soon as it has two workers, on purpose, so it has one unless asked
     * for more.
     */
    public static List<String> options(ExamItem item, int stage) {
        Map<String, String> options = new TreeMap<>(Map.of("--work-ms", "0", "--hold-ms", "0"));
        if (stage == LOSES_UPDATES) {
            options.put("--workers", "1");
        }
        options.putAll(item.options());
        options.keySet().removeIf(option -> KNOWN_SINCE.get(option) > stage);
        return options.entrySet().stream()
                .flatMap(option -> Stream.of(option.getKey(), option.getValue()))
                .toList();
    }
}
