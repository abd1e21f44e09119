package tenstages.loadgen.practice.mystery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.*;
import org.junit.jupiter.api.Test;
import tenstages.loadgen.exam.*;
import tenstages.loadgen.exam.ItemResult.Verdict;

class MatrixTest {
    @Test
    void measure() throws Exception {
        long begun = System.nanoTime();
        ExecutorService pool = Executors.newFixedThreadPool(Integer.getInteger("m.threads", 24));
        Map<Mystery, Future<String>> rows = new java.util.LinkedHashMap<>();
        Duration patience = Duration.ofMillis(Integer.getInteger("m.patience", 3000));
        for (Mystery m : Mysteries.ALL) {
            if (Integer.getInteger("m.level", 0) != 0 && m.level().number() != Integer.getInteger("m.level")) continue;
            rows.put(m, pool.submit(() -> row(m, patience)));
        }
        StringBuilder text = new StringBuilder();
        for (var e : rows.entrySet()) text.append(e.getValue().get());
        text.append("TOTAL " + (System.nanoTime() - begun) / 1e9);
        Files.writeString(Path.of("target/matrix.txt"), text);
        pool.shutdown();
    }

    private static String row(Mystery m, Duration patience) throws IOException {
        long t = System.nanoTime();
        List<String> ids = Exam.of(m.level().stage()).stream().map(ExamItem::id).toList();
        List<ItemResult> results = Telling.results(m, ids, patience);
        StringBuilder s = new StringBuilder("== " + m.level().number() + " " + m.fault() + " " + m.itemId() + " "
                + (System.nanoTime() - t) / 1_000_000 + " ms\n");
        for (ItemResult r : results)
            if (r.verdict() != Verdict.PASS) {
                s.append("   " + r.item().id() + " " + r.verdict() + " " + (long) (r.seconds() * 1000) + " "
                        + r.failure()
                                .map(f -> f.what() + " | "
                                        + f.evidence()
                                                .map(e -> e.sent() + " | " + e.received())
                                                .orElse(""))
                                .orElse(r.reason())
                        + "\n");
            }
        return s.toString();
    }
}
