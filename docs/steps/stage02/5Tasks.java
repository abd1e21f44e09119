import static java.nio.channels.SelectionKey.OP_ACCEPT;
import static java.nio.channels.SelectionKey.OP_READ;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Comparator;
import java.util.Scanner;
import java.util.concurrent.PriorityBlockingQueue;

/** One client, and the loop that serves all of them: every byte comes back, and tasks are run. */
class Client {
    record Task(long due, Runnable action) {}

    public static void main(String[] args) throws IOException {
        Selector selector = Selector.open();
        var listener = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", Integer.parseInt(args[0])));
        listener.configureBlocking(false).register(selector, OP_ACCEPT);
        System.out.println("listening on port " + listener.socket().getLocalPort());
        var tasks = new PriorityBlockingQueue<>(1, Comparator.comparing(Task::due));
        new Thread(() -> new Scanner(System.in).forEachRemaining(millis -> {
            long due = System.nanoTime() + Long.parseLong(millis) * 1_000_000;
            tasks.add(new Task(due, () -> System.out.println("clients: " + (selector.keys().size() - 1))));
            selector.wakeup();
        })).start();
        while (true) {
            selector.select(tasks.isEmpty() ? 0 : Math.max(1, (tasks.peek().due - System.nanoTime()) / 1_000_000));
            for (SelectionKey key : selector.selectedKeys()) {
                if (key.isAcceptable()) {
                    listener.accept().configureBlocking(false).register(selector, OP_READ, new Client());
                } else {
                    ((Client) key.attachment()).takeTurn(key, (SocketChannel) key.channel());
                }
            }
            selector.selectedKeys().clear();
            while (!tasks.isEmpty() && tasks.peek().due <= System.nanoTime()) {
                tasks.remove().action.run();
            }
        }
    }

    void takeTurn(SelectionKey key, SocketChannel channel) throws IOException {
        try {
            ByteBuffer received = ByteBuffer.allocate(64 * 1024);
            if (key.isReadable() && channel.read(received) < 0) {
                throw new EOFException();
            }
            channel.write(received.flip());
        } catch (IOException e) {
            channel.close(); // the client has ended its input, or is gone
        }
    }
}
