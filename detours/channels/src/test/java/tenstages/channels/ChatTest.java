package tenstages.channels;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ChatTest {
    private static final int WAITING = 100;
    private static final Pattern MISSED = Pattern.compile("\\* you have missed (\\d+) lines?");

    private ServerSocket listener;

    /** One who takes part, and hears one line after the other. */
    private final class Guest implements AutoCloseable {
        final Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.getLocalPort());
        final BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));

        Guest() throws IOException {
            socket.setSoTimeout(20_000);
        }

        Guest say(String text) throws IOException {
            socket.getOutputStream().write((text + "\n").getBytes(UTF_8));
            return this;
        }

        String hear() throws IOException {
            return in.readLine();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private void serve(Duration stuckAfter) throws IOException {
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread server = new Thread(() -> {
            try {
                Chat.serve(listener, new ChatRoom(stuckAfter), WAITING);
            } catch (InterruptedException e) {
                // The test is over.
            }
        });
        server.start();
    }

    @AfterEach
    void close() throws IOException {
        listener.close();
    }

    @Test
    void allOthersHearWhatOneSays() throws IOException {
        serve(Duration.ofHours(1));
        try (Guest one = new Guest();
                Guest two = joined(one, 2);
                Guest three = joined(one, 3)) {
            assertThat(two.hear()).isEqualTo("* guest3 joins");
            one.say("hello, zwölf").say("again");
            for (Guest other : new Guest[] {two, three}) {
                assertThat(other.hear()).isEqualTo("guest1: hello, zwölf");
                assertThat(other.hear()).isEqualTo("guest1: again");
            }
            three.say("bye").close();
            // Nobody hears itself, so this is the first line that guest1 hears after the two who came.
            assertThat(one.hear()).isEqualTo("guest3: bye");
            assertThat(one.hear()).isEqualTo("* guest3 leaves");
            assertThat(two.hear()).isEqualTo("guest3: bye");
        }
    }

    @Test
    void whoDoesNotReadIsOutAndCostsTheOthersNothing() throws IOException {
        serve(Duration.ZERO);
        String line = "x".repeat(900);
        try (Guest speaker = new Guest();
                Guest deaf = joined(speaker, 2);
                Guest listening = joined(speaker, 3)) {
            int heard = 0;
            String told = null;
            // Each line is heard before the next one is said, so only the deaf one falls behind.
            for (int i = 0; i < 50_000 && told == null; i++) {
                speaker.say(line);
                String next = listening.hear();
                if (next.startsWith("*")) {
                    // It stands behind the line before.
                    told = next;
                    next = listening.hear();
                }
                assertThat(next).isEqualTo("guest1: " + line);
                heard++;
            }
            assertThat(told).isEqualTo("* guest2 does not read, and is out");
            assertThat(speaker.hear()).isEqualTo(told);
            assertThat(heard).isGreaterThan(WAITING);
            speaker.say("still here");
            assertThat(listening.hear()).isEqualTo("guest1: still here");
            assertThat(isHungUp(deaf)).isTrue();
        }
    }

    /** A client that reads misses lines at the most, and hears how many: none is lost in silence, and it stays. */
    @Test
    void aFastSpeakerThrowsNobodyOut() throws IOException {
        serve(Duration.ofHours(1));
        try (Guest speaker = new Guest();
                Guest listening = joined(speaker, 2)) {
            int lines = 20_000;
            speaker.say("fast\n".repeat(lines - 1) + "fast");
            int known = 0;
            while (known < lines) {
                String line = listening.hear();
                Matcher missed = MISSED.matcher(line);
                known += missed.matches() ? Integer.parseInt(missed.group(1)) : 1;
                if (known < lines && !listening.in.ready()) {
                    // What was missed last is told with the next line.
                    speaker.say("more");
                    lines++;
                }
            }
            assertThat(known).isEqualTo(lines);
        }
    }

    /** It has come longer ago than that, and there are more lines than can wait. */
    @Test
    void whoTakesItsLinesIsNotStuckHoweverManyItMisses() throws IOException {
        Duration stuckAfter = Duration.ofMillis(1500);
        serve(stuckAfter);
        try (Guest speaker = new Guest();
                Guest listening = joined(speaker, 2)) {
            long came = System.nanoTime();
            await().until(() -> System.nanoTime() - came > stuckAfter.toNanos());
            speaker.say("fast\n".repeat(20_000) + "the last one").close();
            String line = listening.hear();
            while (!line.equals("* guest1 leaves") && !MISSED.matcher(line).matches()) {
                line = listening.hear();
            }
            expectStillThere(listening);
        }
    }

    /** Of several lines one is not missed. */
    private void expectStillThere(Guest listening) throws IOException {
        try (Guest another = new Guest()) {
            for (String line = ""; !line.startsWith("guest3: "); line = listening.hear()) {
                another.say("are you there?");
            }
        }
    }

    @Test
    void aLineWithoutAnEndEndsItsClientAlone() throws IOException {
        serve(Duration.ofHours(1));
        try (Guest one = new Guest();
                Guest endless = joined(one, 2)) {
            endless.say("z".repeat(1000) + "\r").say("\u001b[2J\u0007bell");
            assertThat(one.hear()).isEqualTo("guest2: " + "z".repeat(1000));
            assertThat(one.hear()).isEqualTo("guest2: [2Jbell");
            endless.socket.getOutputStream().write("y".repeat(1001).getBytes(UTF_8));
            assertThat(one.hear()).isEqualTo("* guest2 leaves");
        }
    }

    /** The next one to come, once the first one has heard of it. */
    private Guest joined(Guest first, int number) throws IOException {
        Guest guest = new Guest();
        assertThat(first.hear()).isEqualTo("* guest" + number + " joins");
        return guest;
    }

    private static boolean isHungUp(Guest guest) {
        try {
            while (guest.hear() != null) {
                // What was on its way to it.
            }
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
