package tenstages.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchesTest {
    private final Metrics metrics = new Metrics();
    private final Pace pace = new Pace();
    private final BlockingQueue<List<Request.Event>> queue = new ArrayBlockingQueue<>(100);

    @Test
    void theEventsOfARoundAreHandedOverInTheirOrderAndOnce() {
        Batches batches = new Batches(queue, 3, 100, pace, metrics);
        assertThat(offer(batches, 10)).isEqualTo(10);
        assertThat(queue).isEmpty();
        batches.handOver();
        batches.handOver();
        assertThat(sizes()).containsExactly(3, 3, 4);
        assertThat(users()).containsExactlyElementsOf(usersTo(10));

        queue.clear();
        offer(batches, 3);
        batches.handOver();
        assertThat(users()).containsExactlyElementsOf(usersTo(3));
    }

    /** Where work takes long, they are done side by side. */
    @Test
    void asManyEventsAsWorkersAreOneForEach() {
        Batches batches = new Batches(queue, 16, 100, pace, metrics);
        offer(batches, 16);
        batches.handOver();
        assertThat(sizes()).hasSize(16).containsOnly(1);
    }

    /** One event more than there are workers makes one share larger, and leaves nobody without one. */
    @Test
    void eachWorkerHasAShareWhereThereIsOneForEach() {
        Batches batches = new Batches(queue, 16, 100, pace, metrics);
        offer(batches, 17);
        batches.handOver();
        assertThat(sizes()).hasSize(16).containsOnly(1, 2);
        assertThat(users()).containsExactlyElementsOf(usersTo(17));
    }

    /** Where work takes long, there are fewer events than shares. */
    @Test
    void noShareIsEmpty() {
        Batches batches = new Batches(queue, 16, 100, pace, metrics);
        pace.record(1, 100_000_000);
        offer(batches, 2);
        batches.handOver();
        assertThat(sizes()).containsExactly(1, 1);
    }

    /** Where work takes next to nothing, one worker is woken up and not three. */
    @Test
    void shortWorkIsNotDivided() {
        Batches batches = new Batches(queue, 3, 100, pace, metrics);
        pace.record(1, 100);
        offer(batches, 10);
        batches.handOver();
        assertThat(sizes()).containsExactly(10);
    }

    @Test
    void aRoundWithoutEventsHandsOverNothing() {
        // An empty batch is what stops a worker.
        new Batches(queue, 3, 100, pace, metrics).handOver();
        assertThat(queue).isEmpty();
    }

    @Test
    void noMoreThanThePlacesAreAcceptedWhateverTheRounds() {
        Batches batches = new Batches(queue, 2, 5, pace, metrics);
        assertThat(offer(batches, 3)).isEqualTo(3);
        batches.handOver();
        assertThat(offer(batches, 4)).isEqualTo(2);
        batches.handOver();
        assertThat(offer(batches, 1)).isZero();
        assertThat(users()).hasSize(5);
    }

    /** Workers that wait are not to go on waiting while events are refused for lack of room. */
    @Test
    void whereThereIsLittleRoomEventsAreHandedOverBeforeTheRoundIsOver() {
        pace.record(1, 100);
        Batches batches = new Batches(queue, 1, 40, pace, metrics);
        offer(batches, 19);
        assertThat(queue).isEmpty();
        offer(batches, 1);
        assertThat(sizes()).containsExactly(20);
        assertThat(offer(batches, 100)).isEqualTo(20);
        assertThat(sizes()).containsExactly(20, 10, 5, 2, 1, 1, 1);
    }

    /** A place is free again once its event is done: applied, or failed. */
    @Test
    void whatIsDoneMakesRoom() {
        Batches batches = new Batches(queue, 2, 5, pace, metrics);
        offer(batches, 5);
        batches.handOver();
        metrics.eventProcessed();
        metrics.eventFailed();
        assertThat(offer(batches, 3)).isEqualTo(2);
    }

    /** Offers as the handler does, and returns how many were taken. */
    private int offer(Batches batches, int count) {
        int taken = 0;
        for (int i = 0; i < count; i++) {
            metrics.eventReceived();
            if (batches.offer(new Request.Event("user" + i, 1))) {
                taken++;
            } else {
                metrics.eventDropped();
            }
        }
        return taken;
    }

    private List<Integer> sizes() {
        return queue.stream().map(List::size).toList();
    }

    private List<String> users() {
        List<String> users = new ArrayList<>();
        queue.forEach(batch -> batch.forEach(event -> users.add(event.user())));
        return users;
    }

    private static List<String> usersTo(int count) {
        return IntStream.range(0, count).mapToObj(i -> "user" + i).toList();
    }
}
