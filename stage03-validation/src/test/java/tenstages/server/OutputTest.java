package tenstages.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OutputTest {
    private static final int MORE_LINES_THAN_CAN_WAIT = 100_000;

    @Test
    void linesComeInTheirOrderAndNoneAfterTheEnd() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Output output = new Output(new PrintStream(printed, true), "printer");
        output.println("one");
        output.println("two", new IllegalStateException("a bug"));
        output.println("three");
        output.finish(System.nanoTime() + TimeUnit.SECONDS.toNanos(30));
        output.println("too late");
        assertThat(printed.toString().lines())
                .startsWith("one", "two", "java.lang.IllegalStateException: a bug")
                .endsWith("three");
    }

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
        output.finish(System.nanoTime());

        reading.countDown();

        await().until(() -> printed.toString().lines().count() > 1);
        output.finish(System.nanoTime() + TimeUnit.SECONDS.toNanos(30));
        assertThat(printed.toString().lines().count()).isBetween(1000L, MORE_LINES_THAN_CAN_WAIT - 1L);
    }
}
