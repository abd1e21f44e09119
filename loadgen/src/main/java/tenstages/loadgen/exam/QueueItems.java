package tenstages.loadgen.exam;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import tenstages.loadgen.protocol.Replies;
import tenstages.loadgen.protocol.Requests;

/** Accepted means queued; a full queue says so at once. */
final class QueueItems {
    private static final int QUEUE = 5;
    private static final int EVENTS = 40;
    private static final Map<String, String> SMALL_QUEUE =
            Map.of("--queue", String.valueOf(QUEUE), "--work-ms", "100", "--workers", "1");

    static final List<ExamItem> ALL = List.of(
            new ExamItem("s05.accepted", 5, 10, "a valid event is accepted", Map.of(), QueueItems::accepted),
            new ExamItem(
                    "s05.busy",
                    5,
                    10,
                    "a full queue answers server_busy at once, and what is accepted is applied",
                    SMALL_QUEUE,
                    QueueItems::busy));

    private QueueItems() {}

    private static void accepted(Examinee server) throws IOException {
        try (ExamClient client = server.connect()) {
            for (String event : JsonItems.events("emma")) {
                client.send(event + "\n").expect(Replies.ACCEPTED);
            }
            client.await(Requests.balanceOf("emma"), Replies.balance(25));
            client.send(Requests.sell("emma", 100) + "\n").expect(Replies.ACCEPTED);
            client.await(Requests.balanceOf("emma"), Replies.balance(-75));
        }
    }

    /** A queue of 5 takes 5 events, and one or two more because the worker takes one out of it meanwhile. */
    private static void busy(Examinee server) throws IOException {
        try (ExamClient client = server.connect();
                ExamClient other = server.connect()) {
            client.send((Requests.buy("flora", 1) + "\n").repeat(EVENTS));
            int accepted = 0;
            for (int i = 0; i < EVENTS; i++) {
                String reply = client.reply();
                if (reply.equals(Replies.ACCEPTED)) {
                    accepted++;
                } else if (!reply.equals(Replies.BUSY)) {
                    throw new ExamFailure("expected accepted or server_busy, and got " + reply);
                }
            }
            if (accepted < QUEUE || accepted > QUEUE + 2) {
                throw new ExamFailure(accepted + " of " + EVENTS + " events were accepted into a queue of " + QUEUE);
            }
            other.await(Requests.balanceOf("flora"), Replies.balance(accepted));
            // Once a later event is applied, so is every one before it, and none was that had been refused.
            other.send(Requests.buy("greta", 1) + "\n").expect(Replies.ACCEPTED);
            other.await(Requests.balanceOf("greta"), Replies.balance(1));
            other.send(Requests.balanceOf("flora") + "\n").expect(Replies.balance(accepted));
        }
    }
}
