package tenstages.loadgen.film;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** What is worth a look in a film: the picture it opens with, and moments at which something begins. */
final class Telling {
    /** More buttons than these are not read. */
    private static final int MOST_MOMENTS = 6;

    /** What a moment is about; what tells most comes first. */
    private enum Kind {
        END,
        LOOP,
        EMPTY,
        FULL,
        REFUSAL,
        REPLY
    }

    private record Told(Kind kind, Film.Moment moment) {}

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

    /**
     * The server ends; or else most threads wait for a lock that somebody holds, most clients wait, or the queue is
     * longest. If it stays so for a while, the middle of that.
     */
    double poster() {
        if (films.isEmpty()) {
            return 0;
        }
        int[] ended = count("loop", 'X');
        int end = IntStream.range(0, samples)
                .filter(i -> ended[i] > 0)
                .findFirst()
                .orElse(-1);
        if (ends && end >= 0) {
            return seconds(end);
        }
        int[] locked = count("worker", 'W');
        int[] holding = count("worker", 'H');
        int[] waiting = count("client", 'C');
        int[] queue = numbers(films.get(0).queue());
        Comparator<Integer> tells = Comparator.comparingInt((Integer i) -> holding[i] > 0 ? locked[i] : 0)
                .thenComparingInt(i -> waiting[i])
                .thenComparingInt(i -> queue[i]);
        int first = IntStream.range(0, samples).boxed().max(tells).orElse(0);
        int last = first;
        while (last + 1 < samples && tells.compare(first, last + 1) == 0) {
            last++;
        }
        return seconds(sampled((first + last) / 2));
    }

    /** That one, or the next one that the camera did not miss; there may be none. */
    private int sampled(int sample) {
        int[] missed = count("loop", '-');
        return IntStream.range(sample, samples)
                .filter(i -> missed[i] == 0)
                .findFirst()
                .orElse(sample);
    }

    /** Those of all sides, in the order of time. If they are too many, those of the kinds that tell least are not. */
    List<Film.Moment> moments() {
        List<Told> moments = new ArrayList<>();
        for (Film.Side side : films) {
            clients(moments, side);
            queue(moments, side);
            for (Film.Lane lane : side.lanes()) {
                if (lane.kind().equals("loop")) {
                    loop(moments, side, lane);
                }
            }
        }
        while (moments.size() > MOST_MOMENTS) {
            Kind least = moments.stream()
                    .map(Told::kind)
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            moments.removeIf(told -> told.kind == least);
        }
        return moments.stream()
                .map(Told::moment)
                .sorted(Comparator.comparingDouble(Film.Moment::seconds))
                .toList();
    }

    private void clients(List<Told> moments, Film.Side side) {
        int[] accepted = numbers(side.accepted());
        int[] answered = numbers(side.answered());
        int[] refused = numbers(side.refused());
        add(moments, Kind.REPLY, side, "the first reply", i -> accepted[i] + answered[i] > 0);
        add(moments, Kind.REFUSAL, side, "the first refusal", i -> refused[i] > 0);
    }

    private void queue(List<Told> moments, Film.Side side) {
        if (side.capacity() == null) {
            return;
        }
        int[] queue = numbers(side.queue());
        int full = add(moments, Kind.FULL, side, "the queue is full", i -> queue[i] >= side.capacity());
        LaneState[] states = Runs.states(side.lanes().get(0).runs(), samples);
        if (full >= 0) {
            add(
                    moments,
                    Kind.EMPTY,
                    side,
                    "the queue is empty",
                    i -> i > full && queue[i] == 0 && "X-".indexOf(states[i].letter()) < 0);
        }
    }

    private void loop(List<Told> moments, Film.Side side, Film.Lane lane) {
        LaneState[] states = Runs.states(lane.runs(), samples);
        add(moments, Kind.LOOP, side, lane.name() + " works, and serves nobody", i -> states[i].letter() == 'S');
        add(moments, Kind.LOOP, side, lane.name() + " waits for a lock, and serves nobody", i -> isLocked(states[i]));
        add(moments, Kind.LOOP, side, lane.name() + " waits for one client's line", i -> states[i].letter() == 'L');
        if (ends) {
            add(moments, Kind.END, side, "the server ends", i -> states[i].letter() == 'X');
        }
    }

    /** Not one that waits until another thread has loaded a class. */
    private static boolean isLocked(LaneState state) {
        return state.letter() == 'W' && state.number() >= 0;
    }

    /** At its first sample, which is returned; not if that is how the film begins, or if there is none (-1). */
    private int add(List<Told> moments, Kind kind, Film.Side side, String text, IntPredicate holds) {
        int first = IntStream.range(0, samples).filter(holds).findFirst().orElse(-1);
        if (first > 0) {
            moments.add(new Told(kind, new Film.Moment(seconds(first), side.name() + ": " + text)));
        }
        return first;
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
