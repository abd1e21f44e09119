package tenstages.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.J_Result;

/** An event and the pill on threads of the machine, over and over; the worker comes last, and takes what there is. */
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
    private final CountDownLatch refused = new CountDownLatch(1);

    @Actor
    public void loop() {
        try {
            handler.handle(EVENT);
        } catch (BadRequest e) {
            throw new IllegalStateException(e);
        }
        handler.refuseEvents();
        refused.countDown();
    }

    @Actor
    public void signal() {
        try {
            refused.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        queue.add(Worker.POISON_PILL);
    }

    @Arbiter
    public void after(J_Result result) {
        new Worker(queue, balances, metrics).run();
        result.r1 = metrics.snapshot().pending();
    }
}
