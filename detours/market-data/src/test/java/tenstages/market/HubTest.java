package tenstages.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tenstages.market.Message.Numbers;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HubTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration STUCK_AFTER = Duration.ofSeconds(5);
    private static final int WAITING = 10;

    /** The tests' own clock: it stands still unless it is moved. */
    private final AtomicLong clock = new AtomicLong();

    private final List<String> notes = new CopyOnWriteArrayList<>();
    private final Hub hub = new Hub(STUCK_AFTER, clock::get, notes::add);

    @Test
    void whoHasSubscribedIsToldAndNobodyElse() throws Exception {
        Subscriber a = subscriber("a", "A");
        Subscriber both = subscriber("both", "A", "B");
        publish("A", 1);
        publish("B", 2);
        publish("NOBODY", 3);
        assertThat(a.take().price()).isEqualTo("1");
        assertThat(both.take().price()).isEqualTo("1");
        assertThat(both.take().price()).isEqualTo("2");
        Numbers numbers = hub.ask(PATIENCE);
        assertThat(counts(numbers)).isEqualTo("received=3 delivered=3 missed=0 dead=1 stuck=0 died=0");
        assertThat(numbers.prices().keySet()).containsExactly("A", "B", "NOBODY");
        assertThat(numbers.prices().get("B").last()).isEqualTo("2");
    }

    @Test
    void numbersOnceToldDoNotChange() throws Exception {
        publish("A", 1);
        Numbers before = hub.ask(PATIENCE);
        publish("B", 2);
        hub.ask(PATIENCE);
        assertThat(before.prices()).containsOnlyKeys("A");
    }

    @Test
    void theViewHasALineForEachSymbol() throws Exception {
        publish("AAA", 2);
        publish("AAA", 5);
        publish("AAA", 3);
        assertThat(LiveView.table(hub.ask(PATIENCE)).lines().map(line -> line.strip()
                        .replaceAll(" +", " ")))
                .contains("symbol last average min max ticks", "AAA 3 3.3333 2 5 3");
    }

    /** With one deadline for each, twenty would take twenty times as long. */
    @Test
    void allSubscribersShareOneDeadline() throws Exception {
        Hub other = new Hub(STUCK_AFTER, System::nanoTime, notes::add);
        for (int i = 0; i < 20; i++) {
            other.send(new Message.Subscribe("A", new Subscriber("deaf " + i, WAITING, System::nanoTime)));
        }
        other.send(new Message.Published(new Tick("A", BigDecimal.ONE)));
        long start = System.nanoTime();
        assertThat(other.shutdown(Duration.ofMillis(500))).isEqualTo(20);
        assertThat(System.nanoTime() - start).isLessThan(20 * 500_000_000L);
    }

    @Test
    void whoSubscribesTwiceIsToldOnce() throws Exception {
        Subscriber a = subscriber("a", "A", "A");
        publish("A", 1);
        publish("A", 2);
        assertThat(a.take().price()).isEqualTo("1");
        assertThat(a.take().price()).isEqualTo("2");
    }

    @Test
    void aSlowSubscriberMissesTicksAndHoldsUpNobody() throws Exception {
        Subscriber slow = subscriber("slow", "A");
        Subscriber other = subscriber("other", "A");
        for (int i = 0; i < 100; i++) {
            publish("A", i);
            assertThat(other.take().price()).isEqualTo(String.valueOf(i));
            if (i % 20 == 0) {
                clock.addAndGet(STUCK_AFTER.toNanos() - 1);
                slow.take();
            }
        }
        Numbers numbers = hub.ask(PATIENCE);
        // It has taken five, and ten wait for it.
        assertThat(counts(numbers)).isEqualTo("received=100 delivered=115 missed=85 dead=0 stuck=0 died=0");
        assertThat(notes).isEmpty();
    }

    @Test
    void whoTakesNothingForTooLongIsStuckAndOutAndItsTicksAreDeadLetters() throws Exception {
        Subscriber stuck = subscriber("stuck", "A");
        for (int i = 0; i < WAITING; i++) {
            publish("A", i);
        }
        // It has them by then.
        hub.ask(PATIENCE);
        clock.set(STUCK_AFTER.toNanos() - 1);
        publish("A", 10);
        assertThat(counts(hub.ask(PATIENCE))).isEqualTo("received=11 delivered=10 missed=1 dead=0 stuck=0 died=0");
        clock.set(STUCK_AFTER.toNanos());
        publish("A", 11);
        assertThat(counts(hub.ask(PATIENCE))).isEqualTo("received=12 delivered=0 missed=2 dead=10 stuck=1 died=0");
        assertThat(notes).containsExactly("stuck is stuck, and out; 10 ticks are dead letters");
        assertThat(stuck.take()).isNull();
        publish("A", 12);
        assertThat(hub.ask(PATIENCE).deadLetters()).isEqualTo(11);
    }

    @Test
    void whoHadNothingToTakeIsNotStuck() throws Exception {
        subscriber("idle", "A");
        clock.set(STUCK_AFTER.toNanos());
        for (int i = 0; i <= WAITING; i++) {
            publish("A", i);
        }
        assertThat(counts(hub.ask(PATIENCE))).isEqualTo("received=11 delivered=10 missed=1 dead=0 stuck=0 died=0");
    }

    @Test
    void whoUnsubscribesIsToldNoMore() throws Exception {
        Subscriber a = subscriber("a", "A", "B");
        publish("A", 1);
        assertThat(a.take().price()).isEqualTo("1");
        publish("A", 2);
        hub.send(new Message.Unsubscribe(a));
        hub.send(new Message.Unsubscribe(a));
        publish("A", 3);
        publish("B", 4);
        assertThat(counts(hub.ask(PATIENCE))).isEqualTo("received=4 delivered=1 missed=0 dead=3 stuck=0 died=0");
        assertThat(a.take()).isNull();
    }

    @Test
    void aShutdownHandsOnWhatWasSentBeforeAndTakesNothingMore() throws Exception {
        List<Tick> taken = new ArrayList<>();
        Subscriber a = new Subscriber("a", 1000, clock::get);
        hub.send(new Message.Subscribe("A", a));
        for (int i = 0; i < 500; i++) {
            publish("A", i);
        }
        Thread taker = takeAll(a, taken);
        assertThat(hub.shutdown(PATIENCE)).isZero();
        taker.join();
        assertThat(taken).hasSize(500);
        assertThat(hub.send(new Message.Published(new Tick("A", BigDecimal.ONE))))
                .isFalse();
        assertThatThrownBy(() -> hub.ask(PATIENCE)).isInstanceOf(TimeoutException.class);
        assertThat(counts(hub.numbers())).isEqualTo("received=500 delivered=500 missed=0 dead=0 stuck=0 died=0");
        assertThat(hub.shutdown(PATIENCE)).isZero();
    }

    @Test
    void aShutdownEndsAtItsDeadlineAndSaysWhatIsLeft() throws Exception {
        subscriber("deaf", "A");
        for (int i = 0; i < 7; i++) {
            publish("A", i);
        }
        assertThat(hub.shutdown(Duration.ofMillis(20))).isEqualTo(7);
    }

    @Test
    void aFullQueueAtTheDeadlineIsLeftBehindWhole() throws Exception {
        subscriber("deaf", "A");
        for (int i = 0; i < WAITING; i++) {
            publish("A", i);
        }
        assertThat(hub.shutdown(Duration.ofMillis(20))).isEqualTo(WAITING);
    }

    @Test
    void aProducerThatDiesIsToldAndHarmsNobody() throws Exception {
        Subscriber a = subscriber("a", "A");
        hub.send(new Message.Died("producer-1", new IllegalStateException("broken")));
        publish("A", 1);
        assertThat(a.take().price()).isEqualTo("1");
        assertThat(hub.ask(PATIENCE).died()).isEqualTo(1);
        assertThat(notes).containsExactly("producer-1 died: java.lang.IllegalStateException: broken");
    }

    /** Ten producers, some of whom are in the middle of sending: what was taken is handed on, to the last tick. */
    @Test
    void aShutdownAmongManyProducersLosesNothing() throws Exception {
        AtomicLong sent = new AtomicLong();
        List<Tick> taken = new ArrayList<>();
        Subscriber a = new Subscriber("a", 100_000, clock::get);
        hub.send(new Message.Subscribe("A", a));
        Thread taker = takeAll(a, taken);
        List<Thread> producers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Producer producer = new Producer(List.of("A"), 0, Long.MAX_VALUE, i, tick -> {
                boolean isTaken = hub.send(new Message.Published(tick));
                sent.addAndGet(isTaken ? 1 : 0);
                return isTaken;
            });
            producers.add(new Thread(producer));
        }
        producers.forEach(Thread::start);
        while (sent.get() < 5000) {
            Thread.onSpinWait();
        }
        assertThat(hub.shutdown(PATIENCE)).isZero();
        for (Thread producer : producers) {
            producer.join();
        }
        taker.join();
        Numbers numbers = hub.numbers();
        assertThat(numbers.received()).isEqualTo(sent.get());
        assertThat(numbers.delivered() + numbers.missed()).isEqualTo(sent.get());
        assertThat(taken).hasSize((int) numbers.delivered());
    }

    /** In each round senders are in the middle of it and a shutdown waits behind them: what send returns is true. */
    @Test
    void whoIsToldThatAMessageWasTakenOrNotIsToldTheTruth() throws Exception {
        for (int round = 0; round < 20; round++) {
            CountDownLatch gate = new CountDownLatch(1);
            Hub busy = new Hub(STUCK_AFTER, clock::get, note -> pass(gate));
            busy.send(new Message.Died("the gate", new IllegalStateException()));
            AtomicLong taken = new AtomicLong();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                threads.add(new Thread(() -> sendForEver(busy, taken)));
            }
            threads.forEach(Thread::start);
            soon().until(() -> threads.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING));
            Thread shutdown = new Thread(() -> shutdown(busy));
            shutdown.start();
            soon().until(() -> shutdown.getState() == Thread.State.WAITING);
            assertThatThrownBy(() -> busy.ask(Duration.ofMillis(1))).isInstanceOf(TimeoutException.class);
            gate.countDown();
            threads.add(shutdown);
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(busy.numbers().received()).isEqualTo(taken.get());
        }
    }

    private static ConditionFactory soon() {
        return await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2));
    }

    private static void sendForEver(Hub hub, AtomicLong taken) {
        try {
            while (hub.send(new Message.Published(new Tick("A", BigDecimal.ONE)))) {
                taken.incrementAndGet();
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void shutdown(Hub hub) {
        try {
            hub.shutdown(PATIENCE);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void pass(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Subscriber subscriber(String name, String... symbols) throws InterruptedException {
        Subscriber subscriber = new Subscriber(name, WAITING, clock::get);
        for (String symbol : symbols) {
            hub.send(new Message.Subscribe(symbol, subscriber));
        }
        return subscriber;
    }

    private void publish(String symbol, int price) throws InterruptedException {
        assertThat(hub.send(new Message.Published(new Tick(symbol, BigDecimal.valueOf(price)))))
                .isTrue();
    }

    private static Thread takeAll(Subscriber subscriber, List<Tick> taken) {
        Thread thread = new Thread(() -> {
            try {
                for (Tick tick = subscriber.take(); tick != null; tick = subscriber.take()) {
                    taken.add(tick);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.start();
        return thread;
    }

    private static String counts(Numbers numbers) {
        return LiveView.line(numbers).strip();
    }
}
