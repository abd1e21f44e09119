package tenstages.docs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import tenstages.loadgen.film.Film;
import tenstages.loadgen.film.LaneState;
import tenstages.loadgen.film.Runs;

/** One side of a recorded film, sample by sample. */
final class Reel {
    final Film.Side side;
    final boolean ends;
    final List<Lane> lanes = new ArrayList<>();
    final int[] queue;

    private final int samples;

    /**
     * A thread or a client.
     *
     * @param name such as worker-3
     * @param kind loop, worker, client or other
     * @param states one for each sample
     */
    record Lane(String name, String kind, LaneState[] states) {
        boolean is(String letters, int sample) {
            return letters.indexOf(states[sample].letter()) >= 0;
        }

        /** Who waits for none of the stage's locks, but for a class that another thread loads, is at work. */
        char letter(int sample) {
            LaneState state = states[sample];
            return state.letter() == 'W' && state.number() < 0 ? 'R' : state.letter();
        }

        int lock(int sample) {
            return states[sample].number();
        }
    }

    Reel(Film film, Film.Side side) {
        this.side = side;
        ends = film.ends();
        samples = film.samples();
        for (Film.Lane lane : side.lanes()) {
            lanes.add(new Lane(lane.name(), lane.kind(), states(lane.runs())));
        }
        queue = numbers(side.queue());
    }

    /** What is not told was not sampled. */
    private LaneState[] states(String runs) {
        LaneState[] states = Runs.states(runs, samples);
        for (int i = 0; i < samples; i++) {
            states[i] = states[i] == null ? new LaneState('-', -1) : states[i];
        }
        return states;
    }

    int[] numbers(String steps) {
        return Runs.numbers(steps == null ? "" : steps, samples);
    }

    List<Lane> of(String kind) {
        return lanes.stream().filter(lane -> lane.kind.equals(kind)).toList();
    }

    List<Lane> threads() {
        return lanes.stream().filter(lane -> !lane.kind.equals("client")).toList();
    }

    /** How many of these lanes are in this state. */
    static long count(List<Lane> lanes, char letter, int sample) {
        return lanes.stream().filter(lane -> lane.letter(sample) == letter).count();
    }

    /** The thread that holds the lock for which that one waits; null if nobody was seen with it. */
    Lane holder(Lane waiter, int sample) {
        return threads().stream()
                .filter(lane -> lane.letter(sample) == 'H' && lane.lock(sample) == waiter.lock(sample))
                .findFirst()
                .orElse(null);
    }

    /** Whether all threads are in this state. */
    boolean all(char letter, int sample) {
        Predicate<Lane> is = lane -> lane.letter(sample) == letter;
        return !threads().isEmpty() && threads().stream().allMatch(is);
    }

    /** Whether a server has ended before, and another one runs now. */
    boolean isOfAnother(int sample) {
        return !all('X', sample) && IntStream.range(0, sample).anyMatch(before -> all('X', before));
    }

    /** What the queue held when the server was seen alive for the last time. */
    int left(int sample) {
        int alive = sample;
        while (alive > 0 && all('X', alive)) {
            alive--;
        }
        return queue[alive];
    }

    /** Whether the queue says more than a number would: it becomes full, or much longer or shorter. */
    boolean queueTells(int from, int to) {
        if (side.capacity() == null) {
            return false;
        }
        int most = Arrays.stream(queue, from, to).max().orElse(0);
        int least = Arrays.stream(queue, from, to).min().orElse(0);
        return most >= side.capacity() || (most - least) * 10 > side.capacity();
    }
}
