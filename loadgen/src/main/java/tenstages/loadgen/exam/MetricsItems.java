package tenstages.loadgen.exam;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import tenstages.loadgen.protocol.MetricsReply;
import tenstages.loadgen.protocol.Replies;
import tenstages.loadgen.protocol.Requests;

/** The counters add up, always. */
final class MetricsItems {
    private static final int EVENTS = 3000;
    private static final int POLLS = 300;

    static final List<ExamItem> ALL = List.of(
            new ExamItem("s09.health", 9, 10, "a healthy server says ok", Map.of(), MetricsItems::health),
            new ExamItem(
                    "s09.metrics",
                    9,
                    10,
                    "the counters are the client's own counts, and add up at every moment",
                    Map.of("--queue", "20", "--workers", "2", "--work-ms", "1"),
                    MetricsItems::metrics));

    private MetricsItems() {}

    private static void health(Examinee server) throws IOException {
        try (ExamClient client = server.connect()) {
            client.send(Requests.HEALTH + "\n").expect(Replies.HEALTHY);
        }
    }

    private static void metrics(Examinee server) throws IOException {
        try (ExamClient flood = server.connect();
                ExamClient observer = server.connect()) {
            MetricsReply before = observer.metricsAtRest();
            flood.send((Requests.buy("quin", 1) + "\nnot an event\n" + Requests.buy("quin", 0) + "\n").repeat(EVENTS));
            for (int i = 0; i < POLLS; i++) {
                observer.metrics();
            }
            long accepted = 0;
            for (int i = 0; i < EVENTS; i++) {
                accepted += flood.reply().equals(Replies.ACCEPTED) ? 1 : 0;
                flood.expect(Replies.INVALID_JSON).expect(Replies.BAD_AMOUNT);
            }
            MetricsReply after = observer.metricsAtRest();
            expect("received", EVENTS, after.received() - before.received());
            expect("dropped", EVENTS - accepted, after.dropped() - before.dropped());
            expect("processed", accepted, after.processed() - before.processed());
            expect("failed", 0, after.failed() - before.failed());
        }
    }

    private static void expect(String name, long expected, long actual) {
        if (expected != actual) {
            throw new ExamFailure(name + " must be " + expected + " more than before, and is " + actual + " more");
        }
    }
}
