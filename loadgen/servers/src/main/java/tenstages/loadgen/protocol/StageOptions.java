package tenstages.loadgen.protocol;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The options that the protocol has for a server at each stage, in any language. */
public final class StageOptions {
    /** The number of the last stage. */
    public static final int LAST_STAGE = 10;

    private static final Map<String, Integer> SINCE = Map.of(
            "--max-line-bytes", 3,
            "--max-connections", 3,
            "--work-ms", 4,
            "--queue", 5,
            "--workers", 6,
            "--hold-ms", 7,
            "--stripes", 8,
            "--drain-ms", 10);

    private StageOptions() {}

    /** Those of the options that a server at this stage knows, as a command line in the order of the alphabet. */
    public static List<String> known(int stage, Map<String, String> options) {
        return new TreeMap<>(options)
                .entrySet().stream()
                        .filter(option -> SINCE.getOrDefault(option.getKey(), Integer.MAX_VALUE) <= stage)
                        .flatMap(option -> Stream.of(option.getKey(), option.getValue()))
                        .toList();
    }

    /** All of them but {@code --port}, in the order of the alphabet. */
    public static List<String> names() {
        return SINCE.keySet().stream().sorted().toList();
    }
}
