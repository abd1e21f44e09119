package tenstages.loadgen.film;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tenstages.loadgen.protocol.Onlooker;
import tenstages.loadgen.protocol.Onlooker.Heard;

/** The lanes of clients while they are there. */
class LiveClientsTest {
    private final List<String> lines = new ArrayList<>();
    private final LiveClients clients = new LiveClients(lines::add);

    @Test
    void aClientWaitsFromItsLineToTheReplyWhichIsSeenOnce() {
        assertThat(clients.look(1)).isEqualTo("clients 1 - 0 0 0");
        Onlooker client = clients.come("");
        assertThat(clients.look(2)).isEqualTo("clients 2 . 0 0 0");
        client.sent(2);
        assertThat(clients.look(3)).isEqualTo("clients 3 C 0 0 0");
        client.heard(Heard.ACCEPTED);
        assertThat(clients.look(4)).isEqualTo("clients 4 a 1 0 0");
        assertThat(clients.look(5)).isEqualTo("clients 5 C 1 0 0");
        client.heard(Heard.REFUSED);
        client.left();
        assertThat(clients.look(6)).isEqualTo("clients 6 x 1 1 0");
        assertThat(clients.look(7)).isEqualTo("clients 7 X 1 1 0");
        assertThat(lines).containsExactly("client 0 client-1");
    }

    @Test
    void aLaneThatIsLeftIsForTheNextClient() {
        Onlooker first = clients.come("");
        clients.come("is silent");
        first.left();
        Onlooker next = clients.come("");
        next.sent(1);
        first.heard(Heard.ANSWERED);
        assertThat(clients.look(1)).isEqualTo("clients 1 C. 0 0 1");
        assertThat(lines).containsExactly("client 0 client-1", "client 1 is silent", "client 0 client-1");
    }

    @Test
    void whoHasNoLaneIsCounted() {
        for (int i = 0; i < 30; i++) {
            clients.come("").heard(Heard.ACCEPTED);
        }
        assertThat(clients.look(1)).isEqualTo("clients 1 " + "a".repeat(20) + " 30 0 0");
    }

    @Test
    void anotherServerHasOtherClients() {
        Onlooker old = clients.come("");
        old.heard(Heard.ACCEPTED);
        clients.clear();
        old.heard(Heard.ACCEPTED);
        assertThat(clients.look(1)).isEqualTo("clients 1 - 0 0 0");
    }
}
