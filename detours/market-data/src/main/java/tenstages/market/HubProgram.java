package tenstages.market;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Producers and subscribers around a hub: an ordinary one, a slow one and a stuck one, a symbol nobody wants, and a
 * producer that dies. Ctrl+C ends it as the end of its time does: with a drain.
 */
@Command(
        name = "hub",
        header = "Producers, a hub, subscribers that are slow or stuck, and a live view.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class HubProgram implements Callable<Integer> {
    private static final List<String> SYMBOLS = List.of("AAA", "BBB", "CCC", "NOBODY");
    private static final int WAITING = 100;
    private static final int SLOW_MS = 20;
    private static final Duration STUCK_AFTER = Duration.ofSeconds(1);
    private static final long TICKS_BEFORE_DEATH = 50;

    @Spec
    private CommandSpec spec;

    @Option(names = "--producers", defaultValue = "10", description = "Producers; the last one dies soon.")
    private int producers;

    @Option(names = "--rate", defaultValue = "1000", description = "Ticks per second in all (0: as fast as can be).")
    private double rate;

    @Option(names = "--seconds", defaultValue = "10", description = "How long.")
    private int seconds;

    @Option(names = "--drain-ms", defaultValue = "3000", description = "How long the drain may last.")
    private int drainMs;

    @Option(
            names = "--live",
            description = "Write the view over and over, for a terminal. Without it: a line each second.")
    private boolean live;

    private final CountDownLatch interrupted = new CountDownLatch(1);
    private final CountDownLatch drained = new CountDownLatch(1);

    @Override
    public Integer call() throws InterruptedException {
        Main.requireRange(spec.commandLine(), "--producers", producers, 1, 1000);
        Main.requireRange(spec.commandLine(), "--rate", rate, 0, 100_000_000);
        Main.requireRange(spec.commandLine(), "--seconds", seconds, 0, 86_400);
        Main.requireRange(spec.commandLine(), "--drain-ms", drainMs, 0, 3_600_000);
        Runtime.getRuntime().addShutdownHook(new Thread(this::drainBeforeTheEnd, "on-interrupt"));
        Hub hub = new Hub(STUCK_AFTER, System::nanoTime, System.err::println);
        subscribe(hub, "AAA", "ordinary", 0);
        subscribe(hub, "BBB", "slow", SLOW_MS);
        subscribe(hub, "CCC", "stuck", Integer.MAX_VALUE);
        List<Thread> producing = startProducers(hub);
        Thread view = start(new LiveView(hub, live), "live-view");
        boolean early = interrupted.await(seconds, TimeUnit.SECONDS);
        view.interrupt();
        view.join();
        int left = hub.shutdown(Duration.ofMillis(drainMs));
        // One whose next tick is due in an hour does not wait for it: nobody would take it.
        producing.forEach(Thread::interrupt);
        for (Thread producer : producing) {
            producer.join();
        }
        System.out.print(LiveView.table(hub.numbers()));
        System.out.println(early ? "interrupted; " + left + " ticks left behind" : left + " ticks left behind");
        drained.countDown();
        return left == 0 ? 0 : 1;
    }

    /**
     * A JVM that is told to end waits for this, and it waits for the drain. At an ordinary end there is nothing to do.
     */
    private void drainBeforeTheEnd() {
        interrupted.countDown();
        try {
            boolean unused = drained.await(drainMs + 1000L, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Thread> startProducers(Hub hub) {
        List<Thread> threads = new ArrayList<>();
        for (int i = 1; i <= producers; i++) {
            String name = "producer-" + i;
            long ticks = i == producers ? TICKS_BEFORE_DEATH : Long.MAX_VALUE;
            Producer producer =
                    new Producer(SYMBOLS, rate / producers, ticks, i, tick -> hub.send(new Message.Published(tick)));
            boolean mortal = i == producers && producers > 1;
            threads.add(start(() -> runAndTell(hub, name, producer, mortal), name));
        }
        return threads;
    }

    /** A producer that fails tells the hub, and that is all that the others hear of it. */
    private static void runAndTell(Hub hub, String name, Runnable producer, boolean mortal) {
        try {
            try {
                producer.run();
                if (mortal) {
                    throw new IllegalStateException("the feed is broken");
                }
            } catch (RuntimeException e) {
                hub.send(new Message.Died(name, e));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void subscribe(Hub hub, String symbol, String name, int pauseMs) throws InterruptedException {
        Subscriber subscriber = new Subscriber(name, WAITING, System::nanoTime);
        hub.send(new Message.Subscribe(symbol, subscriber));
        start(() -> takeAll(subscriber, pauseMs), name);
    }

    private static void takeAll(Subscriber subscriber, int pauseMs) {
        try {
            while (subscriber.take() != null) {
                TimeUnit.MILLISECONDS.sleep(pauseMs);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread start(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
