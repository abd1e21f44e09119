package tenstages.loadgen.practice.learn;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class KeysTest {
    private static final char END = 'E';

    @Test
    void ofALineTheFirstLetterCounts() throws InterruptedException {
        assertThat(keys("h\nlist\n  d \n\nx", false)).containsExactly('h', 'l', 'd', '\n', 'x', END);
    }

    @Test
    void onATerminalEachKeyCounts() throws InterruptedException {
        assertThat(keys("hl\n", true)).containsExactly('h', 'l', '\n', 'q');
    }

    @Test
    void arrowsAndFunctionKeysAreNoLetters() throws InterruptedException {
        assertThat(keys("\u001b[A\u001b[1;5DhO\u001bOPl\u001b", true)).containsExactly('h', 'O', 'l', 'q');
    }

    @Test
    void theEndOfInputQuits() throws InterruptedException {
        assertThat(keys("h\u0004", true)).startsWith('h', 'q');
    }

    /** In the order in which they were pressed, to the end of the input. */
    private static List<Character> keys(String typed, boolean single) throws InterruptedException {
        BlockingQueue<Event> events = new LinkedBlockingQueue<>();
        List<Character> keys = new ArrayList<>();
        try (Keys here = Keys.of(new ByteArrayInputStream(typed.getBytes(ISO_8859_1)), single, events::add)) {
            assertThat(here.areSingle()).isEqualTo(single);
            do {
                Event event = events.take();
                keys.add(event instanceof Event.Key key ? key.key() : END);
            } while (keys.get(keys.size() - 1) != (single ? 'q' : END));
        }
        return keys;
    }
}
