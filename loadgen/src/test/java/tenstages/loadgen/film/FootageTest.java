package tenstages.loadgen.film;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The lines of cameras, and what is made of them. */
class FootageTest {
    private final Footage footage = new Footage();
    private final Footage.Reel reel = footage.reel();

    @Test
    void aLineIsASampleOfAllLanes() {
        add("lane 0 loop main", "lane 1 worker worker-1", "queue 7", "locks 1", "100 EW 3 1W0", "101 RH 2 1H0");
        assertThat(lane(0, 100, 101)).isEqualTo("E1R1");
        assertThat(lane(1, 100, 101)).isEqualTo("W1_0H1_0");
        assertThat(footage.queued(100)).isEqualTo(3);
        assertThat(footage.queued(101)).isEqualTo(2);
        assertThat(footage.capacity()).isEqualTo(7);
        assertThat(footage.locks()).isEqualTo(1);
    }

    @Test
    void aThreadWithAnotherNameIsTheSameLane() {
        add("lane 0 loop main", "lane 0 loop event-loop");
        assertThat(footage.lanes()).extracting(lane -> lane.name).containsExactly("event-loop");
    }

    @Test
    void aLaneThatComesLaterWasNotSampledBefore() {
        add("lane 0 loop main", "1 R -1", "lane 1 worker worker-1", "2 RS -1");
        assertThat(lane(1, 1, 2)).isEqualTo("-1S1");
        assertThat(footage.firstWork(0)).isEqualTo(2);
        assertThat(footage.firstWork(3)).isEqualTo(-1);
    }

    /** The last state is not drawn out over what nobody has seen. */
    @Test
    void whatIsMissedIsAGap() {
        add("lane 0 loop main", "10 S 5", "13 E 4");
        assertThat(lane(0, 9, 14)).isEqualTo("-1S1-2E1-1");
        assertThat(footage.isMissed(11)).isTrue();
        assertThat(footage.isMissed(13)).isFalse();
        assertThat(footage.queued(12)).isEqualTo(5);
    }

    @Test
    void afterItsEndAServerHasEndedUntilTheNextOneBegins() {
        add("lane 0 loop main", "lane 1 worker worker-1", "10 RS 5");
        reel.end(12);
        Footage.Reel next = footage.reel();
        List.of("lane 0 worker worker-1", "lane 1 loop main", "14 QE 0").forEach(next::add);
        assertThat(lane(0, 10, 14)).isEqualTo("R1-1X2E1");
        assertThat(lane(1, 10, 14)).isEqualTo("S1-1X2Q1");
        assertThat(footage.queued(14)).isZero();
    }

    @Test
    void aServerMayEndRightAfterASample() {
        add("lane 0 loop main", "10 R -1");
        reel.end(10);
        assertThat(lane(0, 10, 12)).isEqualTo("R1X2");
    }

    @Test
    void aLineThatWasCutOffIsNoSample() {
        add("lane 0 loop main", "lane 1 worker worker-1", "1000 RS 5");
        assertThatThrownBy(() -> add("1001 R")).isInstanceOf(RuntimeException.class);
        add("10 RS 5");
        assertThat(footage.last()).isEqualTo(1000);
        assertThat(footage.isMissed(10)).isTrue();
    }

    @Test
    void itKeepsNoMoreThanThereIsRoomFor() {
        for (int i = 0; i < 50; i++) {
            add("lane " + i + " worker worker-" + i);
        }
        for (int i = 0; i < Footage.MOST_SAMPLES + 10; i++) {
            add(i + " " + "S".repeat(50) + " 0 49W0");
        }
        assertThat(footage.lanes()).hasSize(40);
        assertThat(footage.last()).isEqualTo(Footage.MOST_SAMPLES - 1);
        assertThat(footage.notes()).containsExactly("only the first 40 threads are in the picture");
    }

    private void add(String... lines) {
        List.of(lines).forEach(reel::add);
    }

    private String lane(int lane, long from, long to) {
        return Runs.ofStates(LongStream.rangeClosed(from, to)
                .mapToObj(period -> footage.state(lane, period))
                .toList());
    }
}
