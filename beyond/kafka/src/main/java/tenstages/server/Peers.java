package tenstages.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The other servers of the group, as far as they have been asked for a balance. Event loop thread only. */
final class Peers {
    // fixed at construction
    private final EventLoop eventLoop;

    // event loop thread only
    private final Map<InetSocketAddress, Peer> peers = new HashMap<>();

    Peers(EventLoop eventLoop) {
        this.eventLoop = eventLoop;
    }

    /** Asks a server for a user's balance. If it cannot be reached, or does not answer soon, it runs {@code failed}. */
    void ask(InetSocketAddress address, String user, CompletableFuture<Reply> reply, Runnable failed) {
        try {
            Peer peer = peers.get(address);
            if (peer == null) {
                peer = new Peer(address, eventLoop, closed -> peers.remove(address, closed));
                peers.put(address, peer);
            }
            peer.ask(user, reply, failed);
        } catch (IOException e) {
            failed.run();
        }
    }
}
