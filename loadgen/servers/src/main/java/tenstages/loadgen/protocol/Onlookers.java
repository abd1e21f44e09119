package tenstages.loadgen.protocol;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Who watches the clients of which server. The clients themselves tell: a relay between them and the server would be in
 * the way, and hold back what it should show. Any thread may call it.
 */
public final class Onlookers {
    private static final Map<InetSocketAddress, Supplier<Onlooker>> WATCHED = new ConcurrentHashMap<>();

    private Onlookers() {}

    /** From now on each new client of the server has an onlooker. */
    public static void watch(InetSocketAddress server, Supplier<Onlooker> onlookers) {
        WATCHED.put(server, onlookers);
    }

    /** From now on its new clients have none. */
    public static void unwatch(InetSocketAddress server) {
        WATCHED.remove(server);
    }

    /** That of a client which has just connected to the server. */
    public static Onlooker of(InetSocketAddress server) {
        return WATCHED.getOrDefault(server, () -> Onlooker.NOBODY).get();
    }
}
