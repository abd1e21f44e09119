package tenstages.loadgen.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.SplittableRandom;

/** Requests rendered before the load starts, each with its newline, taken in turn and over again. Immutable. */
public final class RequestLines {
    private static final int VARIETY = 4096;

    private final byte[][] lines;

    private RequestLines(byte[][] lines) {
        this.lines = lines;
    }

    /** Events that buy or sell 1 to 100 for one of the users {@code user0} … ; the same seed gives the same lines. */
    public static RequestLines events(int users, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[][] lines = new byte[Math.max(VARIETY, users)][];
        for (int i = 0; i < lines.length; i++) {
            String action = random.nextBoolean() ? "buy" : "sell";
            lines[i] = event("user" + random.nextInt(users), action, random.nextInt(1, 101));
        }
        return new RequestLines(lines);
    }

    /** Events that buy 1 for each of the users in turn: the balances are then counts. */
    public static RequestLines buysOfOne(int users) {
        byte[][] lines = new byte[users][];
        for (int i = 0; i < users; i++) {
            lines[i] = event("user" + i, "buy", 1);
        }
        return new RequestLines(lines);
    }

    /** The same line again and again. */
    public static RequestLines of(String line) {
        return new RequestLines(new byte[][] {(line + "\n").getBytes(UTF_8)});
    }

    private static byte[] event(String user, String action, int amount) {
        return ("{\"user\":\"" + user + "\",\"action\":\"" + action + "\",\"amount\":" + amount + "}\n")
                .getBytes(UTF_8);
    }

    /** How many there are. */
    int count() {
        return lines.length;
    }

    /** The array is shared: it is for reading only. */
    byte[] line(int index) {
        return lines[index];
    }
}
