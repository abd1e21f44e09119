package tenstages.server;

/** The line before a chunk: how long it is, in hexadecimal digits, and perhaps extensions, which nobody here knows. */
final class ChunkSize {
    private ChunkSize() {}

    /** Throws {@link BadRequest} if it is no number, or one that does not fit: it would begin anew at 0 elsewhere. */
    static long of(Slice line) throws BadRequest {
        int semicolon = line.indexOf(';');
        Slice digits = semicolon < 0 ? line : spacesCut(line.part(0, semicolon));
        long size = digits.length() == 0 ? -1 : 0;
        for (char each : digits.text().toCharArray()) {
            int digit = each < 128 ? Character.digit(each, 16) : -1;
            size = digit >= 0 && size >= 0 && size < 1L << 59 ? 16 * size + digit : -1;
        }
        if (size < 0 || !line.isAll(Characters.TEXT)) {
            throw new BadRequest(Reply.badRequest("the size of a chunk must be hexadecimal digits"));
        }
        return size;
    }

    static int extensionBytes(Slice line) {
        int semicolon = line.indexOf(';');
        return semicolon < 0 ? 0 : line.length() - semicolon;
    }

    /** There may be spaces before an extension, and none before the digits. */
    private static Slice spacesCut(Slice digits) {
        return digits.part(0, digits.trimmed().end() - digits.start());
    }
}
