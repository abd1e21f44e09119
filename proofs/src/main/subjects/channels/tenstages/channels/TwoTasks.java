package tenstages.channels;

import static tenstages.proofs.Proof.call;

import java.util.concurrent.ArrayBlockingQueue;
import org.jetbrains.lincheck.datastructures.Operation;
import tenstages.proofs.Proof;

/** Two tasks through a channel of two places, and the end behind them: each task is done. */
public class TwoTasks {
    public static Proof proof() {
        return Proof.of(TwoTasks.class)
                .thread(call("run"))
                .outcome(results -> "done " + results.of(0) + " of 2", results -> results.of(0)
                        .equals("2"));
    }

    @Operation
    public int run() throws InterruptedException {
        return TaskQueue.run(new ArrayBlockingQueue<>(2), TaskQueue.WhenFull.WAIT, 2, () -> {})
                .done();
    }
}
