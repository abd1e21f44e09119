package tenstages.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.InstanceOfAssertFactories.BYTE_ARRAY;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineDecoderTest {
    private static final int MAX_LINE_BYTES = 65_536;
    private static final String MESSAGE = "one\n\n\r\nzwölf\r\n\rreturn\r\r\nlast\nrest";
    private static final List<String> LINES = List.of("one", "", "", "zwölf", "\rreturn\r", "last");

    @Test
    void splitsAMessageIntoTheSameLinesWhereverItIsCutOnce() throws BadRequest {
        byte[] message = MESSAGE.getBytes(UTF_8);
        for (int cut = 0; cut <= message.length; cut++) {
            assertThat(lines(message, cut, message.length)).as("cut at %d", cut).isEqualTo(LINES);
        }
    }

    @Test
    void splitsAMessageIntoTheSameLinesWhereverItIsCutTwice() throws BadRequest {
        byte[] message = MESSAGE.getBytes(UTF_8);
        for (int first = 0; first <= message.length; first++) {
            for (int second = first; second <= message.length; second++) {
                assertThat(lines(message, first, second))
                        .as("cut at %d and %d", first, second)
                        .isEqualTo(LINES);
            }
        }
    }

    @Test
    void takesAMessageOneByteAtATime() throws BadRequest {
        LineDecoder decoder = decoder();
        List<String> lines = new ArrayList<>();
        for (byte b : MESSAGE.getBytes(UTF_8)) {
            lines.addAll(feed(decoder, new byte[] {b}));
        }
        assertThat(lines).isEqualTo(LINES);
    }

    @Test
    void leavesEveryByteOfALineAsItIs() throws BadRequest {
        byte[] line = new byte[255];
        for (int i = 0; i < line.length; i++) {
            line[i] = (byte) (i < '\n' ? i : i + 1);
        }
        LineDecoder decoder = decoder();
        decoder.feed(ByteBuffer.wrap(line));
        decoder.keep();
        decoder.feed(ByteBuffer.wrap(new byte[] {'\n'}));
        assertThat(decoder.next().copy()).isEqualTo(line);
    }

    @Test
    void handsOutALongLineFedInSmallPieces() throws BadRequest {
        LineDecoder decoder = decoder();
        for (int i = 0; i < 20_000; i++) {
            assertThat(feed(decoder, "abc".getBytes(ISO_8859_1))).isEmpty();
        }
        assertThat(feed(decoder, "\n".getBytes(ISO_8859_1))).containsExactly("abc".repeat(20_000));
    }

    @Test
    void acceptsALineOfTheLimitWhereverItIsCut() throws BadRequest {
        for (String line : List.of("12345\n", "12345\r\n")) {
            for (int cut = 0; cut <= line.length(); cut++) {
                LineDecoder decoder = new LineDecoder(5);
                List<String> lines =
                        new ArrayList<>(feed(decoder, line.substring(0, cut).getBytes(UTF_8)));
                lines.addAll(feed(decoder, line.substring(cut).getBytes(UTF_8)));
                assertThat(lines).as("cut at %d", cut).containsExactly("12345");
            }
        }
    }

    @Test
    void refusesALineOverTheLimitWhereverItIsCutAndHandsOutTheLinesBeforeIt() throws BadRequest {
        for (String line :
                List.of("ok\n123456", "ok\n123456\nafter\n", "ok\n12345\r6", "ok\n123456\r\n", "ok\n12345\r\r\n")) {
            for (int cut = 0; cut <= line.length(); cut++) {
                LineDecoder decoder = new LineDecoder(5);
                List<String> lines = new ArrayList<>();
                try {
                    feed(decoder, line.substring(0, cut).getBytes(UTF_8), lines);
                    feed(decoder, line.substring(cut).getBytes(UTF_8), lines);
                    fail("%s cut at %d was taken", line, cut);
                } catch (BadRequest tooLong) {
                    assertThat(tooLong.reply()).isSameAs(Reply.LINE_TOO_LONG);
                }
                assertThat(lines).as("%s cut at %d", line, cut).containsExactly("ok");
                assertThatThrownBy(decoder::next).as("there is no going on").isInstanceOf(BadRequest.class);
                decoder.clear();
                assertThat(decoder.next()).as("nothing is left").isNull();
            }
        }
    }

    @Test
    void refusesALineAsSoonAsItPassesTheLimit() throws BadRequest {
        LineDecoder decoder = new LineDecoder(5);
        assertThat(feed(decoder, "12345".getBytes(UTF_8))).isEmpty();
        assertThatThrownBy(() -> feed(decoder, "6".getBytes(UTF_8))).isInstanceOf(BadRequest.class);
        decoder.clear();
        decoder.keep();
        assertThat(decoder).extracting("bytes").asInstanceOf(BYTE_ARRAY).isEmpty();
    }

    /** It would be copied once more in each turn of a client that has a lot to say. */
    @Test
    void aTurnThatLeavesWholeLinesCopiesNothing() throws BadRequest {
        LineDecoder decoder = decoder();
        decoder.feed(ByteBuffer.wrap("one\ntwo\nthree\n".getBytes(UTF_8)));
        decoder.keep();
        byte[] kept = bytes(decoder);
        assertThat(decoder.next().copy()).asString(UTF_8).isEqualTo("one");
        decoder.keep();
        assertThat(bytes(decoder)).isSameAs(kept);
    }

    private static byte[] bytes(LineDecoder decoder) {
        byte[][] bytes = new byte[1][];
        assertThat(decoder).extracting("bytes").asInstanceOf(BYTE_ARRAY).satisfies(array -> bytes[0] = array);
        return bytes[0];
    }

    @Test
    void whatIsClearedIsForgottenAndTheNextLineIsTaken() throws BadRequest {
        LineDecoder decoder = decoder();
        decoder.feed(ByteBuffer.wrap("one\ntwo\nthr".getBytes(UTF_8)));
        assertThat(decoder.next().copy()).isEqualTo("one".getBytes(UTF_8));
        decoder.clear();
        decoder.keep();
        assertThat(feed(decoder, "four\n".getBytes(UTF_8))).containsExactly("four");
    }

    /** Every byte is copied at most a few times, however small the pieces. */
    @Test
    void aLongLineCostsMemoryInProportionToItsLength() throws BadRequest {
        com.sun.management.ThreadMXBean threads =
                (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        LineDecoder decoder = new LineDecoder(10_000_000);
        ByteBuffer piece = ByteBuffer.wrap("x".repeat(100).getBytes(UTF_8));
        for (int i = 0; i < 20_000; i++) {
            decoder.feed(piece.rewind());
            assertThat(decoder.next()).isNull();
            decoder.keep();
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(8 * 20_000 * 100);
    }

    /** The shortest of several tries each, so that a pause does not count. */
    @Test
    void aLongLineCostsTimeInProportionToItsLength() throws BadRequest {
        long one = Long.MAX_VALUE;
        long fifty = Long.MAX_VALUE;
        for (int i = 0; i < 10; i++) {
            one = Math.min(one, nanosForLine(1_000));
            fifty = Math.min(fifty, nanosForLine(50_000));
        }
        // In proportion it is 50 times as much, and 2,500 times if each piece costs a pass over the whole line.
        assertThat(fifty).isLessThan(600 * one);
    }

    private static long nanosForLine(int pieces) throws BadRequest {
        LineDecoder decoder = new LineDecoder(10_000_000);
        ByteBuffer piece = ByteBuffer.wrap("x".repeat(20).getBytes(UTF_8));
        long begun = System.nanoTime();
        for (int i = 0; i < pieces; i++) {
            decoder.feed(piece.rewind());
            assertThat(decoder.next()).isNull();
            decoder.keep();
        }
        return System.nanoTime() - begun;
    }

    @Test
    void betweenTwoLinesNothingIsKept() throws BadRequest {
        LineDecoder decoder = new LineDecoder(10_000_000);
        feed(decoder, "x".repeat(50_000).getBytes(UTF_8));
        feed(decoder, "x\n".getBytes(UTF_8));
        assertThat(decoder).extracting("bytes").asInstanceOf(BYTE_ARRAY).isEmpty();
        feed(decoder, "one\nand a rest".getBytes(UTF_8));
        assertThat(decoder).extracting("bytes").asInstanceOf(BYTE_ARRAY).hasSize("and a rest".length());
    }

    /** A turn may end before the lines do: those that are left are kept, and stay what they are. */
    @Test
    void whatIsLeftAtTheEndOfATurnIsKept() throws BadRequest {
        byte[] shared = "one\ntwo\nthr".getBytes(UTF_8);
        LineDecoder decoder = decoder();
        decoder.feed(ByteBuffer.wrap(shared));
        assertThat(decoder.next().copy()).isEqualTo("one".getBytes(UTF_8));
        decoder.keep();
        Arrays.fill(shared, (byte) 'x');
        assertThat(decoder.next().copy()).isEqualTo("two".getBytes(UTF_8));
        assertThat(decoder.next()).isNull();
        decoder.keep();
        assertThat(feed(decoder, "ee\nfour\n".getBytes(UTF_8))).containsExactly("three", "four");
    }

    @Test
    void aLineIsHandedOutWhereItWasReceived() throws BadRequest {
        byte[] shared = "one\r\ntwo\n".getBytes(UTF_8);
        LineDecoder decoder = decoder();
        decoder.feed(ByteBuffer.wrap(shared));
        assertThat(decoder.next()).isEqualTo(new Line(shared, 0, 3));
        assertThat(decoder.next()).isEqualTo(new Line(shared, 5, 8));
    }

    private static LineDecoder decoder() {
        return new LineDecoder(MAX_LINE_BYTES);
    }

    private static List<String> lines(byte[] message, int first, int second) throws BadRequest {
        LineDecoder decoder = decoder();
        List<String> lines = new ArrayList<>();
        int[] cuts = {0, first, second, message.length};
        for (int i = 0; i + 1 < cuts.length; i++) {
            if (cuts[i] <= cuts[i + 1]) {
                lines.addAll(feed(decoder, Arrays.copyOfRange(message, cuts[i], cuts[i + 1])));
            }
        }
        return lines;
    }

    private static List<String> feed(LineDecoder decoder, byte[] bytes) throws BadRequest {
        List<String> lines = new ArrayList<>();
        feed(decoder, bytes, lines);
        return lines;
    }

    private static void feed(LineDecoder decoder, byte[] bytes, List<String> lines) throws BadRequest {
        byte[] shared = Arrays.copyOf(bytes, bytes.length + 10);
        decoder.feed(ByteBuffer.wrap(shared, 0, bytes.length));
        for (Line line = decoder.next(); line != null; line = decoder.next()) {
            lines.add(new String(line.copy(), UTF_8));
        }
        decoder.keep();
        // The next client's input.
        Arrays.fill(shared, (byte) 'x');
    }
}
