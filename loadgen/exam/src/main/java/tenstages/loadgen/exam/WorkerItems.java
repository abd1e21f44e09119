package tenstages.loadgen.exam;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import tenstages.loadgen.protocol.Replies;
import tenstages.loadgen.protocol.Requests;

/** Several workers, one truth. */
final class WorkerItems {
    private static final int WORKERS = 4;
    private static final int EVENTS = 16;
    private static final int WORK_MS = 100;
    private static final int HOLD_MS = 600;

    /** Long enough that whoever does not read, hold and write under one lock is overtaken in between, every time. */
    private static final int SHORT_HOLD_MS = 4;

    static final List<ExamItem> ALL = List.of(
            new ExamItem(
                    "s06.parallel",
                    6,
                    10,
                    "four workers do sixteen events, from stage 8 on also of one user, in less than the time of eight",
                    Map.of("--workers", String.valueOf(WORKERS), "--work-ms", String.valueOf(WORK_MS)),
                    WorkerItems::parallel),
            new ExamItem(
                    "s07.exact",
                    7,
                    10,
                    "no update is lost, whoever races whom",
                    Map.of(
                            "--workers",
                            "16",
                            "--work-ms",
                            "1",
                            "--hold-ms",
                            String.valueOf(SHORT_HOLD_MS),
                            "--queue",
                            "1000"),
                    WorkerItems::exact),
            new ExamItem(
                    "s08.other-stripes",
                    8,
                    10,
                    "a balance is read, and changed, while others are being changed",
                    Map.of("--hold-ms", String.valueOf(HOLD_MS), "--stripes", "64", "--workers", "4"),
                    WorkerItems::otherStripes));

    private static final int PARALLEL_TRIES = 5;
    private static final int TRIES = 3;
    private static final int CHANGES = 150;
    private static final int STRIPED = 8;

    private WorkerItems() {}

    /** From stage 8 on only the change is done under a user's lock, so one user's events are done side by side too. */
    private static void parallel(Examinee server) throws IOException {
        parallel(server, "sixteen users", null, number -> users(server, number));
        if (server.stage() >= STRIPED) {
            parallel(
                    server,
                    "one user",
                    "The work is done under the lock of the user's stripe: spend --work-ms before the lock.",
                    number -> Collections.nCopies(EVENTS, server.user("ivan" + number)));
        }
    }

    /**
     * With one worker or two, sixteen events cannot be done sooner than the work on eight takes, however fast the
     * machine. Workers that have users of their own may have unequal shares, so there are some tries.
     */
    private static void parallel(Examinee server, String whose, String cause, IntFunction<List<String>> users)
            throws IOException {
        long fastest = Long.MAX_VALUE;
        long slowestOne = 0;
        try (ExamClient client = server.connect()) {
            for (int i = 1; i <= PARALLEL_TRIES && fastest >= EVENTS / 2 * WORK_MS; i++) {
                long one = millisToApply(client, List.of(server.user("gina" + i + " of " + whose)));
                checkWork(1, one, 1);
                slowestOne = Math.max(slowestOne, one);
                fastest = Math.min(fastest, millisToApply(client, users.apply(i)));
                checkWork(EVENTS, fastest, EVENTS / WORKERS);
            }
        }
        boolean slow = fastest >= EVENTS / 2 * WORK_MS;
        if (slow && slowestOne > WORK_MS * 3 / 2 && fastest < EVENTS / 2 * slowestOne) {
            throw tooBusy("event", slowestOne);
        }
        if (slow) {
            throw new ExamFailure(
                    "four workers took longer for sixteen events of " + whose + " than eight events take, five times",
                    cause);
        }
    }

    private static Inconclusive tooBusy(String what, long millis) {
        return new Inconclusive(
                "one " + what + " alone took " + millis + " ms: the machine is too busy to compare times");
    }

    /** Events of which one worker has at least this number cannot be applied sooner than that worker is done. */
    private static void checkWork(int events, long millis, int eventsOfOneWorker) {
        if (millis < eventsOfOneWorker * WORK_MS * 9 / 10) {
            throw new ExamFailure(
                    (events == 1 ? "an event was" : events + " events were") + " applied after " + millis
                            + " ms, and the work on " + (events == 1 ? "it" : "each") + " takes " + WORK_MS + " ms",
                    events == 1
                            ? "The server ignores --work-ms: that many milliseconds pass between taking an event and"
                                    + " applying it."
                            : "The server has more workers than the four it was told to have.");
        }
    }

