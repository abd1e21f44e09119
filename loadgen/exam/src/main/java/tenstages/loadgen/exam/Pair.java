package tenstages.loadgen.exam;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import tenstages.loadgen.protocol.Replies;

/**
 * A request and the one right reply to it.
 *
 * @param request a line without its newline
 * @param reply a line without its newline
 */
record Pair(byte[] request, byte[] reply) {
    /**
     * Requests whose replies tell them apart, and which change nothing: an echo does as it is; later stages are asked
     * for errors of different kinds.
     */
    static List<Pair> all(int stage, int count) {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String request =
                    switch (i % 3) {
                        case 0 -> "not JSON " + i;
                        case 1 -> "{\"user\":\"grüße-" + i + "\",\"action\":\"buy\",\"amount\":-" + i + "}";
                        default -> "";
                    };
            String reply = stage <= 2 ? request : i % 3 == 1 ? Replies.BAD_AMOUNT : Replies.INVALID_JSON;
            pairs.add(of(request, reply));
        }
        return pairs;
    }

    static Pair of(String request, String reply) {
        return new Pair(request.getBytes(UTF_8), reply.getBytes(UTF_8));
    }

    /** Requests that all have the same reply. */
    static List<Pair> each(List<String> requests, String reply) {
        return requests.stream().map(request -> of(request, reply)).toList();
    }

    /** The requests one behind the other, each with its line end. */
    static byte[] joined(List<Pair> pairs, String lineEnd) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Pair pair : pairs) {
            bytes.writeBytes(pair.request());
            bytes.writeBytes(lineEnd.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    /** The right replies, in order. */
    static List<byte[]> replies(List<Pair> pairs) {
        return pairs.stream().map(Pair::reply).toList();
    }
}
