package tenstages.loadgen.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Tells what a reply is and counts it. Most replies are equal to one of the last few, so those are looked at first,
 * before any JSON is read.
 */
final class ReplyReader {
    /** The buffer limits a reply; how deep it is, and how many digits its numbers have, is the server's affair. */
    private static final ObjectReader JSON = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(Integer.MAX_VALUE)
                            .maxNumberLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .reader()
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final byte[] BALANCE = "{\"status\":\"ok\",\"balance\":".getBytes(UTF_8);

    /** A server may answer each request in other words. */
    private static final int MOST_REPLIES = 1000;

    private static final int MOST_NAMED = 20;
    private static final int LAST_READ = 4;
    private static final Read NOTHING = new Read(new byte[0], null);

    private final Asked asked;
    private final List<OkExpression> ok;
    private final Set<ByteBuffer> requests = new HashSet<>();
    private final Map<Words, Reply> replies = new HashMap<>();
    /** How many replies of each kind came whose words are not kept. */
    private final Map<ReplyKind, Long> forgotten = new EnumMap<>(ReplyKind.class);

    private final Reply done = counter("ok", ReplyKind.OK);
    private final Read[] lastRead = new Read[LAST_READ];
    private int readNext;
    private Reply reply;
    private int length;

    private record Words(String label, ReplyKind kind) {}

    /** A line, and what it says. */
    private record Read(byte[] line, Reply reply) {}

    /** All replies that say the same. */
    static final class Reply {
        final String label;
        final ReplyKind kind;
        long count;

        private Reply(String label, ReplyKind kind) {
            this.label = label;
            this.kind = kind;
        }
    }

    ReplyReader(RequestLines lines) {
        asked = lines.asked();
        ok = lines.ok();
        Arrays.fill(lastRead, NOTHING);
        // The first line of JSON takes long, because classes are loaded for it. Better now than while requests are due.
        parse("{}");
        for (int i = 0; i < lines.count(); i++) {
            requests.add(ByteBuffer.wrap(lines.line(i)));
        }
    }

    /**
     * Reads the reply that begins at this place, as the answer to the request (null if nothing was asked). Returns
     * false if its end has not arrived; else {@link #reply()} and {@link #length()} tell what it is.
     */
    boolean next(byte[] bytes, int from, int end, byte[] request) {
        for (Read read : lastRead) {
            if (startsWith(bytes, from, end, read.line)) {
                found(read.reply, read.line.length);
                return true;
            }
        }
        if (request != null && ok.isEmpty() && startsWith(bytes, from, end, request)) {
            found(done, request.length);
            return true;
        }
        int newline = from;
        while (newline < end && bytes[newline] != '\n') {
            newline++;
        }
        if (newline == end) {
            return false;
        }
        found(read(bytes, from, newline + 1), newline + 1 - from);
        return true;
    }

    Reply reply() {
        return reply;
    }

    /** Of the reply's line, newline included. */
    int length() {
        return length;
    }

    private void found(Reply what, int lineLength) {
        reply = what;
        length = lineLength;
    }

    private Reply read(byte[] bytes, int from, int to) {
        if (asked == Asked.EVENT && ok.isEmpty() && isBalance(bytes, from, to)) {
            return done;
        }
        if (asked == Asked.REDIS_INTEGER && isRedisInteger(bytes, from, to)) {
            return done;
        }
        if (ok.isEmpty() && requests.contains(ByteBuffer.wrap(bytes, from, to - from))) {
            return counter("echo of another request", ReplyKind.FOREIGN);
        }
        Reply read = parse(new String(bytes, from, to - from, UTF_8));
        lastRead[readNext] = new Read(Arrays.copyOfRange(bytes, from, to), read);
        readNext = (readNext + 1) % LAST_READ;
        return read;
    }

    private static boolean startsWith(byte[] bytes, int from, int end, byte[] line) {
        int length = line.length;
        return length > 0 && end - from >= length && Arrays.equals(bytes, from, from + length, line, 0, length);
    }

