package tenstages.loadgen.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that answers each request, counted over all connections, with the bytes a script says. */
final class ScriptedServer implements AutoCloseable {
    static final String ACCEPTED = "{\"status\":\"accepted\"}\n";

    private final ServerSocket listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    private final Script script;
    private final AtomicInteger requests = new AtomicInteger();

    /** The bytes to send for the request with this number, from 0; null ends the connection. */
    interface Script {
        String reply(int number) throws InterruptedException;
    }

    ScriptedServer(Script script) throws IOException {
        this.script = script;
        daemon(this::accept);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.getLocalPort());
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                daemon(() -> serve(client));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void serve(Socket client) {
        try (client;
                BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8))) {
            OutputStream out = client.getOutputStream();
            while (in.readLine() != null) {
                String reply = script.reply(requests.getAndIncrement());
                if (reply == null) {
                    // Closing with unread input would be a reset, which can destroy the replies before it.
                    client.shutdownOutput();
                    in.transferTo(Writer.nullWriter());
                    return;
                }
                out.write(reply.getBytes(UTF_8));
            }
        } catch (IOException | InterruptedException e) {
            // The client is gone.
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
