package tenstages.loadgen.exam;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tenstages.loadgen.protocol.Replies;
import tenstages.loadgen.protocol.Requests;

/** Several workers, one truth. */
final class WorkerItems {
    static final List<ExamItem> ALL = List.of(
            new ExamItem(
                    "s06.parallel",
                    6,
                    10,
                    "four workers do four events in the time of one",
                    Map.of("--workers", "4", "--work-ms", "400"),
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
                    Map.of("--hold-ms", "600", "--stripes", "64", "--workers", "4"),
                    WorkerItems::otherStripes));

    private WorkerItems() {}

    private static void parallel(Examinee server) throws IOException {
        try (ExamClient client = server.connect()) {
            long one = timeToApply(client, List.of("gina"));
            long four = timeToApply(client, List.of("hana", "ines", "jana", "kaja"));
            if (four > 2.5 * one) {
                throw new ExamFailure("four events of four users took " + four / 1_000_000 + " ms, and one "
                        + one / 1_000_000 + " ms, with four workers");
            }
        }
    }

    private static long timeToApply(ExamClient client, List<String> users) throws IOException {
        long start = System.nanoTime();
        for (String user : users) {
            client.ask(Requests.buy(user, 1));
        }
        for (String user : users) {
            client.await(Requests.balanceOf(user), Replies.balance(1));
        }
        return System.nanoTime() - start;
    }

    private static void exact(Examinee server) throws IOException {
        try (ExamClient client = server.connect()) {
            client.send((Requests.buy("lena", 3) + "\n" + Requests.sell("lena", 1) + "\n").repeat(400));
            int expected = 0;
            for (int i = 0; i < 800; i++) {
                boolean accepted = client.reply().equals(Replies.ACCEPTED);
                expected += accepted ? (i % 2 == 0 ? 3 : -1) : 0;
            }
            client.await(Requests.balanceOf("lena"), Replies.balance(expected));
        }
    }

    /**
     * While a user's change holds its lock, another user is read sooner than the changed one. Two users may share a
     * stripe, so there are three tries.
     */
    private static void otherStripes(Examinee server) throws IOException {
        try (ExamClient client = server.connect()) {
            for (int i = 1; i <= 3; i++) {
                client.ask(Requests.buy("mona" + i, 1));
                client.hears(Duration.ofMillis(100));
                long start = System.nanoTime();
                client.send(Requests.balanceOf("nora" + i) + "\n").expect(Replies.balance(0));
                long otherRead = System.nanoTime();
                client.await(Requests.balanceOf("mona" + i), Replies.balance(1));
                if (otherRead - start < System.nanoTime() - otherRead) {
                    return;
                }
            }
            throw new ExamFailure("a balance was read only after the change of another user was over, three times");
        }
    }
}
