package tenstages.loadgen.film;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a film opens with, and its moments. */
class TellingTest {
    @Test
    void itOpensWhereMostWaitForALockThatSomebodyHolds() {
        Film.Side side = side(
                null,
                null,
                lane("worker-1", "worker", "S2W3_0H5_0"),
                lane("worker-2", "worker", "S1W3_0H2_0S4"),
                lane("client-1", "client", ".5C5"));
        // Two wait in sample 2, but nobody holds the lock.
        assertThat(telling(side).poster()).isEqualTo(0.04);
    }

    @Test
    void itOpensWhereTheCameraLooked() {
        Film.Side side = side(null, null, lane("event-loop", "loop", "S5-2S3"), lane("client-1", "client", ".1C9"));
        assertThat(telling(side).poster()).isEqualTo(0.07);
    }

    @Test
    void withoutLocksItOpensWhereMostClientsWait() {
        Film.Side side = side(null, null, lane("client-1", "client", ".5C5"), lane("client-2", "client", ".7C1.2"));
        assertThat(telling(side).poster()).isEqualTo(0.07);
    }

    /** Where the attack ends a server, and not where the attack is over. */
    @Test
    void itOpensWhereTheServerEnds() {
        Film.Side side = side(null, null, lane("event-loop", "loop", "E6X4"), lane("client-1", "client", ".2C1.7"));
        assertThat(telling(side).poster()).isEqualTo(0.06);
        assertThat(new Telling(List.of(side), 10, 0.01, false).poster()).isEqualTo(0.02);
    }

    @Test
    void ofATimeInWhichNothingChangesItOpensInTheMiddle() {
        Film.Side side = side(null, null, lane("client-1", "client", ".2C6.2"));
        assertThat(telling(side).poster()).isEqualTo(0.04);
    }

    @Test
    void itTellsWhereSomethingBegins() {
        Film.Side side = side(
                4, "0x2 4x2 -4x2 1x4", lane("event-loop", "loop", "E1R1S2W1_0E3X2"), lane("worker-1", "worker", "S10"));
        assertThat(telling(side).moments())
                .extracting(Film.Moment::text)
                .containsExactly(
                        "stage 7: the queue is full",
                        "stage 7: event-loop works, and serves nobody",
                        "stage 7: the queue is empty",
                        "stage 7: event-loop waits for a lock, and serves nobody",
                        "stage 7: the server ends");
    }

    /** A full queue turns clients away, so the first refusal says no more; a first reply says least. */
    @Test
    void ofManyMomentsThoseOfTheKindsThatTellMostAreKept() {
        Film.Side side = new Film.Side(
                "stage 9",
                "a-program",
                1,
                4,
                List.of(lane("event-loop", "loop", "E5X5"), lane("worker-1", "worker", "S10")),
                "0x2 4x1 -4x7",
                "0x1 1x9",
                "0x3 1x6",
                null,
                null,
                null,
                0,
                List.of());
        assertThat(new Telling(List.of(side), 10, 0.01, true).moments()).hasSize(5);
        assertThat(new Telling(List.of(side, side), 10, 0.01, true).moments())
                .extracting(Film.Moment::text)
                .containsOnly("stage 9: the queue is full", "stage 9: the queue is empty", "stage 9: the server ends")
                .hasSize(6);
    }

    /** A server that was killed has no empty queue: it has none. */
    @Test
    void whatHasEndedIsNotEmpty() {
        Film.Side side = side(4, "0x2 4x2 -4x6", lane("event-loop", "loop", "E4X6"));
        assertThat(telling(side).moments())
                .containsExactly(
                        new Film.Moment(0.02, "stage 7: the queue is full"),
                        new Film.Moment(0.04, "stage 7: the server ends"));
    }

    private static Telling telling(Film.Side side) {
        return new Telling(List.of(side), 10, 0.01, true);
    }

    private static Film.Lane lane(String name, String kind, String runs) {
        return new Film.Lane(name, kind, runs);
    }

    private static Film.Side side(Integer capacity, String queue, Film.Lane... lanes) {
        return new Film.Side(
                "stage 7", "a-program", 1, capacity, List.of(lanes), queue, null, null, null, null, null, 0, List.of());
    }
}
