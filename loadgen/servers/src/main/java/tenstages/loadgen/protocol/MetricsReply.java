package tenstages.loadgen.protocol;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server's counters, all of them counts of events.
 *
 * @param received valid events
 * @param processed of those, applied
 * @param dropped of those, refused
 * @param pending of those, accepted and neither applied nor failed yet
 * @param failed of those, accepted and given up
 */
public record MetricsReply(long received, long processed, long dropped, long pending, long failed) {
    private static final Pattern FORMAT =
            Pattern.compile("\\{\"received\":(\\d{1,18}),\"processed\":(\\d{1,18}),\"dropped\":(\\d{1,18}),"
                    + "\"pending\":(\\d{1,18}),\"failed\":(\\d{1,18})}");

    /** Reads a reply; empty if it is not one of this kind to the byte, or null. */
    public static Optional<MetricsReply> parse(String line) {
        Matcher counts = FORMAT.matcher(String.valueOf(line));
        return counts.matches()
                ? Optional.of(new MetricsReply(
                        count(counts, 1), count(counts, 2), count(counts, 3), count(counts, 4), count(counts, 5)))
                : Optional.empty();
    }

    /** Whether what was received is all accounted for. */
    public boolean addsUp() {
        return pending == received - processed - dropped - failed;
    }

    /** The reply as a line. */
    @Override
    public String toString() {
        return "{\"received\":%d,\"processed\":%d,\"dropped\":%d,\"pending\":%d,\"failed\":%d}"
                .formatted(received, processed, dropped, pending, failed);
    }

    private static long count(Matcher counts, int group) {
        return Long.parseLong(counts.group(group));
    }
}
