package tenstages.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @ParameterizedTest
    @CsvSource({"64, user%d", "64, %d", "64, customer-%08d", "64, %x@example.org", "63, user%d", "7, user%d", "100, %d"
    })
    void usersAreSpreadOverTheStripes(int stripes, String format) {
        List<Map<String, Long>> maps = filled(stripes, format);
        assertThat(maps).hasSize(stripes);
        int each = USERS / stripes;
        assertThat(maps).allSatisfy(map -> assertThat(map.size()).isBetween(each * 2 / 3, each * 4 / 3));
    }

    /** The bits that pick the stripe run from 0 to 65535: each of them picks one, and no stripe is left out. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 1000, 65_535, 65_536})
    void anyNumberOfStripesIsUsedToTheLast(int stripes) {
        Balances balances = new Balances(stripes, NONE, NONE, SILENT);
        for (int user = 0;
                Stream.of(balances.stripes[0], balances.stripes[stripes - 1])
                        .anyMatch(stripe -> stripe.balances.isEmpty());
                user++) {
            balances.apply(new Request.Event("user" + user, 1));
        }
        assertThat(balances.stripes).hasSize(stripes);
    }

    /** A map picks a bucket by the low bits of (h ^ h >>> 16), as HashMap and ConcurrentHashMap do. */
    @ParameterizedTest
    @CsvSource({"64, user%d", "64, %d", "64, customer-%08d", "64, %x@example.org", "63, user%d"})
    void usersOfOneStripeAreSpreadOverTheBucketsOfItsMap(int stripes, String format) {
        for (Map<String, Long> stripe : filled(stripes, format)) {
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
        assertThat(balances.stripes[0].balances).isEmpty();
    }

    private static List<Map<String, Long>> filled(int stripes, String format) {
        Balances balances = new Balances(stripes, NONE, NONE, SILENT);
        for (int user = 0; user < USERS; user++) {
            balances.apply(new Request.Event(format.formatted(user), 1));
        }
        return Arrays.stream(balances.stripes).map(stripe -> stripe.balances).toList();
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
