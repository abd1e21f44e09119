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
    @Override
    public Integer call() throws Exception {
        System.out.println("One thread pays from a to b, one from b to a. Each locks the account that pays first.");
        List<String> report = provoke();
        report.forEach(line -> System.out.println("  " + line));
        System.out.println("  One of the two is interrupted, gives its lock back, and the other one pays.");
        System.out.println("Both lock the account with the smaller number first.");
        boolean ordered = endsInOneOrder();
        System.out.println("  " + (ordered ? "both paid" : "they hang"));
        System.out.println("Both use tryLock, and give back what they have if they do not get the other.");
        int backOffs = backOffs();
        System.out.println("  both paid, after giving back " + backOffs + (backOffs == 1 ? " time" : " times"));
        return Main.verdict(!report.isEmpty(), ordered && backOffs > 0);
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

    /** One thread has its first lock, and goes on when the other one waits for the same. */
    static boolean endsInOneOrder() throws InterruptedException {
        Account a = new Account(1);
        Account b = new Account(2);
        Threads.Task otherWaits =
                () -> Threads.until("both are there", () -> a.lock.hasQueuedThreads() || a.balance != 0);
        Thread there = Threads.start("there", () -> Transfers.inOneOrder(a, b, otherWaits));
        Thread back = Threads.start("back", () -> Transfers.inOneOrder(b, a, otherWaits));
        Threads.join(there, back);
        return a.balance == 0 && b.balance == 0;
    }

    /** How often a thread gave its lock back: the first time both have one, so at least one of them has to. */
    static int backOffs() throws InterruptedException {
        Account a = new Account(1);
        Account b = new Account(2);
        CyclicBarrier bothHaveOne = new CyclicBarrier(2);
        AtomicInteger backOffs = new AtomicInteger();
        Threads.Task meetThere = once(bothHaveOne::await);
        Threads.Task meetBack = once(bothHaveOne::await);
        Threads.join(
                Threads.start("there", () -> backOffs.addAndGet(Transfers.withBackOff(a, b, meetThere))),
                Threads.start("back", () -> backOffs.addAndGet(Transfers.withBackOff(b, a, meetBack))));
        return backOffs.get();
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
