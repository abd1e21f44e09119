package tenstages.server;

import java.net.InetSocketAddress;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;

/**
 * The balance of every user, wherever it is: with this server, with another one, or with nobody while a partition is
 * being taken over. Then the question waits, as long as {@link Questions} may. Event loop thread only; the looking up
 * is done by the thread {@code reader}.
 */
final class Balances {
    /** The longest time that a client waits. Most partitions are taken over in less. */
    private static final long CLIENT_MS = 10_000;

    /** That of another server, which asks somebody else then: less than it waits for the whole connection. */
    private static final long PEER_MS = Peer.TIMEOUT_MS / 2;

    /** Between two attempts to find who has a balance; doubled each time. */
    private static final long PAUSE_MS = 50;

    private static final long LONGEST_PAUSE_MS = 800;

    // fixed at construction
    private final EventLoop eventLoop;
    private final Peers peers;
    private final Questions ofClients;
    private final Questions ofPeers;

    /** Looking up a balance may wait for a lock in Kafka Streams, so the event loop does not do it. */
    private final Executor reader = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(2 * Questions.MOST),
            task -> new Thread(task, "reader"));

    // fixed before the first question
    private BalanceStream stream;
    private HostInfo here;

    Balances(EventLoop eventLoop) {
        this.eventLoop = eventLoop;
        peers = new Peers(eventLoop);
        ofClients = new Questions(eventLoop, CLIENT_MS);
        ofPeers = new Questions(eventLoop, PEER_MS);
    }

    /** To be called before the first question: where this server's own balances are, and what the others call it. */
    void use(BalanceStream stream, HostInfo here) {
        this.stream = stream;
        this.here = here;
    }

    /**
     * The user's balance; 0 for a user never seen. Asks the server that has it. Completed on the event loop. If nobody
     * knows in time, or too many ask, the reply is {@code server_busy}.
     */
    CompletableFuture<Reply> of(String user) {
        CompletableFuture<Reply> reply = ofClients.add();
        lookUp(user, reply, true, PAUSE_MS);
        return reply;
    }

    /** The same, for another server, which believes it to be here: that is not passed on. */
    CompletableFuture<Reply> ofOwn(String user) {
        CompletableFuture<Reply> reply = ofPeers.add();
        lookUp(user, reply, false, PAUSE_MS);
        return reply;
    }

    /** Nothing if the time is over, or whoever asked has left. */
    private void lookUp(String user, CompletableFuture<Reply> reply, boolean passOn, long pauseMs) {
        if (reply.isDone()) {
            return;
        }
        long nextPauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
        Runnable again = () -> eventLoop.schedule(pauseMs, () -> lookUp(user, reply, passOn, nextPauseMs));
        try {
            reader.execute(() -> {
                try {
                    find(user, reply, passOn, again);
                } catch (InvalidStateStoreException e) {
                    // The partition is being moved.
                    again.run();
                } catch (IllegalStateException e) {
                    // This server has left the group.
                    eventLoop.execute(() -> reply.complete(Reply.SERVER_BUSY));
                }
            });
        } catch (RejectedExecutionException e) {
            // The reader is held up.
            again.run();
        }
    }

    private void find(String user, CompletableFuture<Reply> reply, boolean passOn, Runnable again) {
        KeyQueryMetadata owner = stream.ownerOf(user);
        HostInfo host = owner.activeHost();
        if (!passOn || host.equals(here)) {
            Reply balance = Reply.balance(stream.find(user, owner.partition()));
            eventLoop.execute(() -> reply.complete(balance));
        } else if (host.equals(HostInfo.unavailable())) {
            again.run();
        } else {
            // Here, because looking up the name of a host can block, too.
            var address = new InetSocketAddress(host.host(), host.port());
            eventLoop.execute(() -> peers.ask(address, user, reply, again));
        }
    }
}
