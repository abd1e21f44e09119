package tenstages.loadgen.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that does with each of its clients what a script says, however wrong that is. */
public final class ScriptedServer implements AutoCloseable {
    public static final String ACCEPTED = "{\"status\":\"accepted\"}\n";
    public static final String BUSY = "{\"status\":\"rejected\",\"reason\":\"server_busy\"}\n";
    public static final String INVALID_JSON = "{\"status\":\"error\",\"reason\":\"invalid_json\"}\n";
    public static final String TURNED_AWAY = "{\"status\":\"rejected\",\"reason\":\"too_many_connections\"}\n";

    private final ServerSocket listener = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
    private final Talk talk;
    private final AtomicInteger clients = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** The bytes to send for the request with this number, from 0; null ends the connection. */
    public interface Script {
        String reply(int number) throws InterruptedException;
    }

    /** What is done with a client, on a thread of its own; the connection ends with it. */
    public interface Talk {
        void with(Client client) throws IOException, InterruptedException;
    }

    /** One connection, as the server sees it. */
    public final class Client {
        /** From 0, in the order in which they were accepted. */
        public final int number;

        private final Socket socket;
        private final BufferedReader in;

        private Client(int number, Socket socket) throws IOException {
            this.number = number;
            this.socket = socket;
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
        }

        /** The next line; null if there is none any more. */
        public String read() throws IOException {
            return in.readLine();
        }

        /** Reads this number of requests and answers each of them, as long as there are any. */
        public void answer(int count, String reply) throws IOException {
            for (int i = 0; i < count && read() != null; i++) {
                say(reply);
            }
        }

        /** Answers all requests. */
        public void answerAll(String reply) throws IOException {
            answer(Integer.MAX_VALUE, reply);
        }

        public void say(String bytes) throws IOException {
            socket.getOutputStream().write(bytes.getBytes(UTF_8));
        }

        /** Does nothing for as long as the server is there. */
        public void stay() throws InterruptedException {
            closed.await();
        }

        /** Ends the connection with a reset. */
        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /** Closing with unread input would be a reset, which can destroy the replies before it. */
        private void end() throws IOException {
            if (!socket.isClosed()) {
                socket.shutdownOutput();
                in.transferTo(Writer.nullWriter());
            }
        }
    }

    private ScriptedServer(Talk talk) throws IOException {
        this.talk = talk;
        daemon(this::accept);
    }

    /** One that answers each request, counted over all connections, with the bytes a script says. */
    public static ScriptedServer answering(Script script) throws IOException {
        AtomicInteger requests = new AtomicInteger();
        return talking(client -> {
            while (client.read() != null) {
                String reply = script.reply(requests.getAndIncrement());
                if (reply == null) {
                    return;
                }
                client.say(reply);
            }
        });
    }

    public static ScriptedServer talking(Talk talk) throws IOException {
        return new ScriptedServer(talk);
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.getLocalPort());
    }

    /** How many clients have been accepted. */
    public int clients() {
        return clients.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                int number = clients.getAndIncrement();
                daemon(() -> serve(number, client));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void serve(int number, Socket socket) {
        try (socket) {
            Client client = new Client(number, socket);
            talk.with(client);
            client.end();
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
        closed.countDown();
        listener.close();
    }
}
