package tenstages.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tenstages.loadgen.proofs.Claims;
import tenstages.loadgen.proofs.Schedule.Row;

class ScheduleTableTest {
    private static final Row READ_BY_SECOND = new Row(1, 2, "map.get(\"alice\"): 0", "A.java", 7);
    private static final Row READ_BY_FIRST = new Row(0, 2, "map.get(\"alice\"): 0", "A.java", 7);
    private static final Row WRITE_BY_SECOND = new Row(1, 2, "map.put(\"alice\", 100): null", "A.java", 8);

    @Test
    void namedThreadsStandInTheOrderOfTheirNamesWhoeverBegins() {
        assertThat(text("9", READ_BY_SECOND, READ_BY_FIRST)).containsPattern("counters +snapshot\n");
    }

    /** Whoever has no further step has not stopped, but ended. */
    @Test
    void aThreadThatDoesNotGoOnDoesNotStopHere() {
        assertThat(text("6", READ_BY_SECOND, READ_BY_FIRST, WRITE_BY_SECOND))
                .containsOnlyOnce("stops here")
                .contains("worker A stops here; worker B goes on");
        assertThat(text("6", READ_BY_SECOND, WRITE_BY_SECOND, READ_BY_FIRST)).doesNotContain("stops here");
    }

    @Test
    void aWriteAfterTheLastValueWasReadOverwritesNothing() {
        Row readAgain = new Row(0, 2, "map.get(\"alice\"): 100", "A.java", 7);
        Row write = new Row(0, 2, "map.put(\"alice\", 200): 100", "A.java", 8);
        assertThat(text("6", READ_BY_SECOND, WRITE_BY_SECOND, readAgain, write)).doesNotContain("overwrites");
        assertThat(text("6", READ_BY_FIRST, READ_BY_SECOND, WRITE_BY_SECOND, write))
                .contains("overwrites the 100 of worker B");
    }

    private static String text(String claim, Row... rows) {
        return ScheduleTable.of(Claims.of(claim).get(0), List.of(rows)).text(200);
    }
}
