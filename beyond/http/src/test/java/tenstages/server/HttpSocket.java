package tenstages.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A client that sends what it is told, byte for byte, and reads reply after reply. Each character is a byte. */
final class HttpSocket implements AutoCloseable {
    private static final int TIMEOUT_MS = 20_000;

    final Socket socket = new Socket();
    private final InputStream in;
    private final OutputStream out;

    /** A reply. The names of its fields are in small letters. */
    record Answer(int status, Map<String, String> fields, String body) {}

    HttpSocket(InetSocketAddress server) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MS);
        socket.connect(server);
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /** By way of a file, as some servers listen too. */
    HttpSocket(Path file) throws IOException {
        SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(file));
        in = new BufferedInputStream(Channels.newInputStream(channel));
        out = Channels.newOutputStream(channel);
    }

    HttpSocket send(String bytes) throws IOException {
        out.write(bytes.getBytes(ISO_8859_1));
        return this;
    }

    Answer ask(String request) throws IOException {
        return send(request).read();
    }

    /** The next reply, which is to a request for more than a head. */
    Answer read() throws IOException {
        String[] first = line().split(" ", 3);
        if (first.length != 3 || !first[0].equals("HTTP/1.1")) {
            throw new IOException("no reply: " + String.join(" ", first));
        }
        Map<String, String> fields = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            String[] field = line.split(": ", 2);
            if (fields.put(field[0].toLowerCase(Locale.ROOT), field[1]) != null) {
                throw new IOException("twice: " + line);
            }
        }
        byte[] body = in.readNBytes(Integer.parseInt(fields.getOrDefault("content-length", "0")));
        return new Answer(Integer.parseInt(first[1]), fields, new String(body, ISO_8859_1));
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the end came before a reply, behind " + line);
            }
            line.write(next);
        }
        String text = line.toString(ISO_8859_1);
        if (!text.endsWith("\r")) {
            throw new IOException("a bare newline behind " + text);
        }
        return text.substring(0, text.length() - 1);
    }

    /** Whether the server has ended the connection, and nothing is left to read. */
    boolean atEnd() throws IOException {
        return in.read() < 0;
    }

    /** All that comes until the server ends the connection. */
    String rest() throws IOException {
        return new String(in.readAllBytes(), ISO_8859_1);
    }

    int available() throws IOException {
        return in.available();
    }

    @Override
    public void close() throws IOException {
        out.close();
        socket.close();
    }
}
