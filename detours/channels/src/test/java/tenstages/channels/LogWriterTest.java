package tenstages.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LogWriterTest {
    private static final int THREADS = 8;
    private static final int LINES = 2000;

    /** Writes one character after the other, and is open to others in between. */
    private static class TearingWriter extends Writer {
        final StringBuffer text = new StringBuffer();
        final AtomicInteger flushes = new AtomicInteger();

        @Override
        public void write(char[] chars, int from, int count) throws IOException {
            for (int i = from; i < from + count; i++) {
                text.append(chars[i]);
                Thread.yield();
            }
        }

        /** The library's own would hold a lock meanwhile. */
        @Override
        public void write(String text, int from, int count) throws IOException {
            write(text.substring(from, from + count).toCharArray(), 0, count);
        }

        @Override
        public void flush() {
            flushes.incrementAndGet();
        }

        @Override
        public void close() {}
    }

    @Test
    void noLineIsTornOrLostAndEachThreadsLinesKeepTheirOrder() throws Exception {
        TearingWriter out = new TearingWriter();
        List<Thread> threads = new ArrayList<>();
        try (LogWriter log = new LogWriter(out)) {
            for (int i = 0; i < THREADS; i++) {
                int number = i;
                threads.add(new Thread(() -> logAll(log, number)));
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
        }
        List<String> lines = out.text.toString().lines().toList();
        assertThat(lines).hasSize(THREADS * LINES);
        for (int i = 0; i < THREADS; i++) {
            String start = i + " ";
            assertThat(lines.stream().filter(line -> line.startsWith(start)))
                    .containsExactlyElementsOf(IntStream.range(0, LINES)
                            .mapToObj(line -> start + line)
                            .toList());
        }
    }

    /** Whoever reads the log while it is written is not to wait for a full buffer. */
    @Test
    void aLineThatNoneFollowsIsFlushed() throws Exception {
        TearingWriter out = new TearingWriter();
        try (LogWriter log = new LogWriter(out)) {
            log.log("alone");
            await().until(() -> out.flushes.get() > 0);
            assertThat(out.text).hasToString("alone\n");
        }
    }

    @Test
    void theEndOfTheLogClosesWhatItWritesTo() throws Exception {
        boolean[] closed = {false};
        new LogWriter(new StringWriter() {
                    @Override
                    public void close() {
                        closed[0] = true;
                    }
                })
                .close();
        assertThat(closed[0]).isTrue();
    }

    @Test
    void theProgramWritesWhereItIsTold(@TempDir Path folder) {
        Path log = folder.resolve("log");
        assertThat(Main.commandLine().execute("log-writer", "--threads", "1", "--lines", "2", "-o", log.toString()))
                .isZero();
        assertThat(log).hasContent("thread 1, line 1\nthread 1, line 2\n");
    }

    @Test
    void aLineThatReadsLikeTheEndIsALine() throws Exception {
        StringWriter out = new StringWriter();
        try (LogWriter log = new LogWriter(out)) {
            log.log("end");
            log.log("more");
        }
        assertThat(out).hasToString("end\nmore\n");
    }

    @Test
    void whatCannotBeWrittenIsToldAtTheEndAndHoldsNobodyUp() throws Exception {
        LogWriter log = new LogWriter(new TearingWriter() {
            @Override
            public void write(char[] chars, int from, int count) throws IOException {
                throw new IOException("the disk is full");
            }
        });
        for (int i = 0; i < 3000; i++) {
            log.log("line");
        }
        assertThatThrownBy(log::close).isInstanceOf(IOException.class).hasMessage("the disk is full");
    }

    @Test
    void aWriterThatFailsInAnotherWayHoldsNobodyUpEither() throws Exception {
        LogWriter log = new LogWriter(new TearingWriter() {
            @Override
            public void write(char[] chars, int from, int count) {
                throw new StackOverflowError("too deep");
            }
        });
        for (int i = 0; i < 3000; i++) {
            log.log("line");
        }
        assertThatThrownBy(log::close).isInstanceOf(IOException.class).hasRootCauseMessage("too deep");
    }

    private static void logAll(LogWriter log, int number) {
        try {
            for (int i = 0; i < LINES; i++) {
                log.log(number + " " + i);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
