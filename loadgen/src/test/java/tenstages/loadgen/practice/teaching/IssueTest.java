package tenstages.loadgen.practice.teaching;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tenstages.loadgen.exam.Exam;
import tenstages.loadgen.exam.ExamItem;
import tenstages.loadgen.pains.Scenario;
import tenstages.loadgen.process.Programs;

/** The ladder as ten issues says what the exam, the breaks and the page say. */
class IssueTest {
    private static final List<String> PARTS = List.of(
            "## What hurts\n",
            "## What to build\n",
            "## Which promises must go green\n",
            "## What not to do\n",
            "## Done when\n");

    private List<Issue> issues;

    @BeforeEach
    void read() throws IOException {
        issues = Issue.all(Programs.root(), "./me {port}");
    }

    @Test
    void thereIsOneForEachStageInTheirOrder() {
        assertThat(issues).extracting(Issue::title).hasSize(10).startsWith("Stage 1: blocking", "Stage 2: nonblocking");
        assertThat(issues)
                .extracting(Issue::fileName)
                .contains("04-shared-state.md", "10-shutdown.md")
                .doesNotHaveDuplicates();
    }

    @Test
    void eachSaysWhatItsExamAsksAndNoMore() {
        for (Issue issue : issues) {
            assertThat(issue.body()).contains(PARTS);
            for (ExamItem item : Exam.of(10)) {
                assertThat(issue.body().contains("- [ ] `" + item.id() + "`: " + item.promise()))
                        .as(issue.title() + ", " + item.id())
                        .isEqualTo(item.since() == issue.stage());
            }
            assertThat(issue.body()).contains("`./ten check " + issue.stage() + " --cmd './me {port}'` says PASS");
        }
    }

    @Test
    void eachHurtsAsTheBreakOfTheStageBeforeIt() {
        for (Issue issue : issues.subList(1, 10)) {
            Scenario scenario = Scenario.all().get(issue.stage() - 2);
            assertThat(issue.body())
                    .contains(scenario.title(), "`./ten break " + scenario.number() + " --cmd './me {port}'`");
        }
    }

    @Test
    void anOptionIsNewWhereItBegins() {
        assertThat(issues.get(0).body()).contains("No new option.");
        assertThat(issues.get(2).body()).contains("New options: `--max-connections`, `--max-line-bytes`.");
        assertThat(issues.get(4).body()).contains("New options: `--queue`.");
        assertThat(issues.get(8).body()).contains("No new option.");
    }

    /** They are read in another repository. */
    @Test
    void noLinkLeadsNowhereAndNothingIsFoldedOrLeftOut() {
        for (Issue issue : issues) {
            assertThat(issue.body())
                    .doesNotContain("](", "<details>", "</details>", "<summary>", "null", "<!--")
                    .doesNotContainPattern("##[^\n]*\n\n*##");
        }
    }
}
