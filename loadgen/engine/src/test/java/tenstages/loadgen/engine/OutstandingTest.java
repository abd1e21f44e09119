package tenstages.loadgen.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OutstandingTest {
    private static final int BYTES = 10;

    @Test
    void aReplyBelongsToTheOldestRequestHoweverOftenTheRingGrowsAndTurns() {
        Outstanding outstanding = new Outstanding(2);
        int added = 0;
        int removed = 0;
        // Two come and one goes, so the ring grows with its head anywhere.
        for (int round = 0; round < 1000; round++) {
            addAndSend(outstanding, added++);
            addAndSend(outstanding, added++);
            expectHead(outstanding, removed++);
            outstanding.removeHead();
        }
        assertThat(outstanding.size()).isEqualTo(1000);
        while (outstanding.size() > 0) {
            expectHead(outstanding, removed++);
            outstanding.removeHead();
        }
        assertThat(removed).isEqualTo(added);
    }

    private static void addAndSend(Outstanding outstanding, int number) {
        outstanding.add(number, 1000 + number);
        assertThat(outstanding.nextUnrendered()).isEqualTo(number);
        outstanding.rendered((number + 1L) * BYTES);
        outstanding.written((number + 1L) * BYTES, 2000 + number);
    }

    private static void expectHead(Outstanding outstanding, int number) {
        assertThat(outstanding.headLine()).isEqualTo(number);
        assertThat(outstanding.headIntended()).isEqualTo(1000 + number);
        assertThat(outstanding.headSent()).isEqualTo(2000 + number);
    }

    @Test
    void aRequestIsSentOnceItsLastByteIsWritten() {
        Outstanding outstanding = rendered(3);

        outstanding.written(BYTES - 1, 100);
        assertThat(outstanding.sentCount()).isZero();

        outstanding.written(2 * BYTES, 200);
        assertThat(outstanding.sentCount()).isEqualTo(2);
        assertThat(outstanding.headSent()).isEqualTo(200);

        outstanding.written(3 * BYTES, 300);
        assertThat(outstanding.sentCount()).isEqualTo(3);
        assertThat(outstanding.headSent()).as("the first time counts").isEqualTo(200);
    }

    @Test
    void onlyWhatIsNotYetBytesIsRendered() {
        Outstanding outstanding = new Outstanding(2);
        assertThat(outstanding.hasUnrendered()).isFalse();
        outstanding.add(7, 0);
        outstanding.add(8, 0);
        assertThat(outstanding.nextUnrendered()).isEqualTo(7);
        outstanding.rendered(BYTES);
        assertThat(outstanding.nextUnrendered()).isEqualTo(8);
        outstanding.rendered(2 * BYTES);
        assertThat(outstanding.hasUnrendered()).isFalse();
    }

    @Test
    void aRequestTimesOutOnceAndOnlyIfItWasSentAndIsOlder() {
        Outstanding outstanding = rendered(3);
        outstanding.written(2 * BYTES, 50);

        assertThat(outstanding.timeOutBefore(0)).isZero();
        assertThat(outstanding.timeOutBefore(1)).as("due at 0").isEqualTo(1);
        assertThat(outstanding.headTimedOut()).isTrue();
        assertThat(outstanding.timeOutBefore(1)).as("marked already").isZero();
        assertThat(outstanding.timeOutBefore(100))
                .as("the third was never sent")
                .isEqualTo(1);

        outstanding.removeHead();
        assertThat(outstanding.headTimedOut()).as("the second").isTrue();
        outstanding.removeHead();
        assertThat(outstanding.headTimedOut()).as("the third").isFalse();
    }

    @Test
    void allHaveTimedOutOnlyIfTheOldestUnsentOneIsOldToo() {
        Outstanding outstanding = rendered(3);
        outstanding.written(2 * BYTES, 50);
        assertThat(outstanding.allTimedOut(100)).as("none is marked yet").isFalse();

        outstanding.timeOutBefore(1);
        assertThat(outstanding.allTimedOut(100)).as("one is marked").isFalse();

        outstanding.timeOutBefore(2);
        assertThat(outstanding.allTimedOut(2))
                .as("the third, due at 2, is not older")
                .isFalse();
        assertThat(outstanding.allTimedOut(3)).isTrue();

        outstanding.written(3 * BYTES, 60);
        assertThat(outstanding.allTimedOut(3))
                .as("the third is sent and not marked")
                .isFalse();
    }

    @Test
    void timesThatOverflowAreStillInOrder() {
        Outstanding outstanding = new Outstanding(2);
        outstanding.add(0, Long.MAX_VALUE);
        outstanding.rendered(BYTES);
        outstanding.written(BYTES, Long.MIN_VALUE);
        assertThat(outstanding.timeOutBefore(Long.MIN_VALUE)).isEqualTo(1);
    }

    /** Requests that are due at 0, 1, 2, … and are bytes, none of which has been written. */
    private static Outstanding rendered(int count) {
        Outstanding outstanding = new Outstanding(2);
        for (int i = 0; i < count; i++) {
            outstanding.add(i, i);
            outstanding.rendered((i + 1L) * BYTES);
        }
        return outstanding;
    }
}
