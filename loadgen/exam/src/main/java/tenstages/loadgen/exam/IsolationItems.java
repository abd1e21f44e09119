package tenstages.loadgen.exam;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import tenstages.loadgen.protocol.Replies;

/** What one client does, or does not do, is nothing to the others. */
final class IsolationItems {
    static final List<ExamItem> ALL = List.of(
            new ExamItem("s02.silent-client", 2, 10, "silent clients hold nobody up", Map.of(), IsolationItems::silent),
            new ExamItem(
                    "s02.idle-client",
                    2,
                    10,
                    "a client may be idle for as long as it likes",
                    Map.of(),
                    IsolationItems::idle,
                    true),
            new ExamItem(
                    "s02.resets",
                    2,
                    10,
                    "clients that hang up in mid-line, or after a last reply, are forgotten",
                    Map.of(),
                    IsolationItems::resets),
            new ExamItem(
                    "s02.deaf-client",
                    2,
                    10,
                    "a client that reads no reply holds nobody up",
                    Map.of(),
                    IsolationItems::deaf),
            new ExamItem(
                    "s02.own-replies",
                    2,
                    10,
                    "many clients that talk at the same time each get their own replies, all of them, in order",
                    Map.of(),
                    IsolationItems::ownReplies));

    /**
     * A client that could not send anything for this time is stuck, and for as many times the time of an ordinary
     * exchange.
     */
    private static final int STUCK_MS = 400;

    private static final int STUCK_EXCHANGES = 20;

    private static final int CLIENTS = 20;
    private static final int TOLD_OFF = 20;
    private static final int MANY_LINES = 60_000;
    private static final int DEAF_BYTES = 64 * 1024 * 1024;
    private static final int SILENT_CLIENTS = 180;
    private static final int RESETS = 200;

    private IsolationItems() {}

    /** More clients than most pools have threads; fewer than any system lets a process have files open. */
    private static void silent(Examinee server) throws IOException {
        ordinary(server);
        List<ExamClient> silent = new ArrayList<>();
        try {
            for (int i = 0; i < SILENT_CLIENTS; i++) {
                silent.add(server.connect().send(i % 2 == 0 ? "" : "half a li"));
                if (i % CLIENTS == CLIENTS - 1) {
                    // By now all of them are accepted.
                    ordinary(server);
                }
            }
        } finally {
            for (ExamClient client : silent) {
                client.close();
            }
        }
    }

    /** One client has said nothing yet, one half a line, and one has had a reply. */
    private static void idle(Examinee server) throws IOException {
        Pair pair = Pair.all(server.stage(), 1).get(0);
        String line = new String(pair.request(), UTF_8) + "\n";
        try (ExamClient silent = server.connect();
                ExamClient halfway = server.connect();
                ExamClient served = server.connect()) {
            halfway.send(line.substring(0, 3));
            served.send(line).expect(pair.reply());
            if (silent.hears(server.silence())) {
                throw new ExamFailure("a client that said nothing was hung up on, or was sent something", null);
            }
            served.send(line).expect(pair.reply());
            silent.send(line).expect(pair.reply());
            halfway.send(line.substring(3)).expect(pair.reply());
        }
    }

    /**
     * Sends until the server stops taking bytes; it must do so before it has taken all of them, and serve others then.
     */
    private static void deaf(Examinee server) throws IOException {
        ordinary(server);
        byte[] request = Pair.joined(Pair.all(server.stage(), 300), "\n");
        AtomicInteger sent = new AtomicInteger();
        try (Socket deaf =
                new Socket(server.address().getAddress(), server.address().getPort())) {
            OutputStream out = deaf.getOutputStream();
            Thread sender = new Thread(() -> {
                try {
                    while (sent.get() < DEAF_BYTES) {
                        out.write(request);
                        sent.addAndGet(request.length);
                    }
                } catch (IOException e) {
                    // The examiner has closed the socket.
                }
            });
            sender.setDaemon(true);
            sender.start();
            for (int before = -1; before != sent.get(); ) {
                before = sent.get();
                long start = System.nanoTime();
                ordinary(server);
                // On a busy machine all takes longer.
                long exchangeMs = (System.nanoTime() - start) / 1_000_000;
                sender.join(Math.max(STUCK_MS, STUCK_EXCHANGES * exchangeMs));
            }
            if (!sender.isAlive()) {
                throw new ExamFailure(
                        "the server took " + sent + " bytes from a client that reads no reply",
                        "Replies that cannot be written pile up in memory: stop reading from a client that does"
                                + " not read.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Inconclusive("interrupted");
        }
    }

    /** Each client's lines and replies are in another order, and one client has a lot to say and reads late. */
    private static void ownReplies(Examinee server) throws IOException {
        List<Pair> many = Pair.all(server.stage(), MANY_LINES);
        byte[] lines = Pair.joined(many, "\n");
        try (ExamClient talkative = server.connect()) {
            Thread talk = new Thread(() -> talkative.sendUntilRefused(lines, lines.length));
            talk.start();
            talkToAll(server);
            talkative.expectAll(Pair.replies(many));
        }
    }

    private static void talkToAll(Examinee server) throws IOException {
        List<ExamClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(server.connect());
            }
            for (int round = 0; round < 3; round++) {
                for (int i = 0; i < CLIENTS; i++) {
                    clients.get(i).send(Pair.joined(lines(server, i), "\n"));
                }
                for (int i = 0; i < CLIENTS; i++) {
                    clients.get(i).expectAll(Pair.replies(lines(server, i)));
                }
            }
        } finally {
            for (ExamClient client : clients) {
                client.close();
            }
        }
    }

    private static List<Pair> lines(Examinee server, int client) {
        return Pair.all(server.stage(), client + 7).subList(client, client + 7);
    }

    /** In mid-line, before a word, and while replies are written. */
    private static void resets(Examinee server) throws IOException {
        ordinary(server);
        byte[] lines = Pair.joined(Pair.all(server.stage(), MANY_LINES / 2), "\n");
        for (int i = 0; i < RESETS; i++) {
            try (ExamClient client = server.connectWithLimitedWindow()) {
                if (i % 50 == 0) {
                    new Thread(() -> client.sendUntilRefused(lines, lines.length)).start();
                    client.hears(server.patience());
                } else {
                    client.send(i % 2 == 0 ? "half a li" : "");
                }
                client.reset();
            }
        }
        ordinary(server);
        if (server.stage() >= 3) {
            resetsAfterALastReply(server);
        }
    }

    /** The server reads on for a while after a last reply, and may be told of a reset then too. */
    private static void resetsAfterALastReply(Examinee server) throws IOException {
        for (int i = 0; i < TOLD_OFF; i++) {
            try (ExamClient client = server.connect()) {
                client.send("GET / HTTP/1.1\n");
                if (i % 2 == 0) {
                    client.expect(Replies.NOT_HTTP).expectEnd();
                }
                client.reset();
            }
        }
        ordinary(server);
    }

    private static void ordinary(Examinee server) throws IOException {
        Pair pair = Pair.all(server.stage(), 1).get(0);
        try (ExamClient client = server.connect()) {
            client.send(new String(pair.request(), UTF_8) + "\n").expect(pair.reply());
        }
    }
}
