package tenstages.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BalancesTest {
    private static final SimulatedWork NONE = SimulatedWork.ofMillis(0);
    private static final ContentionStats SILENT = new ContentionStats(Output.STDERR, false);
    private static final int USERS = 6400;

    @Test
    void noUpdateIsLostHoweverManyThreadsRace() throws Exception {
        Balances balances = new Balances(64, NONE, NONE, SILENT);
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            threads.add(started(() -> {
                awaitStart(start);
                for (int n = 0; n < 5_000; n++) {
                    balances.apply(new Request.Event("ada", 1));
                }
            }));
        }
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(balances.of("ada")).isEqualTo(40_000);
    }

    @Test
    void aReadDoesNotWaitForAChangeOfTheSameUser() throws Exception {
        Gate hold = new Gate();
        Balances balances = new Balances(64, NONE, hold, SILENT);
        balances.of("ada");
        Thread holder = started(() -> balances.apply(new Request.Event("ada", 1)));
        hold.awaitArrivals(1);
        assertThat(balances.of("ada")).isZero();
        hold.open();
        holder.join();
        assertThat(balances.of("ada")).isEqualTo(1);
    }

    @Test
    void theWorkIsDoneOutsideTheLock() throws Exception {
        Gate work = new Gate();
        Balances balances = new Balances(64, work, NONE, SILENT);
        Thread first = started(() -> balances.apply(new Request.Event("ada", 1)));
        Thread second = started(() -> balances.apply(new Request.Event("ada", 1)));
        work.awaitArrivals(2);
        work.open();
        first.join();
        second.join();
        assertThat(balances.of("ada")).isEqualTo(2);
    }

    @Test
    void changesOfOneUserWaitForEachOther() throws Exception {
        Gate hold = new Gate();
        Balances balances = new Balances(64, NONE, hold, SILENT);
        Thread first = started(() -> balances.apply(new Request.Event("ada", 1)));
        hold.awaitArrivals(1);
        Thread second = started(() -> balances.apply(new Request.Event("ada", 1)));
        await().until(() -> second.getState() == Thread.State.WAITING);
        assertThat(hold.threads()).hasSize(1);
        hold.open();
        first.join();
        second.join();
        assertThat(balances.of("ada")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 63, 64, 65, 65_536})
    void everyNumberOfStripesKeepsEveryUserApart(int stripes) {
        Balances balances = new Balances(stripes, NONE, NONE, SILENT);
        for (int user = 0; user < 500; user++) {
            balances.apply(new Request.Event("user" + user, user + 1));
        }
        for (int user = 0; user < 500; user++) {
            assertThat(balances.of("user" + user)).isEqualTo(user + 1);
        }
    }

    @Test
    void theNumberOfStripesIsRoundedUpToAPowerOfTwo() {
        for (int[] pair : new int[][] {{1, 1}, {2, 2}, {3, 4}, {64, 64}, {65, 128}, {65_536, 65_536}}) {
            assertThat(stripes(new Balances(pair[0], NONE, NONE, SILENT))).hasSize(pair[1]);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"user%d", "%d", "customer-%08d", "%x@example.org"})
    void usersAreSpreadOverTheStripes(String format) {
        List<Map<String, AtomicLong>> stripes = filled(format);
        assertThat(stripes).allSatisfy(stripe -> assertThat(stripe.size()).isBetween(75, 125));
    }

    /** A map picks a bucket by the low bits of (h ^ h >>> 16), as HashMap and ConcurrentHashMap do. */
    @ParameterizedTest
    @ValueSource(strings = {"user%d", "%d", "customer-%08d", "%x@example.org"})
    void usersOfOneStripeAreSpreadOverTheBucketsOfItsMap(String format) {
        for (Map<String, AtomicLong> stripe : filled(format)) {
            Map<Integer, Integer> buckets = new HashMap<>();
            for (String user : stripe.keySet()) {
                int hash = user.hashCode();
                buckets.merge((hash ^ hash >>> 16) & 63, 1, Integer::sum);
            }
            assertThat(buckets.size()).isGreaterThan(20);
        }
    }

    /** Anybody may ask for any name. */
    @Test
    void aQuestionLeavesNothingBehind() {
        Balances balances = new Balances(1, NONE, NONE, SILENT);
        assertThat(balances.of("nobody")).isZero();
        for (Object stripe : stripes(balances)) {
            Map<String, Object> users = field(stripe, "balances");
            assertThat(users).isEmpty();
        }
    }

    private static List<Map<String, AtomicLong>> filled(String format) {
        Balances balances = new Balances(64, NONE, NONE, SILENT);
        for (int user = 0; user < USERS; user++) {
            balances.apply(new Request.Event(format.formatted(user), 1));
        }
        List<Map<String, AtomicLong>> maps = new ArrayList<>();
        for (Object stripe : stripes(balances)) {
            maps.add(field(stripe, "balances"));
        }
        return maps;
    }

    private static Object[] stripes(Balances balances) {
        return field(balances, "stripes");
    }

    @SuppressWarnings("unchecked")
    private static <T> T field(Object owner, String name) {
        try {
            java.lang.reflect.Field field = owner.getClass().getDeclaredField(name);
            field.setAccessible(true);
            return (T) field.get(owner);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static Thread started(Runnable task) {
        Thread thread = new Thread(task);
        thread.start();
        return thread;
    }

    private static void awaitStart(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
