package tenstages.server;

import java.util.Arrays;

/**
 * A line where it was received, without a copy: bytes from start to end, without the line end, which follows. It is
 * valid until {@link LineDecoder#keep()}: then another client's bytes may be read into the same array.
 */
record Line(byte[] bytes, int start, int end) {
    byte[] copy() {
        return Arrays.copyOfRange(bytes, start, end);
    }
}
