package tenstages.loadgen.film;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tenstages.loadgen.protocol.Onlooker;
import tenstages.loadgen.protocol.Onlooker.Heard;

/** What clients do, in periods that the test counts. */
class ClientLogTest {
    private long now = 500;
    private final ClientLog log = new ClientLog(() -> now);

    @Test
    void aClientWaitsFromItsLineToTheReply() {
        Onlooker client = log.onlooker();
        now = 502;
        client.sent(1);
        now = 505;
        client.heard(Heard.ANSWERED);
        now = 507;
        client.left();
        now = 509;
        client.left();
        assertThat(Runs.ofStates(log.states(0, 500, 10))).isEqualTo(".2C3o1.1X3");
        assertThat(Runs.ofStates(log.states(0, 504, 3))).isEqualTo("C1o1.1");
        assertThat(Runs.ofStates(log.states(0, 498, 5))).as("before the log").isEqualTo(".4C1");
        assertThat(log.firstSent()).isEqualTo(502);
    }

    @Test
    void severalLinesUnderWayAreCounted() {
        Onlooker client = log.onlooker();
        client.sent(3);
        now = 501;
        client.heard(Heard.REFUSED);
        client.heard(Heard.ACCEPTED);
        assertThat(Runs.ofStates(log.states(0, 500, 3))).isEqualTo("C1_3a1C1");
    }

    @Test
    void repliesOfAllClientsAreCountedByKind() {
        for (int i = 0; i < 30; i++) {
            now++;
            Onlooker client = log.onlooker();
            client.sent(1);
            client.heard(i % 3 == 0 ? Heard.REFUSED : Heard.ACCEPTED);
        }
        assertThat(log.lanes()).isEqualTo(20);
        assertThat(log.heard(Heard.REFUSED, 500, 5)).containsExactly(0, 1, 1, 1, 2);
        assertThat(log.heard(Heard.ACCEPTED, 500, 31)).endsWith(20);
        assertThat(log.heard(Heard.ACCEPTED, 530, 1)).containsExactly(20);
        assertThat(log.heard(Heard.ANSWERED, 500, 31)).endsWith(0);
    }

    /** More than a minute is not kept, and does no harm. */
    @Test
    void whatComesTooLateIsNotInTheFilm() {
        Onlooker client = log.onlooker();
        now += Footage.MOST_SAMPLES;
        client.sent(1);
        client.heard(Heard.ACCEPTED);
        client.left();
        assertThat(log.heard(Heard.ACCEPTED, now, 2)).containsExactly(0, 0);
        assertThat(Runs.ofStates(log.states(0, now - 1, 3))).isEqualTo(".1X2");
    }
}
