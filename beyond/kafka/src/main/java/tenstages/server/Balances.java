package tenstages.server;

import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;

/**
 * The balance of every user, wherever it is: with this server, with another one, or with nobody while a partition is
 * being taken over. Then the question waits. Event loop thread only; the looking up is done by the thread {@code
 * reader}.
 */
final class Balances {
    private static final long RETRY_MS = 50;
    private static final long PATIENCE_NANOS = Peer.TIMEOUT_NANOS;

    // fixed at construction
    private final EventLoop eventLoop;
    private final Peers peers;

    /** Looking up a balance may wait for a lock in Kafka Streams, so the event loop does not do it. */
    private final Executor reader = Executors.newSingleThreadExecutor(task -> new Thread(task, "reader"));

    // fixed before the first question
    private BalanceStream stream;
    private HostInfo here;

    Balances(EventLoop eventLoop) {
        this.eventLoop = eventLoop;
        peers = new Peers(eventLoop);
    }

    /** To be called before the first question: where this server's own balances are, and what the others call it. */
    void use(BalanceStream stream, HostInfo here) {
        this.stream = stream;
        this.here = here;
    }

    /** The user's balance; 0 for a user never seen. Asks the server that has it. Completed on the event loop. */
    CompletableFuture<Long> of(String user) {
        CompletableFuture<Long> balance = new CompletableFuture<>();
        lookUp(user, balance);
        return balance;
    }

    /**
     * The same, for another server, which believes it to be here: waits until it is, but not longer than that server.
     */
    CompletableFuture<Long> ofOwn(String user) {
        CompletableFuture<Long> balance = new CompletableFuture<>();
        lookUpOwn(user, balance, System.nanoTime() + PATIENCE_NANOS);
        return balance;
    }

    private void lookUp(String user, CompletableFuture<Long> balance) {
        Runnable again = () -> eventLoop.schedule(RETRY_MS, () -> lookUp(user, balance));
        reader.execute(() -> {
            try {
                KeyQueryMetadata owner = stream.ownerOf(user);
                if (owner.activeHost().equals(here)) {
                    long found = stream.find(user, owner.partition());
                    eventLoop.execute(() -> balance.complete(found));
                } else if (owner.activeHost().equals(HostInfo.unavailable())) {
                    again.run();
                } else {
                    // Here, because looking up the name of a host can block, too.
                    var address = new InetSocketAddress(
                            owner.activeHost().host(), owner.activeHost().port());
                    eventLoop.execute(() -> peers.ask(address, user, balance, again));
                }
            } catch (InvalidStateStoreException e) {
                // The partition is being moved.
                again.run();
            } catch (IllegalStateException e) {
                // This server has left the group.
                eventLoop.execute(() -> balance.completeExceptionally(e));
            }
        });
    }

    private void lookUpOwn(String user, CompletableFuture<Long> balance, long deadline) {
        reader.execute(() -> {
            try {
                long found = stream.find(user, stream.ownerOf(user).partition());
                eventLoop.execute(() -> balance.complete(found));
            } catch (InvalidStateStoreException e) {
                if (System.nanoTime() - deadline < 0) {
                    eventLoop.schedule(RETRY_MS, () -> lookUpOwn(user, balance, deadline));
                } else {
                    eventLoop.execute(() -> balance.completeExceptionally(e));
                }
            } catch (IllegalStateException e) {
                eventLoop.execute(() -> balance.completeExceptionally(e));
            }
        });
    }
}
