package tenstages.loadgen.exam;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tenstages.loadgen.protocol.Await;
import tenstages.loadgen.protocol.Await.Question;
import tenstages.loadgen.protocol.Replies;
import tenstages.loadgen.protocol.Requests;

/** Accepted means queued; a full queue says so at once. */
final class QueueItems {
    private static final int QUEUE = 5;
    private static final int LONG_QUEUE = 23;
    private static final int WORK_MS = 100;
    private static final int EVENTS = 40;
    private static final int TRIES = 3;

    /** Time for more workers than one to take something out of the queue. */
    private static final Duration MOMENT = Duration.ofMillis(100);

    private static final int LATE_EVENTS = 3;
    private static final Map<String, String> SMALL_QUEUE =
            Map.of("--queue", String.valueOf(QUEUE), "--work-ms", String.valueOf(WORK_MS), "--workers", "1");

    static final List<ExamItem> ALL = List.of(
            new ExamItem("s05.accepted", 5, 10, "a valid event is accepted", Map.of(), QueueItems::accepted),
            new ExamItem(
                    "s05.busy",
                    5,
                    10,
                    "a full queue answers server_busy at once, and what is accepted is applied",
                    SMALL_QUEUE,
                    QueueItems::busy),
            new ExamItem(
                    "s05.room",
                    5,
                    10,
                    "the queue has as many places as it is told, for all clients together",
                    Map.of("--queue", String.valueOf(LONG_QUEUE), "--work-ms", "60000", "--workers", "1"),
                    QueueItems::room));

    private QueueItems() {}

    private static void accepted(Examinee server) throws IOException {
        String emma = server.user("emma");
        try (ExamClient client = server.connect()) {
            for (String event : JsonItems.events(emma)) {
                client.send(event + "\n").expect(Replies.ACCEPTED);
            }
            client.await(Requests.balanceOf(emma), Replies.balance(25));
            client.send(Requests.sell(emma, 100) + "\n").expect(Replies.ACCEPTED);
            client.await(Requests.balanceOf(emma), Replies.balance(-75));
        }
    }

    /**
     * A try in which the worker had time for more than one event tells neither that the queue is too long nor that it
     * is right.
     */
    private static void busy(Examinee server) throws IOException {
        for (int i = 1; i <= TRIES; i++) {
            if (busy(server, server.user("flora" + i), server.user("greta" + i))) {
                return;
            }
        }
        throw new Inconclusive("the worker was done with events before " + EVENTS
                + " replies had come, three times: the machine is too busy");
    }

    private static boolean busy(Examinee server, String flora, String greta) throws IOException {
        try (ExamClient client = server.connect();
                ExamClient other = server.connect()) {
            long start = System.nanoTime();
            client.send((Requests.buy(flora, 1) + "\n").repeat(EVENTS));
            int accepted = 0;
            long millis = 0;
            for (int i = 0; i < EVENTS; i++) {
                if (isAccepted(client.reply())) {
                    accepted++;
                    millis = (System.nanoTime() - start) / 1_000_000;
                }
            }
            checkAccepted(server, accepted, millis);
            other.awaitAtLeast(Requests.balanceOf(flora), accepted);
            checkWork(accepted, (System.nanoTime() - start) / 1_000_000);
            // Once a later event is applied, so is every one before it, and none was that had been refused.
            other.send(Requests.buy(greta, 1) + "\n").expect(Replies.ACCEPTED);
            other.await(Requests.balanceOf(greta), Replies.balance(1));
            other.send(Requests.balanceOf(flora) + "\n").expect(Replies.balance(accepted));
            return accepted <= QUEUE + 1;
        }
    }

    /**
     * The worker takes one event out of the queue, and no second one for a minute. If it does so only after the queue
     * is full, there is room for one more.
     */
    private static void room(Examinee server) throws IOException {
        String event = Requests.buy(server.user("hedy"), 1);
        try (ExamClient first = server.connect();
                ExamClient second = server.connect()) {
            int accepted = 0;
            for (ExamClient client : List.of(first, second)) {
                client.send((event + "\n").repeat(EVENTS / 2));
                for (int i = 0; i < EVENTS / 2; i++) {
                    accepted += isAccepted(client.reply()) ? 1 : 0;
                }
            }
            if (accepted == LONG_QUEUE) {
                Question<Boolean> offer = () -> isAccepted(second.ask(event));
                accepted += Await.answer(server.patience(), offer, taken -> taken) ? 1 : 0;
            }
            first.hears(MOMENT);
            for (int i = 0; i < LATE_EVENTS; i++) {
                accepted += isAccepted(first.ask(event)) ? 1 : 0;
            }
            checkRoom(server, accepted);
        }
    }

    private static void checkRoom(Examinee server, int accepted) {
        String seen = accepted + " events were accepted into a queue of " + LONG_QUEUE + ", while one worker"
                + " was busy with one of them";
        if (accepted == LONG_QUEUE) {
            throw new ExamFailure(
                    seen,
                    "The event that a worker has in hand takes a place in the queue, or the queue is one place short.");
        }
        if (accepted != LONG_QUEUE + 1) {
            throw new ExamFailure(
                    seen,
                    accepted > LONG_QUEUE && accepted < EVENTS ? moreAtWork(server, accepted - LONG_QUEUE) : null);
        }
    }

    private static String moreAtWork(Examinee server, int workers) {
        return "It is as if " + workers + " workers were at work, and "
                + (server.stage() == 5 ? "stage 5 has one" : "it was told to have one")
                + "; or the queue has more places than it was told.";
    }

    /** One worker does one after the other. */
    private static void checkWork(int events, long millis) {
        if (millis < events * WORK_MS * 9L / 10) {
            throw new ExamFailure(
                    events + " events were applied in " + millis + " ms, and the work on each takes " + WORK_MS + " ms",
                    "The server ignores --work-ms, or has more workers than the one it was told to have.");
        }
    }

    private static boolean isAccepted(String reply) {
        if (!reply.equals(Replies.ACCEPTED) && !reply.equals(Replies.BUSY)) {
            throw new ExamFailure(
                    "an event must be accepted or refused with server_busy, and was answered " + Evidence.shown(reply),
                    "The reply to an event that finds the queue full is fixed by the protocol.");
        }
        return reply.equals(Replies.ACCEPTED);
    }

    /** The queue has 5 places; the worker frees one at once, and one more whenever it is done with an event. */
    private static void checkAccepted(Examinee server, int accepted, long millis) {
        String seen = accepted + " of " + EVENTS + " events were accepted into a queue of " + QUEUE;
        if (accepted < QUEUE) {
            throw new ExamFailure(seen, "The queue has fewer places than it was told to have.");
        }
        if (accepted == EVENTS && millis > EVENTS / 2 * WORK_MS) {
            throw new ExamFailure(
                    seen + ", and the replies waited for the work",
                    "The reply waits for the work, or for room in the queue (put): offer the event, or say"
                            + " server_busy.");
        }
        if (accepted > QUEUE + 1 + millis / WORK_MS) {
            throw new ExamFailure(
                    seen,
                    accepted == EVENTS
                            ? "The queue has no bound or another one than it was told, or an event takes no time."
                            : moreAtWork(server, accepted - QUEUE));
        }
    }
}
