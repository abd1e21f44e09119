package tenstages.loadgen.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.SplittableRandom;
import tenstages.loadgen.protocol.Requests;

/** Requests rendered before the load starts, each with its newline, taken in turn and over again. Immutable. */
public final class RequestLines {
    private static final int VARIETY = 4096;

    private final byte[][] lines;
    private final Asked asked;
    private final List<OkExpression> ok;

    private RequestLines(byte[][] lines, Asked asked) {
        this(lines, asked, List.of());
    }

    private RequestLines(byte[][] lines, Asked asked, List<OkExpression> ok) {
        this.lines = lines;
        this.asked = asked;
        this.ok = ok;
    }

    /** Events that buy or sell 1 to 100 for one of the users {@code user0} … ; the same seed gives the same lines. */
    public static RequestLines events(int users, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[][] lines = new byte[Math.max(VARIETY, users)][];
        for (int i = 0; i < lines.length; i++) {
            boolean buy = random.nextBoolean();
            String user = "user" + random.nextInt(users);
            int amount = random.nextInt(1, 101);
            lines[i] = bytes(buy ? Requests.buy(user, amount) : Requests.sell(user, amount));
        }
        return new RequestLines(lines, Asked.EVENT);
    }

    /** Events that buy 1 for each of the users in turn: the balances are then counts. */
    public static RequestLines buysOfOne(int users) {
        return buysOfOne(0, users);
    }

    /** The same for a number of users, from the user with the first number on. */
    public static RequestLines buysOfOne(int first, int users) {
        byte[][] lines = new byte[users][];
        for (int i = 0; i < users; i++) {
            lines[i] = bytes(Requests.buy("user" + (first + i), 1));
        }
        return new RequestLines(lines, Asked.EVENT);
    }

    /**
     * The same changes as increments in the protocol of Redis, for the same number of users: each is answered with an
     * integer on a line.
     */
    public static RequestLines redisIncrements(int users, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[][] lines = new byte[Math.max(VARIETY, users)][];
        for (int i = 0; i < lines.length; i++) {
            String user = "user" + random.nextInt(users);
            String amount = String.valueOf(random.nextInt(1, 101));
            lines[i] = "*3\r\n$6\r\nINCRBY\r\n$%d\r\n%s\r\n$%d\r\n%s\r\n"
                    .formatted(user.length(), user, amount.length(), amount)
                    .getBytes(UTF_8);
        }
        return new RequestLines(lines, Asked.REDIS_INTEGER);
    }

    /** The same line again and again. */
    public static RequestLines of(String line) {
        return new RequestLines(new byte[][] {bytes(line)}, Asked.by(line));
    }

    /** The same lines; a reply is a success if one of these holds for it, and if there are none, by what it says. */
    public RequestLines succeedingIf(List<OkExpression> conditions) {
        return new RequestLines(lines, asked, List.copyOf(conditions));
    }

    /** What makes a reply a success; empty if it is what the reply itself says. */
    public List<OkExpression> ok() {
        return ok;
    }

    private static byte[] bytes(String line) {
        return (line + "\n").getBytes(UTF_8);
    }

    /** How many there are. */
    int count() {
        return lines.length;
    }

    /** What all of them ask for. */
    Asked asked() {
        return asked;
    }

    /** The array is shared: it is for reading only. */
    byte[] line(int index) {
        return lines[index];
    }
}