    private Reply parse(String line) {
        JsonNode json;
        try {
            json = JSON.readTree(line);
        } catch (JsonProcessingException e) {
            return counter("garbled", ReplyKind.GARBLED);
        }
        if (!json.isObject()) {
            return counter("garbled", ReplyKind.GARBLED);
        }
        ReplyWords words = ReplyWords.of(json);
        if (!ok.isEmpty()) {
            ReplyKind kind = byCondition(json, words.kind());
            return counter(
                    words.kind() == ReplyKind.UNKNOWN ? kind.name().toLowerCase(Locale.ROOT) : words.label(), kind);
        }
        return words.kind().success() && !asked.fits(json)
                ? counter(words.label() + ", to another kind of request", ReplyKind.FOREIGN)
                : counter(words.label(), words.kind());
    }

    private ReplyKind byCondition(JsonNode json, ReplyKind said) {
        if (ok.stream().anyMatch(condition -> condition.holds(json))) {
            return said == ReplyKind.ACCEPTED ? said : ReplyKind.OK;
        }
        return said == ReplyKind.REJECTED ? said : ReplyKind.ERROR;
    }

    private Reply counter(String label, ReplyKind kind) {
        Reply known = replies.get(new Words(label, kind));
        if (known != null) {
            return known;
        }
        if (replies.size() >= MOST_REPLIES) {
            forgetTheRarest();
        }
        Reply added = new Reply(label, kind);
        replies.put(new Words(label, kind), added);
        return added;
    }

    /** Of many different replies half are counted together, by their kind. What comes often stays. */
    private void forgetTheRarest() {
        replies.values().stream()
                .filter(each -> each != done)
                .sorted(Comparator.comparingLong(each -> each.count))
                .limit(MOST_REPLIES / 2)
                .toList()
                .forEach(each -> {
                    replies.remove(new Words(each.label, each.kind));
                    forgotten.merge(each.kind, each.count, Long::sum);
                });
        Arrays.fill(lastRead, NOTHING);
    }

    /** Balances differ from one reply to the next; reading each as JSON would make the client the slow one. */
    private static boolean isBalance(byte[] bytes, int from, int to) {
        int digits = from + BALANCE.length;
        if (to - digits < 3 || !Arrays.equals(bytes, from, digits, BALANCE, 0, BALANCE.length)) {
            return false;
        }
        return isInteger(bytes, digits, to - 2) && bytes[to - 2] == '}';
    }

    private static boolean isRedisInteger(byte[] bytes, int from, int to) {
        return bytes[from] == ':' && isInteger(bytes, from + 1, to - 2) && bytes[to - 2] == '\r';
    }

    private static boolean isInteger(byte[] bytes, int from, int to) {
        int digits = from < to && bytes[from] == '-' ? from + 1 : from;
        for (int i = digits; i < to; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                return false;
            }
        }
        return to > digits;
    }

    /** Counts what another one has counted. */
    void add(ReplyReader other) {
        other.replies.values().forEach(theirs -> counter(theirs.label, theirs.kind).count += theirs.count);
        other.forgotten.forEach((kind, count) -> forgotten.merge(kind, count, Long::sum));
    }

    /** How many different replies it remembers. */
    int kept() {
        return replies.size();
    }

    /** How often each reply came, by its words: the most frequent ones, in alphabetical order, then all others. */
    Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        replies.values().stream()
                .filter(each -> each.count > 0)
                .forEach(each -> counts.merge(each.label, each.count, Long::sum));
        Set<String> rare = counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .skip(MOST_NAMED)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        long others = forgotten.values().stream().mapToLong(count -> count).sum()
                + rare.stream().mapToLong(counts::get).sum();
        counts.keySet().removeAll(rare);
        Map<String, Long> told = new LinkedHashMap<>(counts);
        if (others > 0) {
            told.put(LoadResult.OTHERS, others);
        }
        return told;
    }

    long count(ReplyKind kind) {
        return forgotten.getOrDefault(kind, 0L)
                + replies.values().stream()
                        .filter(each -> each.kind == kind)
                        .mapToLong(each -> each.count)
                        .sum();
    }
}
