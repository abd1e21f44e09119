package tenstages.loadgen.proofs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * A claim, and what came of each of its trials.
 *
 * @param claim what was claimed
 * @param findings one for each trial, in the same order
 */
public record Proved(Claim claim, List<Finding> findings) {
    /** More at the same time would take the processors from each other, and the clock counts. */
    private static final int MOST_AT_ONCE = 2;

    /** Where a trial comes from. */
    @FunctionalInterface
    public interface Trying {
        /** What comes of it. */
        Finding of(Trial trial) throws IOException;
    }

    /** Tries all of it, and says after each trial how many are still to come. */
    public static Proved by(Claim claim, Trying trying, Consumer<Integer> left) throws IOException {
        int processors = Runtime.getRuntime().availableProcessors();
        ExecutorService trials = Executors.newFixedThreadPool(Math.min(MOST_AT_ONCE, processors));
        try {
            List<Future<Finding>> results = new ArrayList<>();
            for (Trial trial : claim.trials()) {
                results.add(trials.submit(() -> trying.of(trial)));
            }
            List<Finding> findings = new ArrayList<>();
            for (Future<Finding> result : results) {
                left.accept(results.size() - findings.size());
                findings.add(result.get());
            }
            return new Proved(claim, findings);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException told) {
                throw told;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while schedules were tried", e);
        } finally {
            trials.shutdownNow();
        }
    }

    /** The worst of its trials'; what is broken is worse than what is not finished. */
    public Finding.Verdict verdict() {
        return findings.stream().map(Finding::verdict).max(Enum::compareTo).orElse(Finding.Verdict.NOT_FINISHED);
    }

    /** The findings whose schedule is worth showing: the pain and what is broken first, or else the first control. */
    public List<Finding> shown() {
        List<Finding> shown = new ArrayList<>(first(Trial.Role.PAIN));
        findings.stream()
                .filter(each -> each.verdict() == Finding.Verdict.BROKEN && each.found())
                .limit(1)
                .forEach(shown::add);
        return shown.isEmpty() ? first(Trial.Role.CONTROL) : shown;
    }

    private List<Finding> first(Trial.Role role) {
        return findings.stream()
                .filter(each -> each.trial().role() == role && each.found())
                .limit(1)
                .toList();
    }
}
