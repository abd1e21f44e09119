package tenstages.loadgen.scenario;

import java.io.IOException;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tenstages.loadgen.process.ServerProcess;
import tenstages.loadgen.wire.LineClient;

/** Asks a server for balances. */
final class Balance {
    private static final Pattern REPLY = Pattern.compile("\\{\"status\":\"ok\",\"balance\":(-?\\d+)}");

    private Balance() {}

    /** The user's balance; empty if the server does not know the question. */
    static OptionalLong of(ServerProcess server, String user) throws IOException {
        try (LineClient client = Bench.connect(server)) {
            return read(client.ask(query(user)));
        }
    }

    /** The sum of the balances of {@code user0} to the last one. */
    static long sum(ServerProcess server, int users) throws IOException {
        try (LineClient client = Bench.connect(server)) {
            StringBuilder queries = new StringBuilder();
            for (int i = 0; i < users; i++) {
                queries.append(query("user" + i)).append('\n');
            }
            client.send(queries.toString());
            long sum = 0;
            for (int i = 0; i < users; i++) {
                sum += read(client.readLine()).orElse(0);
            }
            return sum;
        }
    }

    /** The same, once it is what it should become, or after ten seconds. */
    static long awaitSum(ServerProcess server, int users, long expected) throws IOException {
        long deadline = System.nanoTime() + Bench.PATIENCE.toNanos();
        long sum = sum(server, users);
        while (sum != expected && System.nanoTime() - deadline < 0) {
            sum = sum(server, users);
        }
        return sum;
    }

    static String query(String user) {
        return "{\"type\":\"balance\",\"user\":\"" + user + "\"}";
    }

    private static OptionalLong read(String reply) {
        Matcher matcher = REPLY.matcher(String.valueOf(reply));
        return matcher.matches() ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
    }
}
