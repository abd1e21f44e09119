package tenstages.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.J_Result;

/** The mistake: the pill does not wait until the event loop refuses. */
@JCStressTest
@Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "nothing is left behind")
@Outcome(expect = Expect.ACCEPTABLE_INTERESTING, desc = "accepted, and left behind")
@State
public class StressedDrain {
    private static final byte[] EVENT = "{\"user\":\"alice\",\"action\":\"buy\",\"amount\":100}".getBytes(UTF_8);

    private final BlockingQueue<Request.Event> queue = new ArrayBlockingQueue<>(4);
    private final Metrics metrics = new Metrics();
    private final Balances balances = Made.balances();
    private final Handler handler = new Handler(balances, queue, metrics);

    @Actor
    public void loop() {
        try {
            handler.handle(EVENT);
        } catch (BadRequest e) {
            throw new IllegalStateException(e);
        }
        handler.refuseEvents();
    }

    @Actor
    public void signal() {
        queue.add(Worker.POISON_PILL);
    }

    @Arbiter
    public void after(J_Result result) {
        new Worker(queue, balances, metrics).run();
        result.r1 = metrics.snapshot().pending();
    }
}
