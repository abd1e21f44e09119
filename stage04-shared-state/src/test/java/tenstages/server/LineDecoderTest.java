package tenstages.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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
    void splitsAMessageIntoTheSameLinesWhereverItIsCutOnce() {
        byte[] message = MESSAGE.getBytes(UTF_8);
        for (int cut = 0; cut <= message.length; cut++) {
            assertThat(lines(message, cut, message.length)).as("cut at %d", cut).isEqualTo(LINES);
        }
    }

    @Test
    void splitsAMessageIntoTheSameLinesWhereverItIsCutTwice() {
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
    void takesAMessageOneByteAtATime() {
        LineDecoder decoder = decoder();
        List<String> lines = new ArrayList<>();
        for (byte b : MESSAGE.getBytes(UTF_8)) {
            lines.addAll(feed(decoder, new byte[] {b}));
        }
        assertThat(lines).isEqualTo(LINES);
    }

    @Test
    void leavesEveryByteOfALineAsItIs() {
        byte[] line = new byte[255];
        for (int i = 0; i < line.length; i++) {
            line[i] = (byte) (i < '\n' ? i : i + 1);
        }
        LineDecoder decoder = decoder();
        decoder.feed(ByteBuffer.wrap(line));
        decoder.feed(ByteBuffer.wrap(new byte[] {'\n'}));
        assertThat(decoder.next()).isEqualTo(line);
    }

    @Test
    void handsOutALongLineFedInSmallPieces() {
        LineDecoder decoder = decoder();
        for (int i = 0; i < 20_000; i++) {
            assertThat(feed(decoder, "abc".getBytes(ISO_8859_1))).isEmpty();
        }
        assertThat(feed(decoder, "\n".getBytes(ISO_8859_1))).containsExactly("abc".repeat(20_000));
    }

    @Test
    void acceptsALineOfTheLimitWhereverItIsCut() {
        for (String line : List.of("12345\n", "12345\r\n")) {
            for (int cut = 0; cut <= line.length(); cut++) {
                LineDecoder decoder = new LineDecoder(5);
                List<String> lines =
                        new ArrayList<>(feed(decoder, line.substring(0, cut).getBytes(UTF_8)));
                lines.addAll(feed(decoder, line.substring(cut).getBytes(UTF_8)));
                assertThat(lines).as("cut at %d", cut).containsExactly("12345");
                assertThat(decoder.lineTooLong()).isFalse();
            }
        }
    }

    @Test
    void refusesALineOverTheLimitWhereverItIsCutAndHandsOutTheLinesBeforeIt() {
        for (String line : List.of("ok\n123456", "ok\n123456\nafter\n", "ok\n12345\r6", "ok\n123456\r\n")) {
            for (int cut = 0; cut <= line.length(); cut++) {
                LineDecoder decoder = new LineDecoder(5);
                List<String> lines =
                        new ArrayList<>(feed(decoder, line.substring(0, cut).getBytes(UTF_8)));
                if (!decoder.lineTooLong()) {
                    lines.addAll(feed(decoder, line.substring(cut).getBytes(UTF_8)));
                }
                assertThat(lines).as("%s cut at %d", line, cut).containsExactly("ok");
                assertThat(decoder.lineTooLong()).isTrue();
            }
        }
    }

    @Test
    void refusesALineAsSoonAsItPassesTheLimit() {
        LineDecoder decoder = new LineDecoder(5);
        feed(decoder, "12345".getBytes(UTF_8));
        assertThat(decoder.lineTooLong()).isFalse();
        feed(decoder, "6".getBytes(UTF_8));
        assertThat(decoder.lineTooLong()).isTrue();
    }

    private static LineDecoder decoder() {
        return new LineDecoder(MAX_LINE_BYTES);
    }

    private static List<String> lines(byte[] message, int first, int second) {
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

    private static List<String> feed(LineDecoder decoder, byte[] bytes) {
        decoder.feed(ByteBuffer.wrap(bytes));
        List<String> lines = new ArrayList<>();
        for (byte[] line = decoder.next(); line != null; line = decoder.next()) {
            lines.add(new String(line, UTF_8));
        }
        return lines;
    }
}
