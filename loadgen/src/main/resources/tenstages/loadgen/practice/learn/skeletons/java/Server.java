import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;

/** A server that listens, and answers nothing yet. */
public class Server {
    public static void main(String[] args) throws IOException {
        int port = option(List.of(args), "--port", 7000);
        try (ServerSocket listener = new ServerSocket(port, 50, InetAddress.getLoopbackAddress())) {
            while (true) {
                try (Socket client = listener.accept()) {
                    serve(client);
                } catch (IOException e) {
                    System.err.println(e);
                }
            }
        }
    }

    /** The number behind a name on the command line; names that nobody asks for are ignored. */
    private static int option(List<String> words, String name, int otherwise) {
        int at = words.indexOf(name);
        return at < 0 ? otherwise : Integer.parseInt(words.get(at + 1));
    }

    /** Reads until the client ends its input. */
    private static void serve(Socket client) throws IOException {
        byte[] buffer = new byte[4096];
        while (client.getInputStream().read(buffer) >= 0) {
            // Begin here: what was read is half a line, or forty lines and a half.
        }
    }
}
