package tenstages.loadgen.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Excerpts of the sources that the reports quote. */
class ExcerptTest {
    @Test
    void aBlockIsQuotedToItsEndWithoutItsIndentation() throws IOException {
        List<String> lines = new Excerpt("Handler.java", "private Reply offer(Request.Event event) {").of(5);
        assertThat(lines)
                .startsWith("private Reply offer(Request.Event event) {")
                .endsWith("}");
        assertThat(lines).hasSizeGreaterThan(2);
        assertThat(lines.subList(1, lines.size() - 1)).allMatch(line -> line.isEmpty() || line.startsWith("    "));
        assertThat(lines.stream().filter("}"::equals)).hasSize(1);
    }

    @Test
    void aLineThatOpensNoBlockIsQuotedAlone() throws IOException {
        String line = "Workers workers = new Workers(config.workers(), queue, balances);";
        assertThat(new Excerpt("Main.java", line).of(6)).containsExactly(line);
    }

    @Test
    void aLineThatIsNotThereIsNoExcerpt() throws IOException {
        assertThat(new Excerpt("Main.java", "no such line {").of(6)).isEmpty();
        assertThat(new Excerpt("NoSuchFile.java", "class NoSuchFile {").of(6)).isEmpty();
        assertThat(new Excerpt("Drain.java", "private boolean drain(long deadline) throws InterruptedException {")
                        .of(9))
                .isEmpty();
    }

    @Test
    void everyScenarioQuotesWhatIsThere() throws IOException {
        for (Scenario scenario : Scenario.all()) {
            if (scenario.stage() < 10) {
                assertThat(scenario.cure().of(scenario.stage() + 1))
                        .as(scenario.title())
                        .isNotEmpty();
            }
        }
    }
}