    /** Changes of one user, one after the other. Some timers are a millisecond early. */
    private static void checkHold(long changes, int holdMs, long millis) {
        if (millis < changes * holdMs * 3 / 4) {
            String seen = changes == 1
                    ? "a change was over after %d ms, and its lock is to be held for %d ms".formatted(millis, holdMs)
                    : "%d changes of one user were over after %d ms, and each is to hold the lock for %d ms"
                            .formatted(changes, millis, holdMs);
            throw new ExamFailure(
                    seen,
                    "The server ignores --hold-ms, or waits outside of the lock: that many milliseconds pass under the"
                            + " lock of the user's stripe, between reading and writing.");
        }
    }

    private static List<String> users(Examinee server, int number) {
        List<String> users = new ArrayList<>();
        for (int i = 1; i <= EVENTS; i++) {
            users.add(server.user("hana" + number + "-" + i));
        }
        return users;
    }

    private static long millisToApply(ExamClient client, List<String> users) throws IOException {
        long start = System.nanoTime();
        StringBuilder events = new StringBuilder();
        for (String user : users) {
            events.append(Requests.buy(user, 1)).append('\n');
        }
        client.send(events.toString());
        for (int i = 0; i < users.size(); i++) {
            client.reply();
        }
        for (String user : new LinkedHashSet<>(users)) {
            client.await(Requests.balanceOf(user), Replies.balance(Collections.frequency(users, user)));
        }
        return (System.nanoTime() - start) / 1_000_000;
    }

    /** Buys only: a balance that goes up and down may be the right one in between. */
    private static void exact(Examinee server) throws IOException {
        String lena = server.user("lena");
        Ledger ledger = new Ledger();
        try (ExamClient client = server.connect()) {
            long sent = System.nanoTime();
            client.send((Requests.buy(lena, 1) + "\n").repeat(CHANGES));
            int accepted = 0;
            for (int i = 0; i < CHANGES; i++) {
                String reply = client.reply();
                ledger.answered(1, reply);
                accepted += reply.equals(Replies.ACCEPTED) ? 1 : 0;
            }
            client.await(Requests.balanceOf(lena), Replies.balance(ledger.least()));
            long millis = Timing.millisSince(sent);
            client.awaitForGood(Requests.balanceOf(lena), Replies.balance(ledger.least()));
            checkHold(accepted, SHORT_HOLD_MS, millis);
        }
    }

    /**
     * While two users' changes hold their locks, another user is read sooner than they are changed, and they are
     * changed sooner than two changes one after the other take. Users may share a stripe, so there are three tries.
     */
    private static void otherStripes(Examinee server) throws IOException {
        boolean readMeanwhile = false;
        boolean changedTogether = false;
        try (ExamClient client = server.connect()) {
            for (int i = 1; i <= TRIES && !(readMeanwhile && changedTogether); i++) {
                List<String> changed = List.of(server.user("mona" + i), server.user("olga" + i));
                long sent = System.nanoTime();
                for (String user : changed) {
                    client.ask(Requests.buy(user, 1));
                }
                client.hears(Duration.ofMillis(HOLD_MS / 6));
                long start = System.nanoTime();
                client.send(Requests.balanceOf(server.user("nora" + i)) + "\n").expect(Replies.balance(0));
                long otherRead = System.nanoTime();
                for (String user : changed) {
                    client.await(Requests.balanceOf(user), Replies.balance(1));
                    checkHold(1, HOLD_MS, Timing.millisSince(sent));
                }
                long end = System.nanoTime();
                readMeanwhile |= otherRead - start < end - otherRead;
                // Some timers are a millisecond early.
                changedTogether |= (end - sent) / 1_000_000 < 2 * HOLD_MS * 99 / 100;
            }
            if (!(readMeanwhile && changedTogether)) {
                long alone = millisToApply(client, List.of(server.user("pia")));
                if (alone > HOLD_MS * 3 / 2) {
                    throw tooBusy("change", alone);
                }
            }
        }
        if (!readMeanwhile) {
            throw new ExamFailure("another user's balance was read only after the change was over, three times", null);
        }
        if (!changedTogether) {
            throw new ExamFailure(
                    "two users were changed only one after the other, three times", "One lock guards all changes.");
        }
    }
}
