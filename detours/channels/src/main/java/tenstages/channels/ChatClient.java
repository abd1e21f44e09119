package tenstages.channels;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One client of the chat, with two threads: one waits for what the client says, the other for what it is to hear. So a
 * client that does not read holds up only its own writer, and its queue tells the room.
 */
final class ChatClient {
    private static final int LONGEST_LINE = 1000;

    // fixed at construction
    private final String name;
    private final Socket socket;
    private final ChatRoom room;

    // shared between threads
    /** What it is to hear. */
    private final BlockingQueue<String> lines;

    /** Lines that found no room, and of which it has not been told yet. */
    private final AtomicInteger missed = new AtomicInteger();

    // room's thread only
    /** When there was nothing to take: the writer takes all at once. */
    private long lastEmpty;

    ChatClient(String name, Socket socket, ChatRoom room, int waiting) {
        this.name = name;
        this.socket = socket;
        this.room = room;
        lines = new ArrayBlockingQueue<>(waiting);
    }

    String name() {
        return name;
    }

    /** Joins the room, and starts its threads, which end when the client leaves or is hung up on. */
    void start() throws InterruptedException {
        room.join(this);
        Thread writer = new Thread(this::write, name + "-writer");
        writer.setDaemon(true);
        writer.start();
        Thread reader = new Thread(() -> read(writer), name + "-reader");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Whether there is room for the line. If there is not, the client will hear that it has missed one. Never blocks.
     * Room's thread only, as the next one.
     */
    boolean offer(String line) {
        if (lines.isEmpty()) {
            lastEmpty = System.nanoTime();
        }
        boolean offered = lines.offer(line);
        missed.addAndGet(offered ? 0 : 1);
        return offered;
    }

    /** How long it has had lines and taken none of them, in nanoseconds. */
    long nanosSinceTaken() {
        return System.nanoTime() - lastEmpty;
    }

    /** Ends the connection: whatever thread waits for it comes back. Never blocks. */
    void hangUp() {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone all the same.
        }
    }

    private void read(Thread writer) {
        try {
            try (BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8))) {
                for (String line = readLine(in); line != null; line = readLine(in)) {
                    room.say(this, line);
                }
            } catch (IOException e) {
                // The client is gone, or has said too much at once.
            }
            room.leave(this);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            hangUp();
            writer.interrupt();
        }
    }

    /** The next line; null at the end. Throws IOException if it is too long: it is not to fill the memory. */
    private static String readLine(Reader in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return null;
            }
            // The end of a line for some, and for a terminal orders.
            if (Character.isISOControl(next)) {
                continue;
            }
            if (line.length() == LONGEST_LINE) {
                throw new IOException("a line of more than " + LONGEST_LINE + " characters");
            }
            line.append((char) next);
        }
        return line.toString();
    }

    private void write() {
        try {
            OutputStream out = socket.getOutputStream();
            while (true) {
                out.write(nextLines().getBytes(UTF_8));
            }
        } catch (IOException e) {
            hangUp();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** All that is there: one write for many lines keeps up with whoever speaks fast. */
    private String nextLines() throws InterruptedException {
        List<String> all = new ArrayList<>(List.of(lines.take()));
        int count = missed.getAndSet(0);
        lines.drainTo(all);
        if (count > 0) {
            all.add("* you have missed " + count + (count == 1 ? " line" : " lines"));
        }
        return String.join("\n", all) + "\n";
    }
}
