package tenstages.primitives;

import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReentrantLock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tenstages.primitives.Turns.Played;

/** Two threads take one lock again and again. Whoever has just given it back is awake, and the other one is not. */
@Command(
        name = "fair-lock",
        header = "Who gets a lock next, whoever waits or whoever comes, and what fairness costs.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class FairLock implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--millis", defaultValue = "700", description = "How long they do so, with each kind of lock.")
    private int millis;

    @Override
    public Integer call() throws InterruptedException {
        Main.requireRange(spec, "--millis", millis, 1, 60_000);
        System.out.println(
                "Two threads take one lock in turn, for " + millis + " ms. Each keeps it until the other one waits.");
        Played unfair = new Turns(new ReentrantLock()).play(millis);
        print("unfair", unfair);
        Played fair = new Turns(new ReentrantLock(true)).play(millis);
        print("fair", fair);
        System.out.printf("  price: %.0f times fewer turns with the fair lock%n", 1.0 * unfair.turns() / fair.turns());
        return Main.verdict(unfair.overtakings() > 0, fair.overtakings() == 0);
    }

    private static void print(String name, Played played) {
        System.out.printf(
                "  %-7s %,d turns; the one that waited was overtaken %,d times, up to %,d in a row%n",
                name + ":", played.turns(), played.overtakings(), played.mostInARow());
    }
}
