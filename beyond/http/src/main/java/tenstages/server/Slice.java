package tenstages.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** Bytes where they were received, from start to end, without a copy. Valid until more are received. */
record Slice(byte[] bytes, int start, int end) {
    int length() {
        return end - start;
    }

    /** Where the byte comes first, counted from the start; -1 if it does not. */
    int indexOf(char wanted) {
        for (int i = start; i < end; i++) {
            if (bytes[i] == wanted) {
                return i - start;
            }
        }
        return -1;
    }

    /** Where the byte comes last, counted from the start; -1 if it does not. */
    int lastIndexOf(char wanted) {
        int i = end - 1;
        while (i >= start && bytes[i] != wanted) {
            i--;
        }
        return i < start ? -1 : i - start;
    }

    /** A part, with both ends counted from the start. */
    Slice part(int from, int to) {
        return new Slice(bytes, start + from, start + to);
    }

    /** Without the spaces and tabs around it. */
    Slice trimmed() {
        int from = start;
        int to = end;
        while (from < to && isSpace(bytes[from])) {
            from++;
        }
        while (from < to && isSpace(bytes[to - 1])) {
            to--;
        }
        return new Slice(bytes, from, to);
    }

    private static boolean isSpace(byte each) {
        return each == ' ' || each == '\t';
    }

    /** Whether all of it is of this kind. */
    boolean isAll(Characters kind) {
        for (int i = start; i < end; i++) {
            if (!kind.has(bytes[i])) {
                return false;
            }
        }
        return true;
    }

    /** Whether it is this word, which is given in small letters, however its own letters are written. */
    boolean isWord(String small) {
        if (small.length() != length()) {
            return false;
        }
        for (int i = 0; i < small.length(); i++) {
            byte each = bytes[start + i];
            if ((each >= 'A' && each <= 'Z' ? each + 32 : each) != small.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** A character for each byte. */
    String text() {
        return new String(bytes, start, length(), ISO_8859_1);
    }
}
