package tenstages.loadgen.pains;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import tenstages.loadgen.process.Server;
import tenstages.loadgen.protocol.Await;
import tenstages.loadgen.protocol.LineClient;
import tenstages.loadgen.protocol.MetricsReply;
import tenstages.loadgen.protocol.Replies;
import tenstages.loadgen.protocol.Requests;

/** What attacks ask a server, each question on a connection of its own. */
final class Questions {
    /** Whoever takes over waits for the transactions of who died: Kafka looks after those every ten seconds. */
    private static final Duration TAKEOVER_PATIENCE = Duration.ofSeconds(60);

    private static final long SETTLING_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LEAST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private Questions() {}

    /** A client with patience. */
    static LineClient connect(Server server) throws IOException {
        return new LineClient(server.address(), Await.PATIENCE);
    }

    /**
     * How many of them hear such a line in that time altogether. Each client that is answered leaves, so that even a
     * server for one client at a time comes to the next one; who is not answered stays in the list.
     */
    static int hearAnswers(List<LineClient> waiting, Predicate<String> isAnswer, Duration patience) throws IOException {
        long deadline = deadline(patience);
        int answered = 0;
        for (LineClient client : List.copyOf(waiting)) {
            client.timeout(left(deadline));
            try {
                answered += isAnswer.test(client.readLine()) ? 1 : 0;
                client.close();
                waiting.remove(client);
            } catch (SocketTimeoutException e) {
                // It goes on waiting.
            } catch (IOException e) {
                // The server hung up: that is no answer.
                waiting.remove(client);
            }
        }
        return answered;
    }

    /** The user's balance; empty if the server does not know the question. */
    static OptionalLong balance(Server server, String user) throws IOException {
        try (LineClient client = connect(server)) {
            return Replies.readBalance(client.ask(Requests.balanceOf(user)));
        }
    }

    /** Waits until the server applies what it accepts: some are up sooner than that. Leaves no balance but its own. */
    static void awaitApplying(Server server) throws IOException {
        String user = "ready" + server.address().getPort();
        try (LineClient client = connect(server)) {
            client.ask(Requests.buy(user, 1));
            Await.answer(Await.PATIENCE, () -> client.ask(Requests.balanceOf(user)), Replies.balance(1)::equals);
        }
    }

    /** The sum of the balances once it has not changed for a while: what was accepted may still be on its way. */
    static long settledSum(Server server, int users) throws IOException {
        return settledSum(server, users, TAKEOVER_PATIENCE);
    }

    /** The same. Throws IOException if the balances are not told, or do not come to rest, in that time altogether. */
    static long settledSum(Server server, int users, Duration patience) throws IOException {
        long deadline = deadline(patience);
        long before;
        long now = sumOfBalances(server, users, deadline);
        do {
            if (deadline - System.nanoTime() < SETTLING_NANOS) {
                throw new IOException("its balances did not come to rest in " + patience.toMillis() + " ms");
            }
            LockSupport.parkNanos(SETTLING_NANOS);
            before = now;
            now = sumOfBalances(server, users, deadline);
        } while (now != before);
        return now;
    }

    /** How many of the first users' balances the server tells; none if it cannot be reached. */
    static long usersAnsweredFor(Server server, int users) {
        return usersAnsweredFor(server, users, TAKEOVER_PATIENCE);
    }

    /** The same, of those that it tells in that time altogether. */
    static long usersAnsweredFor(Server server, int users, Duration patience) {
        long deadline = deadline(patience);
        long answered = 0;
        try (LineClient client = new LineClient(server.address(), patience)) {
            for (int i = 0; i < users; i++) {
                String question = Requests.balanceOf("user" + i);
                String reply = notRefused(client, question, ask(client, question, deadline), deadline);
                answered += Replies.readBalance(reply).isPresent() ? 1 : 0;
            }
        } catch (IOException e) {
            // It answers no more.
        }
        return answered;
    }

    /** The sum of the balances of {@code user0} to the last one. */
    static long sumOfBalances(Server server, int users) throws IOException {
        return sumOfBalances(server, users, deadline(TAKEOVER_PATIENCE));
    }

    private static long sumOfBalances(Server server, int users, long deadline) throws IOException {
        try (LineClient client = new LineClient(server.address(), left(deadline))) {
            StringBuilder queries = new StringBuilder();
            for (int i = 0; i < users; i++) {
                queries.append(Requests.balanceOf("user" + i)).append('\n');
            }
            client.send(queries.toString());
            List<String> replies = new ArrayList<>();
            for (int i = 0; i < users; i++) {
                client.timeout(left(deadline));
                replies.add(client.readLine());
            }
            long sum = 0;
            for (int i = 0; i < users; i++) {
                String reply = notRefused(client, Requests.balanceOf("user" + i), replies.get(i), deadline);
                sum += Replies.readBalance(reply).orElse(0);
            }
            return sum;
        }
    }

    /** The reply, or that to the same question later: a server refuses while somebody else is taking the user over. */
    private static String notRefused(LineClient client, String question, String reply, long deadline)
            throws IOException {
        return Replies.BUSY.equals(reply)
                ? Await.answer(
                        left(deadline), () -> ask(client, question, deadline), later -> !Replies.BUSY.equals(later))
                : reply;
    }

    private static String ask(LineClient client, String question, long deadline) throws IOException {
        client.timeout(left(deadline));
        return client.ask(question);
    }

    private static long deadline(Duration patience) {
        return System.nanoTime() + patience.toNanos();
    }

    /** A client without any time would wait for ever. */
    private static Duration left(long deadline) {
        return Duration.ofNanos(Math.max(LEAST_NANOS, deadline - System.nanoTime()));
    }

    /** The server's counters; empty if it does not know the question. */
    static Optional<MetricsReply> metrics(Server server) throws IOException {
        try (LineClient client = connect(server)) {
            return MetricsReply.parse(client.ask(Requests.METRICS));
        }
    }
}
