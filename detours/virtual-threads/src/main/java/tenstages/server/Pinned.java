package tenstages.server;

import static java.lang.invoke.MethodHandles.classData;
import static java.lang.invoke.MethodHandles.lookup;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles.Lookup;

/**
 * Work done with a native frame on the stack: a virtual thread that has one cannot leave its carrier, it is
 * <em>pinned</em> (<a href="https://openjdk.org/jeps/444">JEP 444</a>, <a href="https://openjdk.org/jeps/491">JEP
 * 491</a>). A native library that calls back is such a case. So is what a class does when it is initialized, because
 * the JVM itself calls it, and that needs no library: here each event initializes a class of its own. Any thread may
 * call it.
 */
final class Pinned implements SimulatedWork {
    /** A template: every copy performs the work that it is defined with, once. Only its bytes are used. */
    @SuppressWarnings("unused")
    private static final class Initializer {
        static {
            try {
                classData(lookup(), "_", SimulatedWork.class).perform();
            } catch (IllegalAccessException e) {
                throw new AssertionError("it is its own class", e);
            }
        }
    }

    private final SimulatedWork work;
    private final byte[] initializer;

    /** Throws IOException if this program's own classes cannot be read. */
    Pinned(SimulatedWork work) throws IOException {
        this.work = work;
        try (InputStream in = Pinned.class.getResourceAsStream("Pinned$Initializer.class")) {
            initializer = in.readAllBytes();
        }
    }

    @Override
    public void perform() {
        try {
            Lookup unused = lookup().defineHiddenClassWithClassData(initializer, work, true);
        } catch (IllegalAccessException e) {
            throw new AssertionError("it is in our package", e);
        }
    }
}
