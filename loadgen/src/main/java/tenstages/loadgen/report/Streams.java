package tenstages.loadgen.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;

/** Stdout and stderr of a program of this project. */
public final class Streams {
    private Streams() {}

    /** From now on both are UTF-8, whatever the locale is: programs read them, and people keep them in files. */
    public static void useUtf8() {
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8));
        System.setErr(new PrintStream(new FileOutputStream(FileDescriptor.err), true, UTF_8));
    }

    /** Whether all that was printed on stdout is written; if not, that is said on stderr. */
    public static boolean outIsWritten() {
        boolean written = !System.out.checkError();
        if (!written) {
            System.err.println("the output could not be written to stdout (a full disk, or a closed pipe?)");
        }
        return written;
    }
}
