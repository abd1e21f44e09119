package tenstages.loadgen.model;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The options of a stage, with its defaults. As the stages do, it takes no option that the stage does not have. */
record ModelOptions(
        int port,
        int maxLineBytes,
        int maxConnections,
        int workMs,
        int queue,
        int workers,
        int holdMs,
        int stripes,
        int drainMs) {
    private static final Map<String, Integer> SINCE = Map.of(
            "--port", 1,
            "--max-line-bytes", 3,
            "--max-connections", 3,
            "--work-ms", 4,
            "--queue", 5,
            "--workers", 6,
            "--hold-ms", 7,
            "--stripes", 8,
            "--drain-ms", 10);

    private static final int MOST = 999_999_999;
    private static final int MOST_PORT = 65_535;

    /** Of those that cannot be 0. */
    private static final Map<String, Integer> LEAST =
            Map.of("--max-line-bytes", 1, "--max-connections", 1, "--queue", 1, "--workers", 1, "--stripes", 1);

    static ModelOptions of(int stage, List<String> words) throws IOException {
        Map<String, Integer> given = new HashMap<>();
        for (int i = 0; i < words.size(); i += 2) {
            if (SINCE.getOrDefault(words.get(i), Integer.MAX_VALUE) > stage) {
                throw new IOException("stage " + stage + " has no option " + words.get(i));
            }
            given.put(words.get(i), number(words.get(i), i + 1 < words.size() ? words.get(i + 1) : ""));
        }
        return new ModelOptions(
                given.getOrDefault("--port", 0),
                given.getOrDefault("--max-line-bytes", stage < 3 ? Integer.MAX_VALUE : 65_536),
                given.getOrDefault("--max-connections", stage < 3 ? Integer.MAX_VALUE : 10_000),
                given.getOrDefault("--work-ms", stage < 4 ? 0 : stage < 7 ? 500 : 100),
                given.getOrDefault("--queue", 100),
                given.getOrDefault("--workers", stage < 6 ? 1 : stage == 6 ? 4 : 16),
                given.getOrDefault("--hold-ms", stage < 7 ? 0 : 10),
                given.getOrDefault("--stripes", stage < 8 ? 1 : 64),
                given.getOrDefault("--drain-ms", 10_000));
    }

    private static int number(String option, String word) throws IOException {
        int least = LEAST.getOrDefault(option, 0);
        int most = option.equals("--port") ? MOST_PORT : MOST;
        if (!word.matches("\\d{1,9}") || Integer.parseInt(word) < least || Integer.parseInt(word) > most) {
            String range = "from " + least + " to " + most;
            throw new IOException(option + ": must be a number " + range + ", and not '" + word + "'");
        }
        return Integer.parseInt(word);
    }
}
