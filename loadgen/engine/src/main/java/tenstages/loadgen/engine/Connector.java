package tenstages.loadgen.engine;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** Opens the connections of one loop, and knows what became of each. The loop's thread only. */
final class Connector {
    private static final int CONNECTS_AT_ONCE = 50;
    private static final long CONNECT_PAUSE_MS = 10;

    private final LoadPlan plan;
    private final Recorder recorder;
    private final List<LoadConnection> connections = new ArrayList<>();
    private Selector selector;
    private int connecting;
    private int failures;
    private String failure = "";

    Connector(LoadPlan plan, Recorder recorder) {
        this.plan = plan;
        this.recorder = recorder;
    }

    /** The connections that were made; more come while it connects. */
    List<LoadConnection> connections() {
        return connections;
    }

    /**
     * Makes the plan's connections, unless it is stopped. A few at a time, so that the server's accept queue does not
     * overflow: the kernel drops those that do not fit.
     */
    void connect(Selector with, BooleanSupplier stopped) throws IOException {
        selector = with;
        long deadline = System.nanoTime() + plan.timeout().toNanos();
        int opened = 0;
        while (!stopped.getAsBoolean() && (opened < plan.connections() || connecting > 0)) {
            for (int i = 0; i < CONNECTS_AT_ONCE && opened < plan.connections(); i++) {
                open(opened++);
                deadline = System.nanoTime() + plan.timeout().toNanos();
            }
            selector.select(this::finish, CONNECT_PAUSE_MS);
            if (System.nanoTime() - deadline > 0) {
                giveUp();
            }
        }
    }

    private void open(int number) {
        try {
            SocketChannel channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            boolean connected = channel.connect(plan.target());
            SelectionKey key = channel.register(selector, connected ? 0 : SelectionKey.OP_CONNECT, number);
            connecting++;
            if (connected) {
                finish(key);
            }
        } catch (IOException e) {
            failed(e.getMessage(), 1);
        }
    }

    private void finish(SelectionKey key) {
        SocketChannel channel = (SocketChannel) key.channel();
        connecting--;
        try {
            channel.finishConnect();
            LoadConnection connection = new LoadConnection((int) key.attachment(), channel, key, plan, recorder);
            key.interestOps(0);
            key.attach(connection);
            connections.add(connection);
        } catch (IOException e) {
            key.cancel();
            failed(e.getMessage(), 1);
        }
    }

    /** Those that are accepted after this are closed, and count as failed. */
    private void giveUp() throws IOException {
        failed("no answer in " + plan.timeout().toMillis() + " ms", connecting);
        connecting = 0;
        for (SelectionKey key : selector.keys()) {
            if (!(key.attachment() instanceof LoadConnection)) {
                key.channel().close();
            }
        }
    }

    private void failed(String why, int count) {
        failures += count;
        failure = why;
    }

    /** What became of the connections, once the load is over. */
    LoadResult.Connections connectionsAtTheEnd() {
        return new LoadResult.Connections(
                count(LoadConnection::isServed),
                count(LoadConnection::isUnanswered),
                count(LoadConnection::isTurnedAway),
                count(LoadConnection::isLost),
                failures,
                failure);
    }

    private int count(Predicate<LoadConnection> which) {
        return (int) connections.stream().filter(which).count();
    }
}
