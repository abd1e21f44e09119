package tenstages.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page for people: it needs nothing from elsewhere, and a browser runs what stands in it and nothing else. */
class PageTest {
    private final String reply = new Talk().say(Requests.get("/"));
    private final String page = reply.substring(reply.indexOf("\r\n\r\n") + 4);

    @Test
    void theHashesOfItsPolicyAreThoseOfWhatStandsInIt() throws Exception {
        for (String element : List.of("script", "style")) {
            Matcher inside = Pattern.compile("<" + element + ">(.*?)</" + element + ">", Pattern.DOTALL)
                    .matcher(page);
            assertThat(inside.find()).isTrue();
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(inside.group(1).getBytes(ISO_8859_1));
            assertThat(reply)
                    .contains(element + "-src 'sha256-" + Base64.getEncoder().encodeToString(hash) + "'");
            assertThat(inside.find()).as("a second one would not be let").isFalse();
        }
        assertThat(reply)
                .contains("\r\nContent-Security-Policy: default-src 'none'; ")
                .contains("\r\nX-Content-Type-Options: nosniff\r\n");
        assertThat(page).doesNotContainPattern("\\son\\w+=|style=");
    }

    @Test
    void nothingComesFromElsewhere() {
        assertThat(page).doesNotContainPattern("(src|href)=\"(?!/|data:,)").doesNotContain("//cdn", "@import", "url(");
    }

    @Test
    void whatItShowsAndLinksIsThere() {
        String metrics = new Talk().say(Requests.get("/metrics"));
        Matcher names = Pattern.compile("\"(tenstages_\\w+)\"").matcher(page);
        assertThat(names.results().toList()).hasSizeGreaterThan(4).allSatisfy(name -> assertThat(metrics)
                .contains("\n" + name.group(1) + " "));
        Matcher links = Pattern.compile("href=\"(/[^\"]*)\"").matcher(page);
        assertThat(links.results().toList()).hasSizeGreaterThan(4).allSatisfy(link -> {
            Talk talk = new Talk();
            String said = talk.say(Requests.get(link.group(1)));
            assertThat(said.startsWith("HTTP/1.1 200 ") || talk.conversation.isWaiting())
                    .as(link.group(1))
                    .isTrue();
        });
    }
}
