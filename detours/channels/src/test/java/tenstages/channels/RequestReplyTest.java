package tenstages.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RequestReplyTest {
    private static final long FOR_EVER = 3_600_000;

    @Test
    void everyAskerGetsTheReplyToItsOwnQuestion() throws InterruptedException {
        RequestReply<Integer, Integer> squares = new RequestReply<>(number -> number * number);
        List<Thread> askers = new ArrayList<>();
        AtomicInteger right = new AtomicInteger();
        for (int i = 0; i < 8; i++) {
            int asker = i;
            askers.add(new Thread(() -> {
                for (int k = 0; k < 1000; k++) {
                    int number = 10 * k + asker;
                    right.addAndGet(ask(squares, number) == number * number ? 1 : 0);
                }
            }));
        }
        askers.forEach(Thread::start);
        for (Thread asker : askers) {
            asker.join();
        }
        assertThat(right).hasValue(8000);
    }

    @Test
    void anAnswerThatFailsIsToldAndTheNextQuestionIsAnswered() throws Exception {
        RequestReply<Integer, Integer> division = new RequestReply<>(number -> 10 / number);
        assertThatThrownBy(() -> division.ask(0, FOR_EVER))
                .isInstanceOf(IllegalStateException.class)
                .hasCauseInstanceOf(ArithmeticException.class);
        assertThat(division.ask(5, FOR_EVER)).isEqualTo(2);
    }

    @Test
    void anErrorIsAFailureToo() throws Exception {
        RequestReply<String, String> echo = new RequestReply<>(text -> {
            if (text == null) {
                throw new AssertionError("nothing to say");
            }
            return text;
        });
        assertThatThrownBy(() -> echo.ask(null, FOR_EVER))
                .isInstanceOf(IllegalStateException.class)
                .hasCauseInstanceOf(AssertionError.class);
        assertThat(echo.ask("next", FOR_EVER)).isEqualTo("next");
    }

    @Test
    void aReplyThatComesTooLateReachesNobody() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        RequestReply<String, String> echo = new RequestReply<>(text -> {
            if (text.equals("slow")) {
                pass(slow);
            }
            return text;
        });
        assertThatThrownBy(() -> echo.ask("slow", 20))
                .isInstanceOf(TimeoutException.class)
                .hasMessage("no reply in 20 ms");
        slow.countDown();
        assertThat(echo.ask("next", FOR_EVER)).isEqualTo("next");
    }

    /** The time in the queue counts: whoever asks does not wait longer than it said. */
    @Test
    void whereNobodyTakesQuestionsTheAskerComesBackToo() {
        CountDownLatch slow = new CountDownLatch(1);
        RequestReply<String, String> stuck = new RequestReply<>(text -> {
            pass(slow);
            return text;
        });
        for (int i = 0; i < 100; i++) {
            assertThatThrownBy(() -> stuck.ask("x", 1)).isInstanceOf(TimeoutException.class);
        }
        slow.countDown();
    }

    /** One time for both: an asker that got into the queue late waits for its reply only as long as is left of it. */
    @Test
    void theTimeInTheQueueIsPartOfTheTimeout() throws Exception {
        Semaphore answered = new Semaphore(0);
        RequestReply<String, String> slow = new RequestReply<>(text -> {
            answered.acquireUninterruptibly();
            return text;
        });
        List<Thread> askers = new ArrayList<>();
        for (int i = 0; i < 65; i++) {
            askers.add(new Thread(() -> {
                try {
                    slow.ask("x", FOR_EVER);
                } catch (InterruptedException | TimeoutException e) {
                    throw new AssertionError(e);
                }
            }));
        }
        askers.forEach(Thread::start);
        // One is being answered, and the queue is full.
        await().until(() -> askers.stream().allMatch(asker -> asker.getState() == Thread.State.TIMED_WAITING));
        long timeoutMillis = 2000;
        CompletableFuture.delayedExecutor(timeoutMillis * 3 / 4, TimeUnit.MILLISECONDS)
                .execute(answered::release);
        long begun = System.nanoTime();
        assertThatThrownBy(() -> slow.ask("late", timeoutMillis)).isInstanceOf(TimeoutException.class);
        assertThat((System.nanoTime() - begun) / 1e6 / timeoutMillis).isBetween(0.99, 1.5);
        answered.release(askers.size());
        for (Thread asker : askers) {
            asker.join();
        }
    }

    private static int ask(RequestReply<Integer, Integer> squares, int number) {
        try {
            return squares.ask(number, FOR_EVER);
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    private static void pass(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
