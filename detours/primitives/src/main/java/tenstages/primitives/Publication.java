package tenstages.primitives;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One thread makes orders and hands them over through a field; another one looks at the order that is there. */
@Command(
        name = "publication",
        header = "An object that is seen before its fields are: for want of final, or of volatile.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class Publication implements Callable<Integer> {
    /** A thread that finds its reference in a plain field need not see what the constructor wrote. */
    static final class Order {
        int number;
        int check;

        Order(int number) {
            this.number = required(number);
            check = checkOf(number);
        }
    }

    /** Whoever sees its reference sees its final fields, if the constructor has not let this escape. */
    static final class FinalOrder {
        final int number;
        final int check;

        FinalOrder(int number) {
            this.number = required(number);
            check = checkOf(number);
        }
    }

    @Spec
    private CommandSpec spec;

    @Option(names = "--millis", defaultValue = "800", description = "How long they do so, with each kind of field.")
    private int millis;

    // shared between threads
    private volatile boolean over;
    private Order plain = new Order(1);
    private FinalOrder ofFinals = new FinalOrder(1);
    private volatile Order marked = plain;

    @Override
    public Integer call() throws InterruptedException {
        Main.requireRange(spec, "--millis", millis, 1, 60_000);
        System.out.println("One thread makes orders. Another one looks whether the last order has its check number.");
        long plainly = missing("plain:", number -> plain = new Order(number), () -> plain.check);
        long withFinal = missing("final fields:", number -> ofFinals = new FinalOrder(number), () -> ofFinals.check);
        long withVolatile = missing("volatile:", number -> marked = new Order(number), () -> marked.check);
        return Main.verdict(plainly > 0, withFinal == 0 && withVolatile == 0);
    }

    /** How many looks found no check number. */
    private long missing(String name, IntConsumer make, IntSupplier check) throws InterruptedException {
        over = false;
        Thread maker = Threads.start("maker", () -> {
            int made = 0;
            while (!over) {
                made++;
                make.accept((made & 1023) + 1);
            }
        });
        long[] looksAndMissing = new long[2];
        Thread looker = Threads.start("looker", () -> {
            for (; !over; looksAndMissing[0]++) {
                looksAndMissing[1] += check.getAsInt() == 0 ? 1 : 0;
            }
        });
        TimeUnit.MILLISECONDS.sleep(millis);
        over = true;
        Threads.join(maker, looker);
        System.out.printf("  %-14s %,d of %,d looks found none%n", name, looksAndMissing[1], looksAndMissing[0]);
        return looksAndMissing[1];
    }

    private static int required(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("number: " + number);
        }
        return number;
    }

    /** Takes a few steps, and is never 0. */
    private static int checkOf(int number) {
        int hash = (number ^ number >>> 7) * 0x9E3779B1;
        hash = (hash ^ hash >>> 13) * 0x85EBCA77;
        return (hash ^ hash >>> 16) | 1;
    }
}
