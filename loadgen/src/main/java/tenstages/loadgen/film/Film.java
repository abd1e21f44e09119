package tenstages.loadgen.film;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A pain from inside: where it hurts, and where it is gone, sample by sample from the first event on.
 *
 * @param format the version of this format
 * @param title the pain in a few words
 * @param why why it hurts, and why it does not hurt any more
 * @param period the time from one sample to the next, in microseconds
 * @param samples how many there are of each lane and each number
 * @param ends whether the attack ends servers; else their end is that of the attack
 * @param poster the time that tells most, in seconds
 * @param moments when something begins, in the order of time
 * @param films where it hurts, and where it is gone; a third one is that of a server of one's own
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Film(
        int format,
        String title,
        String why,
        int period,
        int samples,
        boolean ends,
        double poster,
        List<Moment> moments,
        List<Side> films) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /**
     * A moment worth a look.
     *
     * @param seconds from the beginning of the film
     * @param text what happens, in a few words
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record Moment(double seconds, String text) {}

    /**
     * One of them. Numbers are those of {@link Runs}, and null if there is nothing to count.
     *
     * @param name such as stage 7
     * @param program the folder of the program, or the command of a server of one's own
     * @param locks how many the camera has found
     * @param capacity of the queue; null without one
     * @param lanes the threads, and then the clients
     * @param queue its length
     * @param accepted replies of this kind so far
     * @param refused replies of this kind so far
     * @param answered all other replies so far
     * @param applied events so far, as accepted ones that are neither in the queue nor at work
     * @param cpu the share of a core that the server used, in percent; of one that is seen from outside
     * @param lost samples that were missed
     * @param notes what is not in the picture, and why
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Side(
            String name,
            String program,
            int locks,
            Integer capacity,
            List<Lane> lanes,
            String queue,
            String accepted,
            String refused,
            String answered,
            String applied,
            String cpu,
            int lost,
            List<String> notes) {}

    /**
     * A thread, or a client.
     *
     * @param name such as worker-3
     * @param kind loop, worker, client or other
     * @param runs its states, in the code of {@link Runs}
     */
    public record Lane(String name, String kind, String runs) {}

    /** A recorded one. Throws IOException if it is none. */
    public static Film read(Path file) throws IOException {
        return MAPPER.readValue(file.toFile(), Film.class);
    }

    /** The film as a line of JSON. */
    public String json() {
        try {
            return MAPPER.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
