package tenstages.proofs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;

/**
 * Tries the schedules of some subjects, one after the other, and prints what came of it for the program that started
 * this one: the lines that begin with {@code proof:}. A process of its own, because Lincheck changes the classes of its
 * process.
 */
public final class Main {
    private static final int ARGUMENTS_OF_A_TRIAL = 4;

    private Main() {}

    /**
     * How many seconds for a search, and a folder of the class path into which classes are written; then of each trial
     * the folder of its classes, the program's jar, the subject's class, and how many schedules at most.
     */
    public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
        long nanos = TimeUnit.SECONDS.toNanos(Integer.parseInt(arguments[0]));
        Path copies = Path.of(arguments[1]);
        for (int i = 2; i < arguments.length; i += ARGUMENTS_OF_A_TRIAL) {
            System.out.println("proof: trial");
            try (JarFile program = new JarFile(arguments[i + 1])) {
                String subject = new Variant(i, Path.of(arguments[i]), program, copies).copy(arguments[i + 2]);
                Proof proof = (Proof) Class.forName(subject).getMethod("proof").invoke(null);
                new Search(proof, Integer.parseInt(arguments[i + 3]), nanos, System.out).run();
            }
            System.out.println("proof: done");
        }
        // Lincheck's threads wait for more.
        System.exit(0);
    }
}
