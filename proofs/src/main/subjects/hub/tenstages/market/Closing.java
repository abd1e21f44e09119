package tenstages.market;

import static tenstages.proofs.Proof.call;

import java.math.BigDecimal;
import java.time.Duration;
import org.jetbrains.lincheck.datastructures.Operation;
import tenstages.proofs.Proof;
import tenstages.proofs.Results;

/** Somebody sends a tick while the hub is shut down: if the hub says that it has taken it, it has seen it. */
public class Closing {
    public static Proof proof() {
        return Proof.of(Closing.class)
                .thread(call("run"))
                .outcome(
                        Closing::words,
                        results -> results.of(0).matches("(true|false) (\\d)")
                                && !results.of(0).equals("true 0"));
    }

    private static String words(Results results) {
        return results.of(0).replaceFirst("true", "taken,").replaceFirst("false", "refused,") + " seen";
    }

    @Operation
    public String run() throws InterruptedException {
        Hub hub = new Hub(Duration.ofSeconds(1), () -> 0, note -> {});
        Thread closing = new Thread(() -> close(hub), "closing");
        closing.start();
        boolean taken = hub.send(new Message.Published(new Tick("TEN", BigDecimal.ONE)));
        closing.join();
        return taken + " " + hub.numbers().received();
    }

    private static void close(Hub hub) {
        try {
            hub.shutdown(Duration.ofSeconds(1));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
