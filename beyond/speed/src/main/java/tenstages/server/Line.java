package tenstages.server;

import java.util.Arrays;

/**
 * A line where it was received, without a copy: bytes from start to end, without the line end, which follows. It is valid
 * until its {@link LineDecoder} is asked for the next one.
 */
record Line(byte[] bytes, int start, int end) {
    byte[] copy() {
        return Arrays.copyOfRange(bytes, start, end);
    }
}
