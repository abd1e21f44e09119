package tenstages.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A broker that ends although nobody has told it to. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OwnBrokerTest {
    private static final long PID = 4711;
    private static final int PAUSE_MS = 300;

    @TempDir
    private Path folder;

    @Test
    void itIsStartedAgainAfterThePause() throws Exception {
        CountDownLatch killed = new CountDownLatch(1);
        OwnBroker broker = new StubProcess() {
            @Override
            public long pid() {
                return PID;
            }

            @Override
            public boolean isAlive() {
                return killed.getCount() > 0;
            }

            @Override
            public int waitFor() throws InterruptedException {
                killed.await();
                return exitValue();
            }
        }.broker(folder, PAUSE_MS);
        Files.writeString(folder.resolve(Broker.PID), String.valueOf(PID));
        broker.awaitServing();
        long begun = System.nanoTime();
        killed.countDown();
        await().until(() -> broker.pid() != PID);
        broker.stop(System.nanoTime());
        assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(PAUSE_MS));
    }
}
