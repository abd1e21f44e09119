package tenstages.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tenstages.loadgen.process.Programs;
import tenstages.loadgen.proofs.Claim;
import tenstages.loadgen.proofs.Claims;
import tenstages.loadgen.proofs.Finding;
import tenstages.loadgen.proofs.Laboratory;
import tenstages.loadgen.proofs.Proved;
import tenstages.loadgen.proofs.Recording;
import tenstages.loadgen.proofs.Schedule;
import tenstages.loadgen.proofs.Trial;
import tenstages.loadgen.report.SchedulerPage;

/** Those proofs that are exhaustive and quick, on the stages as they are and as somebody has edited them. */
@Timeout(180)
class ProofsTest {
    private static final List<Trial> PAYMENTS = Claims.of("7").get(0).trials().subList(0, 2);
    private static final Map<Trial, Finding> FINDINGS = new HashMap<>();

    @TempDir
    private static Path folder;

    private static Trial edited;

    @BeforeAll
    static void tryThemAllInOneProcess() throws IOException {
        edited = EditedTrial.of(
                PAYMENTS.get(0), folder, "Balances.java", List.of("hold.perform();", "lock.unlock(); lock.lock();"));
        List<Trial> trials = new ArrayList<>(PAYMENTS);
        trials.add(edited);
        trials.add(Claims.of("6").get(0).trials().get(0));
        trials.addAll(Claims.of("9").get(0).trials());
        trials.addAll(Claims.recorded());
        for (Finding finding : new Laboratory(60).run(trials)) {
            FINDINGS.put(finding.trial(), finding);
        }
    }

    /** Lincheck's report is read as text: this fails if another version tells it in other words. */
    @Test
    void stage6LosesAPaymentInThisSchedule() throws IOException {
        Claim claim = Claims.of("6").get(0);
        Finding finding = FINDINGS.get(claim.trials().get(0));
        assertThat(finding.end()).isEqualTo(Finding.End.ALL);
        assertThat(finding.schedules()).isEqualTo(42);
        assertThat(finding.wrongCount()).isEqualTo(24);
        List<Schedule.Row> rows = Schedule.of(finding.report()).told(claim.steps());
        int first = rows.get(0).thread();
        int second = 1 - first;
        assertThat(rows).extracting(Schedule.Row::thread).containsExactly(first, second, second, first);
        assertThat(rows)
                .extracting(Schedule.Row::text)
                .containsExactly(
                        "balances.getOrDefault(\"alice\", 0): 0",
                        "balances.getOrDefault(\"alice\", 0): 0",
                        "balances.put(\"alice\", 100): null",
                        "balances.put(\"alice\", 100): 100");
        List<String> source = Files.readAllLines(Laboratory.source(finding.trial(), "Balances.java"));
        assertThat(source.get(rows.get(0).line() - 1)).contains("balances.getOrDefault(event.user(), 0L)");
        assertThat(source.get(rows.get(3).line() - 1)).contains("balances.put(event.user(), after)");
    }

    @Test
    void stage7LosesNoneInAnyScheduleAndTheSameSearchFindsTheMistake() {
        Finding none = FINDINGS.get(PAYMENTS.get(0));
        assertThat(none.verdict()).isEqualTo(Finding.Verdict.AS_EXPECTED);
        assertThat(none.end()).isEqualTo(Finding.End.ALL);
        assertThat(none.right()).containsOnlyKeys("balance 200, paid 200");
        Finding control = FINDINGS.get(PAYMENTS.get(1));
        assertThat(control.found()).isTrue();
        assertThat(control.end()).as("200 are enough to count").isEqualTo(Finding.End.LIMIT);
        assertThat(control.schedules()).isEqualTo(200);
        assertThat(control.right())
                .as("a control that always fails controls nothing")
                .isNotEmpty();
    }

    @Test
    void aSearchThatTheClockEndsProvesNothing() throws IOException {
        Finding finding = new Laboratory(0).run(PAYMENTS.get(0));
        assertThat(finding.schedules()).isEqualTo(1);
        assertThat(finding.verdict()).isEqualTo(Finding.Verdict.NOT_FINISHED);
    }

    @Test
    void whoeverLetsTheLockGoIsShownTheSchedule() {
        Claim claim = Claims.of("7").get(0);
        Finding finding = FINDINGS.get(edited);
        assertThat(finding.verdict()).isEqualTo(Finding.Verdict.BROKEN);
        assertThat(Schedule.of(finding.report()).told(claim.steps()))
                .extracting(Schedule.Row::text)
                .anyMatch(text -> text.startsWith("balances.put("));
        assertThat(new Proved(claim, List.of(finding)).verdict()).isEqualTo(Finding.Verdict.BROKEN);
    }

    @Test
    void aSnapshotIsNeverNegativeUnlessItReadsReceivedFirst() {
        Claim claim = Claims.of("9").get(0);
        Finding none = FINDINGS.get(claim.trials().get(0));
        assertThat(none.verdict()).isEqualTo(Finding.Verdict.AS_EXPECTED);
        assertThat(none.schedules()).isEqualTo(114);
        assertThat(none.right()).containsOnlyKeys("pending 0", "pending 1");
        Finding control = FINDINGS.get(claim.trials().get(1));
        assertThat(control.wrong()).containsOnlyKeys("pending -1");
        assertThat(Schedule.of(control.report()).told(claim.steps()))
                .extracting(Schedule.Row::text)
                .containsSubsequence("received.sum(): 0", "received.increment()", "processed.sum(): 1");
    }

    @Test
    void thePageIsMadeOfAllSchedulesOfTheStagesAsTheyAre() throws IOException {
        List<Recording> recordings = new ArrayList<>();
        for (Trial trial : Claims.recorded()) {
            recordings.add(Recording.of(FINDINGS.get(trial)));
        }
        assertThat(recordings.get(0).schedules()).isEqualTo(42);
        assertThat(recordings.get(0).paths()).hasSize(6);
        assertThat(recordings.get(0).paths())
                .filteredOn(path -> path.balance() == 100)
                .hasSize(4);
        assertThat(recordings.get(1).paths()).hasSize(2).allMatch(path -> path.balance() == 200);
        assertThat(SchedulerPage.html(recordings))
                .as("docs/scheduler.html is no longer what ./ten prove 6 -o docs/scheduler.html writes")
                .isEqualTo(Files.readString(Programs.root().resolve("docs/scheduler.html")));
    }
}
