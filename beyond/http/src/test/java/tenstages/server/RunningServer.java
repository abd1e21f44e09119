package tenstages.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;

/** A server inside the test, serving on a thread named {@code event-loop} until it is closed. */
final class RunningServer implements AutoCloseable {
    final EventLoop eventLoop;
    final Acceptor acceptor;
    private final Thread thread = new Thread(this::run, "event-loop");

    RunningServer(Config config, Handler handler) throws IOException {
        this(config, handler, System::nanoTime);
    }

    RunningServer(Config config, Handler handler, LongSupplier clock) throws IOException {
        eventLoop = new EventLoop(clock);
        acceptor = new Acceptor(config, eventLoop, handler);
        thread.start();
    }

    private void run() {
        try {
            eventLoop.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    InetSocketAddress address() {
        String address = acceptor.address();
        int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + address().getPort() + path);
    }

    HttpSocket connect() throws IOException {
        return new HttpSocket(address());
    }

    /** Holds the event loop until somebody counts down. Returns when it stands still. */
    CountDownLatch hold() throws InterruptedException {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        eventLoop.execute(() -> {
            held.countDown();
            awaitUninterruptibly(released);
        });
        held.await();
        return released;
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws Exception {
        eventLoop.close();
        thread.join();
    }
}
