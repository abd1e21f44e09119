import static java.nio.channels.SelectionKey.OP_ACCEPT;
import static java.nio.channels.SelectionKey.OP_READ;
import static java.nio.channels.SelectionKey.OP_WRITE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** One client, and the loop that serves all of them: each line comes back with a number. */
class Client {
    static int answered;

    final StringBuilder begun = new StringBuilder(); // what is no line yet, one char for each byte
    final StringBuilder replies = new StringBuilder(); // what is not written yet

    public static void main(String[] args) throws IOException {
        Selector selector = Selector.open();
        var listener = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", Integer.parseInt(args[0])));
        listener.configureBlocking(false).register(selector, OP_ACCEPT);
        System.out.println("listening on port " + listener.socket().getLocalPort());
        while (true) {
            selector.select();
            for (SelectionKey key : selector.selectedKeys()) {
                if (key.isAcceptable()) {
                    listener.accept().configureBlocking(false).register(selector, OP_READ, new Client());
                } else {
                    ((Client) key.attachment()).takeTurn(key, (SocketChannel) key.channel());
                }
            }
            selector.selectedKeys().clear();
        }
    }

    void takeTurn(SelectionKey key, SocketChannel channel) throws IOException {
        try {
            ByteBuffer received = ByteBuffer.allocate(64 * 1024);
            if (key.isReadable() && channel.read(received) < 0) {
                throw new EOFException();
            }
            begun.append(ISO_8859_1.decode(received.flip()));
            for (int lines = 0; lines < 16 && begun.indexOf("\n") >= 0; lines++) {
                int length = begun.indexOf("\n") + 1;
                replies.append(++answered).append(' ').append(begun, 0, length);
                begun.delete(0, length);
            }
            replies.delete(0, channel.write(ISO_8859_1.encode(CharBuffer.wrap(replies))));
            key.interestOps(replies.isEmpty() && begun.indexOf("\n") < 0 ? OP_READ : OP_WRITE);
        } catch (IOException e) {
            channel.close(); // the client has ended its input, or is gone
        }
    }
}
