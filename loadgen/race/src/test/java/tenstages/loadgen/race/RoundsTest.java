package tenstages.loadgen.race;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RoundsTest {
    private static final Duration SHORT = Duration.ofMillis(50);

    private final List<String> started = new ArrayList<>();
    private final List<String> told = new ArrayList<>();

    @Test
    void inEachRoundEachServerHasItsTurn() {
        Rounds rounds = rounds(2, List.of(broken("one"), broken("two")), 1, 5);
        rounds.run(told::add);
        assertThat(started).containsExactly("one", "two", "one", "two", "one", "two", "one", "two");
        assertThat(told)
                .startsWith("1 of 8: one, 1 connections …", "2 of 8: two, 1 connections …")
                .endsWith("8 of 8: two, 5 connections …");
        assertThat(rounds.done()).isEqualTo(8);
        assertThat(rounds.medians()).extracting(Heat::server).containsExactly("one", "two", "one", "two");
        assertThat(rounds.medians()).extracting(Heat::connections).containsExactly(1, 1, 5, 5);
        assertThat(rounds.medians()).allMatch(heat -> heat.rounds().size() == 2);
    }

    @Test
    void oneRoundIsItsHeats() {
        Rounds rounds = rounds(1, List.of(broken("one")), 3);
        rounds.run(told::add);
        assertThat(rounds.medians()).containsExactly(Heat.notStarted("one", 3, "one is broken"));
    }

    /** So that one can see what the same server is apart from itself. */
    @Test
    void theSameServerMayRunTwice() {
        Rounds rounds = rounds(3, List.of(broken("one"), broken("one")), 1);
        rounds.run(told::add);
        assertThat(rounds.medians()).hasSize(2).allMatch(heat -> heat.rounds().size() == 3);
    }

    @Test
    void whoAsksInTheMiddleIsToldWhatThereIs() {
        List<Integer> places = new ArrayList<>();
        Rounds[] rounds = new Rounds[1];
        Contestant curious = new Contestant("curious", workMs -> {
            places.add(rounds[0].medians().size());
            throw new IOException("enough");
        });
        rounds[0] = rounds(2, List.of(curious, broken("two")), 1);
        rounds[0].run(told::add);
        assertThat(places).containsExactly(0, 2);
    }

    private Rounds rounds(int count, List<Contestant> contestants, Integer... connections) {
        return new Rounds(new Race(0, 1, 0, 1, count, SHORT, SHORT, SHORT), contestants, List.of(connections));
    }

    private Contestant broken(String name) {
        return new Contestant(name, workMs -> {
            started.add(name);
            throw new IOException(name + " is broken");
        });
    }
}
