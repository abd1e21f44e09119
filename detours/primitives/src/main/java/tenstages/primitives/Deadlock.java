package tenstages.primitives;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import tenstages.primitives.Transfers.Account;

/** One thread pays from a to b, another one from b to a. Each has its first lock before either asks for its second. */
@Command(
        name = "deadlock",
        header = "Two locks in two orders: found in a thread dump, cured by one order, and by tryLock.",
        mixinStandardHelpOptions = true)
final class Deadlock implements Callable<Integer> {
    /** How many paid, and how often a thread gave its first lock back. */
    record Tried(int paid, int backOffs) {}

    @Override
    public Integer call() throws Exception {
        System.out.println("One thread pays from a to b, one from b to a. Each locks the account that pays first.");
        List<String> report = provoke();
        report.forEach(line -> System.out.println("  " + line));
        System.out.println("  One of the two is interrupted, gives its lock back, and the other one pays.");
        System.out.println("Both lock the account with the smaller number first.");
        int paidInOrder = inOneOrder();
        System.out.println("  " + paidInOrder + " of 2 paid");
        System.out.println("Both use tryLock, and give back what they have if they do not get the other.");
        Tried tried = withBackOff();
        System.out.println("  " + tried.paid + " of 2 paid; locks given back: " + tried.backOffs);
        return Main.verdict(!report.isEmpty(), paidInOrder == 2 && tried.paid == 2 && tried.backOffs > 0);
    }

    /** What {@code jcmd PID Thread.print} says of the deadlock. It is ended by interrupting one of the two threads. */
    static List<String> provoke() throws Exception {
        Account a = new Account(1);
        Account b = new Account(2);
        CyclicBarrier bothHaveOne = new CyclicBarrier(2);
        Thread there = Threads.start("there", () -> Transfers.inGivenOrder(a, b, bothHaveOne::await));
        Thread back = Threads.start("back", () -> Transfers.inGivenOrder(b, a, bothHaveOne::await));
        Threads.until("a deadlock is found", () -> ThreadDump.areDeadlocked(there, back));
        List<String> report = ThreadDump.deadlocks();
        Threads.interrupt(there);
        // It has given its lock back, so the other one can pay.
        Threads.join(back);
        return report;
    }

    /** How many paid. Whoever has its first lock goes on when the other one waits for the same, or has paid. */
    static int inOneOrder() throws InterruptedException {
        Account a = new Account(1);
        Account b = new Account(2);
        AtomicInteger paid = new AtomicInteger();
        Threads.Task meet = () -> Threads.until("both are there", () -> a.lock.hasQueuedThreads() || paid.get() == 1);
        Threads.join(
                Threads.start("there", () -> {
                    Transfers.inOneOrder(a, b, meet);
                    paid.incrementAndGet();
                }),
                Threads.start("back", () -> {
                    Transfers.inOneOrder(b, a, meet);
                    paid.incrementAndGet();
                }));
        return paid.get();
    }

    /** The first time both have one lock before either tries for its second, so at least one gives its lock back. */
    static Tried withBackOff() throws InterruptedException {
        Account a = new Account(1);
        Account b = new Account(2);
        CyclicBarrier bothHaveOne = new CyclicBarrier(2);
        AtomicInteger paid = new AtomicInteger();
        AtomicInteger backOffs = new AtomicInteger();
        Threads.join(
                Threads.start("there", () -> {
                    backOffs.addAndGet(Transfers.withBackOff(a, b, once(bothHaveOne::await)));
                    paid.incrementAndGet();
                }),
                Threads.start("back", () -> {
                    backOffs.addAndGet(Transfers.withBackOff(b, a, once(bothHaveOne::await)));
                    paid.incrementAndGet();
                }));
        return new Tried(paid.get(), backOffs.get());
    }

    private static Threads.Task once(Threads.Task task) {
        AtomicBoolean done = new AtomicBoolean();
        return () -> {
            if (!done.getAndSet(true)) {
                task.run();
            }
        };
    }
}
