package tenstages.loadgen.exam;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tenstages.loadgen.protocol.Replies;
import tenstages.loadgen.protocol.Requests;

/** Several workers, one truth. */
final class WorkerItems {
    private static final int WORKERS = 4;
    private static final int EVENTS = 16;
    private static final int WORK_MS = 100;
    private static final int HOLD_MS = 600;

    static final List<ExamItem> ALL = List.of(
            new ExamItem(
                    "s06.parallel",
                    6,
                    10,
                    "four workers do sixteen events of sixteen users in less than the time of eight",
                    Map.of("--workers", String.valueOf(WORKERS), "--work-ms", String.valueOf(WORK_MS)),
                    WorkerItems::parallel),
            new ExamItem(
                    "s07.exact",
                    7,
                    10,
                    "no update is lost, whoever races whom",
                    Map.of("--workers", "16", "--work-ms", "1", "--queue", "1000"),
                    WorkerItems::exact),
            new ExamItem(
                    "s08.other-stripes",
                    8,
                    10,
                    "a balance is read while others are being changed",
                    Map.of("--hold-ms", String.valueOf(HOLD_MS), "--stripes", "64", "--workers", "4"),
                    WorkerItems::otherStripes));

    private static final int PARALLEL_TRIES = 5;
    private static final int TRIES = 3;
    private static final int PAIRS = 400;

    private WorkerItems() {}

    /**
     * With one worker or two, sixteen events cannot be done sooner than the work on eight takes, however fast the
     * machine. Workers that have users of their own may have unequal shares, so there are some tries.
     */
    private static void parallel(Examinee server) throws IOException {
        long fastest = Long.MAX_VALUE;
        long one = Long.MAX_VALUE;
        try (ExamClient client = server.connect()) {
            for (int i = 1; i <= PARALLEL_TRIES && fastest >= EVENTS / 2 * WORK_MS; i++) {
                one = Math.min(one, millisToApply(client, List.of(server.user("gina" + i))));
                checkWork(1, one, 1);
                fastest = Math.min(fastest, millisToApply(client, users(server, i)));
                checkWork(EVENTS, fastest, EVENTS / WORKERS);
            }
        }
        boolean slow = fastest >= EVENTS / 2 * WORK_MS;
        if (slow && one > WORK_MS * 3 / 2 && fastest < EVENTS / 2 * one) {
            throw new Inconclusive("one event alone took " + one + " ms: the machine is too busy to compare times");
        }
        if (slow) {
            throw new ExamFailure(
                    "four workers took longer for sixteen events of sixteen users than eight events take, five times",
                    null);
        }
    }

    /** Events of which one worker has at least this number cannot be applied sooner than that worker is done. */
    private static void checkWork(int events, long millis, int eventsOfOneWorker) {
        if (millis < eventsOfOneWorker * WORK_MS * 9 / 10) {
            throw new ExamFailure(
                    (events == 1 ? "an event was" : events + " events were") + " applied after " + millis
                            + " ms, and the work on " + (events == 1 ? "it" : "each") + " takes " + WORK_MS + " ms",
                    "The server ignores --work-ms: that many milliseconds pass between taking an event and"
                            + " applying it.");
        }
    }

    private static void checkHold(long millis) {
        if (millis < HOLD_MS * 9 / 10) {
            throw new ExamFailure(
                    "a change was over after " + millis + " ms, and its lock is to be held for " + HOLD_MS + " ms",
                    "The server ignores --hold-ms: that many milliseconds pass under the lock of the user's stripe.");
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
        for (String user : users) {
            client.await(Requests.balanceOf(user), Replies.balance(1));
        }
        return (System.nanoTime() - start) / 1_000_000;
    }

    private static void exact(Examinee server) throws IOException {
        String lena = server.user("lena");
        Ledger ledger = new Ledger();
        try (ExamClient client = server.connect()) {
            client.send((Requests.buy(lena, 3) + "\n" + Requests.sell(lena, 1) + "\n").repeat(PAIRS));
            for (int i = 0; i < PAIRS; i++) {
                ledger.answered(3, client.reply());
                ledger.answered(-1, client.reply());
            }
            client.awaitForGood(Requests.balanceOf(lena), Replies.balance(ledger.least()));
        }
    }

    /**
     * While a user's change holds its lock, another user is read sooner than the changed one. Two users may share a
     * stripe, so there are three tries.
     */
    private static void otherStripes(Examinee server) throws IOException {
        try (ExamClient client = server.connect()) {
            for (int i = 1; i <= TRIES; i++) {
                String changed = server.user("mona" + i);
                long sent = System.nanoTime();
                client.ask(Requests.buy(changed, 1));
                client.hears(Duration.ofMillis(HOLD_MS / 6));
                long start = System.nanoTime();
                client.send(Requests.balanceOf(server.user("nora" + i)) + "\n").expect(Replies.balance(0));
                long otherRead = System.nanoTime();
                client.await(Requests.balanceOf(changed), Replies.balance(1));
                checkHold((System.nanoTime() - sent) / 1_000_000);
                if (otherRead - start < System.nanoTime() - otherRead) {
                    return;
                }
            }
            throw new ExamFailure("another user's balance was read only after the change was over, three times", null);
        }
    }
}
