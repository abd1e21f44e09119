package tenstages.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.LongSupplier;

/** The field {@code Date}, which every reply has. It is made once a second. Event loop thread only. */
final class HttpDate {
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "'Date: 'EEE, dd MMM yyyy HH:mm:ss 'GMT\r\n'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    // fixed at construction
    private final LongSupplier clock;

    // event loop thread only
    private long second = -1;
    private byte[] field;

    /** The clock counts milliseconds since 1970: {@link System#currentTimeMillis()}, but for tests. */
    HttpDate(LongSupplier clock) {
        this.clock = clock;
    }

    /** The whole line. */
    byte[] field() {
        long now = Math.floorDiv(clock.getAsLong(), 1000);
        if (now != second) {
            second = now;
            field = FORMAT.format(Instant.ofEpochSecond(now)).getBytes(ISO_8859_1);
        }
        return field;
    }
}
