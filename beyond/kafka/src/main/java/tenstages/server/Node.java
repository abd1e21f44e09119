package tenstages.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A broker's number, from 1, and its two ports on this machine. */
record Node(int id, int port, int controllerPort) {
    static final String HOST = "127.0.0.1";
    static final String SETTINGS = "broker.properties";

    private static final Pattern PORTS = Pattern.compile("listeners=.*?:(\\d+),.*?:(\\d+)");
    private static final int FIRST_PORT = 10_000;
    private static final int LAST_PORT = 30_000;
    private static final int PORT_TRIES = 100;

    /**
     * A broker on this port, or for 0 on the one it had when it was last started in this folder, or on any. One that
     * came back elsewhere would look for itself where it was, and never end a transaction that was open then. Throws
     * IOException, with a message for the user, if a new port is taken.
     */
    static Node of(int id, int port, Path folder) throws IOException {
        Path settings = folder.resolve(SETTINGS);
        Matcher ports = PORTS.matcher(
                Files.exists(settings) ? Files.readString(settings).replace("\\", "") : "");
        if (ports.find() && (port == 0 || port == Integer.parseInt(ports.group(1)))) {
            return new Node(id, Integer.parseInt(ports.group(1)), Integer.parseInt(ports.group(2)));
        }
        if (port != 0) {
            requireFree(port, "a broker cannot listen on port " + port + " (--port)");
        }
        return new Node(id, port == 0 ? freePort() : port, freePort());
    }

    /** Where clients reach it, as host:port. */
    String address() {
        return HOST + ":" + port;
    }

    /**
     * Throws IOException, with a message for the user, if somebody else listens where this broker is about to: another
     * program, or, if the folder is a copy, the broker of the original. Who asked there would talk to a stranger.
     */
    void requireFree() throws IOException {
        for (int kept : new int[] {port, controllerPort}) {
            requireFree(
                    kept,
                    "somebody else listens on port " + kept + ", which its broker has kept: end that program, or, if"
                            + " this folder is a copy, use another one (--data)");
        }
    }

    /** One that the system does not give to whoever asks for any. */
    private static int freePort() throws IOException {
        for (int i = 0; ; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT);
            try {
                requireFree(port, "a broker cannot listen on port " + port);
                return port;
            } catch (IOException e) {
                if (i == PORT_TRIES) {
                    throw e;
                }
            }
        }
    }

    private static void requireFree(int port, String otherwise) throws IOException {
        try {
            new ServerSocket(port, 1, InetAddress.getByName(HOST)).close();
        } catch (IOException e) {
            throw new IOException(otherwise + ": " + e.getMessage(), e);
        }
    }
}
