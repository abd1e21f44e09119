package tenstages.loadgen.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    @Test
    void theRowsOfATraceAreReadWithTheirThreadAndPlace() {
        List<Schedule.Row> rows = Schedule.of(MadeFinding.report()).rows();
        assertThat(rows).extracting(Schedule.Row::thread).containsExactly(1, 1, 1, 1, 1, 0, 0, 0, 0, 1);
        assertThat(rows.get(0)).isEqualTo(new Schedule.Row(1, 0, "pay(\"alice\", 100): 100", "", 0));
        assertThat(rows.get(3))
                .isEqualTo(new Schedule.Row(1, 2, "m.getOrDefault(\"alice\", 0): 0", "Balances.java", 22));
        assertThat(rows.get(6).text()).isEqualTo("m.getOrDefault(\"a|b\", 0): 0");
    }

    @Test
    void onlyWhatChangesSomethingIsTold() {
        assertThat(Schedule.of(MadeFinding.report()).told(Steps.in("Balances.java")))
                .extracting(Schedule.Row::text)
                .containsExactly(
                        "m.getOrDefault(\"alice\", 0): 0",
                        "m.getOrDefault(\"a|b\", 0): 0",
                        "m.put(\"alice\", 100): null",
                        "m.put(\"alice\", 100): 100");
    }

    @Test
    void ofCallsOnlyThoseThatTheThreadsMakeThemselvesAreTold() {
        assertThat(Schedule.of(MadeFinding.report()).told(Steps.calls()))
                .extracting(Schedule.Row::text)
                .containsExactly("pay(\"alice\", 100): 100", "pay(\"alice\", 100): 100");
    }

    @Test
    void aReportWithoutATraceHasNoRows() {
        assertThat(Schedule.of(List.of("= The execution has hung, see the thread dump ="))
                        .rows())
                .isEmpty();
    }
}
