package tenstages.loadgen.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestLinesTest {
    @Test
    void theSameSeedMakesTheSameLinesAndAnotherSeedOthers() {
        List<String> lines = texts(RequestLines.events(10, 7));
        assertThat(texts(RequestLines.events(10, 7))).isEqualTo(lines);
        assertThat(texts(RequestLines.events(10, 8))).isNotEqualTo(lines);
    }

    @Test
    void eventsBuyAndSellOneToAHundredForAllUsersAlike() throws IOException {
        Map<String, Integer> users = new HashMap<>();
        Map<String, Integer> actions = new HashMap<>();
        Map<Integer, Integer> amounts = new HashMap<>();
        RequestLines lines = RequestLines.events(10, 1);
        for (String line : texts(lines)) {
            assertThat(line).endsWith("\n");
            JsonNode event = new ObjectMapper().readTree(line);
            assertThat(event.size()).isEqualTo(3);
            users.merge(event.get("user").asText(), 1, Integer::sum);
            actions.merge(event.get("action").asText(), 1, Integer::sum);
            amounts.merge(event.get("amount").intValue(), 1, Integer::sum);
        }
        assertThat(users).hasSize(10).containsKeys("user0", "user9");
        assertThat(users.values()).allMatch(count -> count > lines.count() / 20 && count < lines.count() / 5);
        assertThat(actions).containsOnlyKeys("buy", "sell");
        assertThat(actions.values()).allMatch(count -> count > lines.count() * 0.45);
        assertThat(amounts).hasSize(100).containsKeys(1, 100);
        assertThat(amounts.values()).allMatch(count -> count < lines.count() / 20);
    }

    @Test
    void thereAreEnoughLinesForAllUsers() {
        assertThat(RequestLines.events(10_000, 1).count()).isGreaterThanOrEqualTo(10_000);
        assertThat(RequestLines.events(1, 1).count()).isGreaterThan(1000);
    }

    @Test
    void aBuyOfOneForEachUserInTurn() {
        RequestLines lines = RequestLines.buysOfOne(3);
        assertThat(texts(lines))
                .containsExactly(
                        "{\"user\":\"user0\",\"action\":\"buy\",\"amount\":1}\n",
                        "{\"user\":\"user1\",\"action\":\"buy\",\"amount\":1}\n",
                        "{\"user\":\"user2\",\"action\":\"buy\",\"amount\":1}\n");
        assertThat(lines.asked()).isEqualTo(Asked.EVENT);
    }

    @Test
    void aLineOfTheUsersOwnIsSentAsItIs() {
        RequestLines lines = RequestLines.of("{\"type\":\"balance\",\"user\":\"ä\"}");
        assertThat(texts(lines)).containsExactly("{\"type\":\"balance\",\"user\":\"ä\"}\n");
        assertThat(lines.asked()).isEqualTo(Asked.BALANCE);
    }

    private static List<String> texts(RequestLines lines) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < lines.count(); i++) {
            texts.add(new String(lines.line(i), UTF_8));
        }
        return texts;
    }

    @Test
    void redisIsAskedInItsOwnProtocol() {
        RequestLines lines = RequestLines.redisIncrements(12, 1);
        assertThat(lines.count()).isEqualTo(4096);
        for (int i = 0; i < 100; i++) {
            String[] parts = new String(lines.line(i), UTF_8).split("\r\n", -1);
            assertThat(parts).hasSize(8);
            assertThat(parts).startsWith("*3", "$6", "INCRBY").endsWith("");
            assertThat(parts[3]).isEqualTo("$" + parts[4].length());
            assertThat(parts[4]).matches("user(\\d|1[01])");
            assertThat(parts[5]).isEqualTo("$" + parts[6].length());
            assertThat(Integer.parseInt(parts[6])).isBetween(1, 100);
        }
    }

    @Test
    void usersMayBeginWithANumber() {
        RequestLines lines = RequestLines.buysOfOne(7, 2);
        assertThat(lines.count()).isEqualTo(2);
        assertThat(new String(lines.line(0), UTF_8)).contains("\"user7\"");
        assertThat(new String(lines.line(1), UTF_8)).contains("\"user8\"");
    }
}
