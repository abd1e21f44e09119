package tenstages.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OutputTest {
    private static final int MORE_LINES_THAN_CAN_WAIT = 100_000;

    @Test
    void linesComeInTheirOrderAndNoneAfterTheLast() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Set<String> printers = ConcurrentHashMap.newKeySet();
        OutputStream named = new OutputStream() {
            @Override
            public void write(int b) {
                printers.add(Thread.currentThread().getName());
                printed.write(b);
            }
        };
        Output output = new Output(new PrintStream(named, true), "printer");
        output.println("one");
        output.println("two", new IllegalStateException("a bug"));
        output.finish("last", in(30));
        output.println("too late");
        output.finish("too late as well", in(30));
        assertThat(printed.toString().lines())
                .startsWith("one", "two", "java.lang.IllegalStateException: a bug")
                .endsWith("last");
        assertThat(printers).containsExactly("printer");
    }

    /** The oldest lines are dropped, so the last one is printed in any case, if anybody reads at all. */
    @Test
    void nobodyWaitsForAReaderThatDoesNotRead() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch entered = new CountDownLatch(1);
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        OutputStream pipe = new OutputStream() {
            @Override
            public void write(int b) {
                entered.countDown();
                try {
                    reading.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                printed.write(b);
            }
        };
        Output output = new Output(new PrintStream(pipe, true), "printer");
        output.println("first");
        entered.await();
        for (int i = 0; i < MORE_LINES_THAN_CAN_WAIT; i++) {
            output.println("x");
        }
        output.finish("last", System.nanoTime());
        assertThat(printed.toString()).isEmpty();

        reading.countDown();

        output.finish("too late", in(30));
        assertThat(printed.toString().lines())
                .hasSizeBetween(1000, MORE_LINES_THAN_CAN_WAIT - 1)
                .startsWith("first")
                .endsWith("last");
    }

    private static long in(int seconds) {
        return System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    }
}
