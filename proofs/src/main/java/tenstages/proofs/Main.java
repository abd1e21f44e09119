package tenstages.proofs;

import java.util.concurrent.TimeUnit;

/**
 * Tries the schedules of one subject, and prints what came of it for the program that started this one: the lines that
 * begin with {@code proof:}. A process of its own for each subject, because Lincheck changes the classes of its
 * process, and because programs of the project have classes of the same names.
 */
public final class Main {
    private Main() {}

    /** The subject's class, how many schedules at most, and how many seconds for a search. */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        Proof proof = (Proof) Class.forName(arguments[0]).getMethod("proof").invoke(null);
        long nanos = TimeUnit.SECONDS.toNanos(Integer.parseInt(arguments[2]));
        new Search(proof, Integer.parseInt(arguments[1]), nanos, System.out).run();
        System.out.println("proof: done");
        // Lincheck's threads wait for more.
        System.exit(0);
    }
}
