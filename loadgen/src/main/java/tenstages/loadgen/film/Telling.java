package tenstages.loadgen.film;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** What is worth a look in a film: the picture it opens with, and moments at which something begins. */
final class Telling {
    private final List<Film.Side> films;
    private final int samples;
    private final double periodSeconds;
    private final boolean ends;

    /** Of films of so many samples; whether the end of a server is worth a look. */
    Telling(List<Film.Side> films, int samples, double periodSeconds, boolean ends) {
        this.films = films;
        this.samples = samples;
        this.periodSeconds = periodSeconds;
        this.ends = ends;
    }

    /** Most threads wait for a lock that somebody holds; or else most clients wait, or the queue is longest. */
    double poster() {
        if (films.isEmpty()) {
            return 0;
        }
        int[] locked = count("worker", 'W');
        int[] holding = count("worker", 'H');
        int[] waiting = count("client", 'C');
        int[] queue = numbers(films.get(0).queue());
        return seconds(IntStream.range(0, samples)
                .boxed()
                .max(Comparator.comparingInt((Integer i) -> holding[i] > 0 ? locked[i] : 0)
                        .thenComparingInt(i -> waiting[i])
                        .thenComparingInt(i -> queue[i]))
                .orElse(0));
    }

    /** Those of all sides, in the order of time. */
    List<Film.Moment> moments() {
        List<Film.Moment> moments = new ArrayList<>();
        for (Film.Side side : films) {
            int[] queue = numbers(side.queue());
            int[] refused = numbers(side.refused());
            int[] answers = numbers(side.answered());
            int[] accepted = numbers(side.accepted());
            int full = side.capacity() == null ? Integer.MAX_VALUE : side.capacity();
            add(moments, side, "the first reply", i -> answers[i] + accepted[i] > 0);
            add(moments, side, "the queue is full", i -> queue[i] >= full);
            add(moments, side, "the first refusal", i -> refused[i] > 0);
            if (ends) {
                addEnd(moments, side);
            }
        }
        moments.sort(Comparator.comparingDouble(Film.Moment::seconds));
        return moments;
    }

    private void addEnd(List<Film.Moment> moments, Film.Side side) {
        for (Film.Lane lane : side.lanes()) {
            if (lane.kind().equals("loop")) {
                LaneState[] states = Runs.states(lane.runs(), samples);
                add(moments, side, "the server ends", i -> states[i].letter() == 'X');
            }
        }
    }

    /** At its first sample; not if that is how the film begins. */
    private void add(List<Film.Moment> moments, Film.Side side, String text, IntPredicate holds) {
        IntStream.range(0, samples)
                .filter(holds)
                .limit(1)
                .filter(i -> i > 0)
                .forEach(i -> moments.add(new Film.Moment(seconds(i), side.name() + ": " + text)));
    }

    private int[] count(String kind, char letter) {
        int[] count = new int[samples];
        for (Film.Lane lane : films.get(0).lanes()) {
            if (lane.kind().equals(kind)) {
                LaneState[] states = Runs.states(lane.runs(), samples);
                IntStream.range(0, samples)
                        .filter(i -> states[i].letter() == letter)
                        .forEach(i -> count[i]++);
            }
        }
        return count;
    }

    private int[] numbers(String text) {
        return Runs.numbers(text == null ? "" : text, samples);
    }

    private double seconds(int sample) {
        return Math.round(sample * periodSeconds * 1e3) / 1e3;
    }
}
