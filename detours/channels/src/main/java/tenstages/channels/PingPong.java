package tenstages.channels;

import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.SynchronousQueue;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Two threads and two channels: each waits for the other's word before it says its own. Over queues a word may lie
 * there; a {@link SynchronousQueue} has no place at all, so giver and taker meet (a rendezvous). What a round costs is
 * what it costs to wake a thread, twice.
 */
@Command(
        name = "ping-pong",
        header = "Two threads, two channels, a ball.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class PingPong implements Callable<Integer> {
    enum Kind {
        /** A queue with one place. */
        QUEUE,
        /** None: who gives waits for who takes. */
        RENDEZVOUS;

        BlockingQueue<Integer> channel() {
            return this == QUEUE ? new ArrayBlockingQueue<>(1) : new SynchronousQueue<>();
        }
    }

    @Spec
    private CommandSpec spec;

    @Option(names = "--rounds", defaultValue = "20000", description = "How often the ball goes to and fro.")
    private int rounds;

    @Override
    public Integer call() throws InterruptedException {
        Main.requireRange(spec.commandLine(), "--rounds", rounds, 1, 10_000_000);
        for (Kind kind : Kind.values()) {
            long start = System.nanoTime();
            play(kind.channel(), kind.channel(), rounds, word -> {});
            double micros = (System.nanoTime() - start) / 1e3 / rounds;
            System.out.printf(
                    Locale.ROOT, "%-12s%8.1f µs a round%n", kind.name().toLowerCase(Locale.ROOT), micros);
        }
        return 0;
    }

    /** Plays so many rounds, and tells each word when it is said, from either thread, one at a time. */
    static void play(BlockingQueue<Integer> there, BlockingQueue<Integer> back, int rounds, Consumer<String> words)
            throws InterruptedException {
        Thread pong = new Thread(() -> answer(there, back, rounds, words), "pong");
        pong.start();
        for (int i = 1; i <= rounds; i++) {
            words.accept("ping " + i);
            there.put(i);
            back.take();
        }
        pong.join();
    }

    private static void answer(
            BlockingQueue<Integer> there, BlockingQueue<Integer> back, int rounds, Consumer<String> words) {
        try {
            for (int i = 1; i <= rounds; i++) {
                int ball = there.take();
                // put happens-before take, so whatever was told before is seen here.
                words.accept("pong " + ball);
                back.put(ball);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
