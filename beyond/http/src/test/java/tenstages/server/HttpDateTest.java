package tenstages.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HttpDateTest {
    private final AtomicLong millis = new AtomicLong(784_111_777_000L);
    private final HttpDate date = new HttpDate(millis::get);

    /** The example of RFC 9110 (5.6.7). */
    @Test
    void itHasTheOneFormat() {
        assertThat(field()).isEqualTo("Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n");
    }

    @Test
    void itIsMadeOnceASecond() {
        byte[] first = date.field();
        millis.addAndGet(999);
        assertThat(date.field()).isSameAs(first);
        millis.addAndGet(1);
        assertThat(field()).isEqualTo("Date: Sun, 06 Nov 1994 08:49:38 GMT\r\n");
        millis.addAndGet(-1);
        assertThat(field()).as("the clock was set back").isEqualTo("Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n");
    }

    private String field() {
        return new String(date.field(), ISO_8859_1);
    }
}
