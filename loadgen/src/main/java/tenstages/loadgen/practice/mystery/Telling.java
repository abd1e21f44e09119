package tenstages.loadgen.practice.mystery;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tenstages.loadgen.exam.Examination;
import tenstages.loadgen.exam.ItemResult;
import tenstages.loadgen.exam.ItemResult.Verdict;
import tenstages.loadgen.model.ModelServer;
import tenstages.loadgen.model.ServerObserver;

/** The exchange that tells a mystery: the exam has it with a server of the same mistake within this process. */
public final class Telling {
    /** A server that answers at all does so sooner. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** A race is not lost every time. */
    private static final int TRIES = 3;

    private Telling() {}

    /** What the item that tells it says of it; empty if the machine is too busy for that now. Takes up to a minute. */
    public static Optional<ItemResult> of(Mystery mystery) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            ItemResult result =
                    results(mystery, List.of(mystery.itemId()), PATIENCE).get(0);
            if (result.verdict() == Verdict.FAIL) {
                return Optional.of(result);
            }
        }
        return Optional.empty();
    }

    /** What these items say of it, in the order of the exam. */
    static List<ItemResult> results(Mystery mystery, List<String> items, Duration patience) throws IOException {
        int stage = mystery.level().stage();
        Examination.Launcher launcher =
                options -> ModelServer.start(stage, options, mystery.fault(), ServerObserver.NONE);
        try (Examination exam = new Examination(stage, launcher, patience, "", result -> {})) {
            return exam.run(mystery.level().items(items), true).items();
        }
    }
}
