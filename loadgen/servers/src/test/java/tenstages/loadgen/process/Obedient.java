package tenstages.loadgen.process;

import java.io.Closeable;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/**
 * A program of which the figures are known: it does what each byte on stdin says, prints a dot, and waits for the next.
 */
final class Obedient {
    static final int THREADS = 40;
    static final int NAPS = 500;
    static final int FILES = 30;
    private static final List<Closeable> KEPT_OPEN = new ArrayList<>();
    private static final long NAP_NANOS = 1_000_000;

    private Obedient() {}

    public static void main(String[] args) throws Exception {
        for (int order = System.in.read(); order >= 0; order = System.in.read()) {
            if (order == 't') {
                startThreads();
            } else if (order == 'n') {
                nap();
            } else if (order == 'f') {
                openFiles();
            }
            System.out.write('.');
            System.out.flush();
        }
    }

    private static void startThreads() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(THREADS);
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(() -> {
                begun.countDown();
                while (true) {
                    LockSupport.park();
                }
            });
            thread.setDaemon(true);
            thread.start();
        }
        begun.await();
    }

    private static void openFiles() throws IOException {
        for (int i = 0; i < FILES; i++) {
            KEPT_OPEN.add(new FileInputStream("/proc/self/status"));
        }
    }

    private static void nap() {
        for (int i = 0; i < NAPS; i++) {
            LockSupport.parkNanos(NAP_NANOS);
        }
    }

    /** Has it done, and returns once it is done. */
    static void tell(Process obedient, char order) throws IOException {
        obedient.getOutputStream().write(order);
        obedient.getOutputStream().flush();
        if (obedient.getInputStream().read() != '.') {
            throw new IOException("the program has ended");
        }
    }
}
