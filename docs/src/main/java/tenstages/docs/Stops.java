package tenstages.docs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import tenstages.loadgen.film.Film;

/**
 * Where a playhead stops in a film, in samples.
 *
 * @param samples in the order of time
 * @param poster the place in that list of the stop that tells most
 * @param from where the picture begins, a little before the first one
 * @param to where it ends
 * @param period the time from one sample to the next, in seconds
 */
record Stops(List<Integer> samples, int poster, int from, int to, double period) {
    private static final double LEAD = 0.06;

    /** Of times in seconds, such as {@code 0.2 0.35* 0.5}; a star is at the one that tells most. */
    static Stops of(Film film, String times) throws IOException {
        double period = film.period() / 1e6;
        List<Integer> samples = new ArrayList<>();
        int poster = 0;
        for (String time : times.strip().split(" +")) {
            poster = time.endsWith("*") ? samples.size() : poster;
            samples.add((int) Math.round(seconds(time) / period));
        }
        int first = samples.get(0);
        int last = samples.get(samples.size() - 1);
        boolean inOrder = IntStream.range(1, samples.size()).allMatch(i -> samples.get(i - 1) < samples.get(i));
        if (samples.size() < 2 || !inOrder || last >= film.samples()) {
            throw new IOException("should be two times or more, in their order and within the film: " + times);
        }
        int lead = (int) Math.ceil((last - first) * LEAD);
        return new Stops(samples, poster, Math.max(0, first - lead), Math.min(film.samples(), last + lead + 1), period);
    }

    private static double seconds(String time) throws IOException {
        try {
            return Double.parseDouble(time.replace("*", ""));
        } catch (NumberFormatException e) {
            throw new IOException("is no time in seconds: " + time, e);
        }
    }

    /** How far a sample is from the left, if all are so wide. */
    double x(double sample, double width) {
        return (sample - from) * width / (to - from);
    }

    String time(int sample) {
        return String.format(Locale.ROOT, "%.2f s", sample * period);
    }
}
