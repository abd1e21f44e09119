package tenstages.loadgen.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many clients at once, and a server that lets in some of them and then nobody. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ConnectorTest {
    private static final int AT_ONCE = 50;
    private static final Duration TIMEOUT = Duration.ofMillis(300);

    /** The first of them have taken most of the time that one has. */
    @Test
    void thoseThatConnectLaterHaveTheSameTime() {
        // On a busy machine it may be over when it is looked at.
        await().until(() -> failedAfter(2) == 0);
    }

    @Test
    void thoseThatAreNotLetInInTimeHaveFailed() throws IOException {
        assertThat(failedAfter(20)).isPositive();
    }

    /** The kernel drops those for which a server has no room yet. */
    @Test
    void someConnectAtOnceAndTheOthersAfterThem() throws IOException {
        List<Integer> begun = new ArrayList<>();
        try (ServerSocket letsInAll = new ServerSocket(0, 4 * AT_ONCE, InetAddress.getLoopbackAddress());
                Selector selector = Selector.open()) {
            LoadPlan plan = plan((InetSocketAddress) letsInAll.getLocalSocketAddress());
            new Connector(plan, new Recorder(plan.lines())).connect(selector, () -> {
                begun.add(selector.keys().size());
                return begun.size() == 3;
            });
            closeAll(selector);
        }
        assertThat(begun).containsExactly(0, AT_ONCE, 2 * AT_ONCE);
    }

    private static void closeAll(Selector selector) throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
    }

    /** How many connections have failed after so many turns, of which each lasts for more than half of the timeout. */
    private static int failedAfter(int turns) throws IOException {
        try (ServerSocket letsInSome = new ServerSocket(0, AT_ONCE, InetAddress.getLoopbackAddress());
                Selector selector = Selector.open()) {
            LoadPlan plan = plan((InetSocketAddress) letsInSome.getLocalSocketAddress());
            Connector connector = new Connector(plan, new Recorder(plan.lines()));
            AtomicInteger begun = new AtomicInteger();
            connector.connect(selector, () -> begun.getAndIncrement() == turns || passMostOfTheTimeout());
            closeAll(selector);
            return connector.connectionsAtTheEnd().failed();
        }
    }

    private static boolean passMostOfTheTimeout() {
        long end = System.nanoTime() + TIMEOUT.toNanos() * 6 / 10;
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(Math.min(left, TimeUnit.MILLISECONDS.toNanos(10)));
        }
        return false;
    }

    private static LoadPlan plan(InetSocketAddress server) {
        return new LoadPlan(
                server,
                RequestLines.buysOfOne(1),
                2 * AT_ONCE,
                1,
                null,
                Duration.ofSeconds(1),
                Long.MAX_VALUE,
                TIMEOUT);
    }
}
