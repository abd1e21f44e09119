package tenstages.loadgen.pains;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import tenstages.loadgen.process.Programs;

/** Excerpts of the sources that the reports quote. */
class ExcerptTest {
    @Test
    void aBlockIsQuotedToItsEndWithoutItsIndentation() throws IOException {
        List<String> lines = new Excerpt("Handler.java", "private Reply offer(Request.Event event) {")
                .in(Programs.stage(5).folder());
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
        assertThat(new Excerpt("Main.java", line).in(Programs.stage(6).folder()))
                .containsExactly(line);
    }

    @Test
    void aLineThatIsNotThereIsNoExcerpt() throws IOException {
        assertThat(new Excerpt("Main.java", "no such line {")
                        .in(Programs.stage(6).folder()))
                .isEmpty();
        assertThat(new Excerpt("NoSuchFile.java", "class NoSuchFile {")
                        .in(Programs.stage(6).folder()))
                .isEmpty();
        assertThat(new Excerpt("Drain.java", "private boolean drain(long deadline) throws InterruptedException {")
                        .in(Programs.stage(9).folder()))
                .isEmpty();
    }

    @Test
    void everyScenarioQuotesWhatIsThere() throws IOException {
        for (Scenario scenario : Scenario.all()) {
            assertThat(scenario.cure().in(scenario.cured().resolved().folder()))
                    .as(scenario.title())
                    .isNotEmpty();
        }
    }
}
