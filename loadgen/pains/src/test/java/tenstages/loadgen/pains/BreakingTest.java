package tenstages.loadgen.pains;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is said of a contract of two claims, on stages that are only measured on paper. */
class BreakingTest {
    private static final Claim FIRST = new Claim("one", "at most 1", n -> n <= 1, "more", (n, m) -> m > n);
    private static final Claim SECOND = new Claim("two", "0", n -> n == 0, "9", (n, m) -> m == 9);

    private final List<String> sides = new ArrayList<>();

    @Test
    void aContractThatHoldsIsProved() throws IOException {
        Breaking breaking = breaking(3, outcome(1, 0), outcome(2, 9));
        assertThat(breaking.broken()).isEmpty();
        assertThat(breaking.proved()).isTrue();
        assertThat(sides).containsExactly("stage 3", "stage 4");
        assertThat(breaking.names()).containsExactly("stage03-validation", "stage04-shared-state");
        assertThat(breaking.outcomes()).hasSize(2);
        assertThat(breaking.headline()).isEqualTo("one: <1.0> → <2.0>");
        assertThat(breaking.proof()).isEqualTo("the pain shows on stage 3 and is gone on stage 4");
    }

    @Test
    void everyClaimThatDoesNotHoldIsNamedWithWhatWasMeasured() throws IOException {
        Breaking breaking = breaking(3, outcome(3, 1), outcome(2, 8));
        assertThat(breaking.proved()).isFalse();
        assertThat(breaking.broken())
                .containsExactly(
                        "the pain does not show on stage 3: one should be at most 1, and is <3.0>",
                        "the pain is not gone on stage 4: one should be more, and is <2.0>",
                        "the pain does not show on stage 3: two should be 0, and is <1.0>",
                        "the pain is not gone on stage 4: two should be 9, and is <8.0>");
    }

    @Test
    void theSecondClaimCountsAsTheFirst() throws IOException {
        assertThat(breaking(3, outcome(1, 1), outcome(2, 9)).broken())
                .containsExactly("the pain does not show on stage 3: two should be 0, and is <1.0>");
        assertThat(breaking(3, outcome(1, 0), outcome(2, 0)).broken())
                .containsExactly("the pain is not gone on stage 4: two should be 9, and is <0.0>");
    }

    @Test
    void beyondTheLastStageOthersTakeItsPainAway() throws IOException {
        Breaking last = breaking(10, outcome(1, 0), outcome(2, 9));
        assertThat(sides).containsExactly("stage 10", "beyond/kafka");
        assertThat(last.names()).containsExactly("stage10-shutdown", "beyond/kafka");
        assertThat(last.proof()).isEqualTo("the pain shows on stage 10 and is gone on beyond/kafka");
        assertThat(breaking(11, outcome(1, 0), outcome(2, 9)).proof())
                .isEqualTo("the pain shows on beyond/kafka and is gone on two of them");
        assertThat(breaking(11, outcome(3, 0), outcome(2, 8)).broken())
                .containsExactly(
                        "the pain does not show on beyond/kafka: one should be at most 1, and is <3.0>",
                        "the pain is not gone on two of them: one should be more, and is <2.0>",
                        "the pain is not gone on two of them: two should be 9, and is <8.0>");
    }

    /** A contract that compares times is neither proved nor broken on a busy machine. */
    @Test
    void aBusyMachineIsAVerdictOfItsOwn() throws IOException {
        Breaking proved = breaking(3, outcome(1, 0), outcome(2, 9));
        Breaking broken = breaking(3, outcome(3, 1), outcome(2, 8));
        assertThat(proved.verdict()).isEqualTo(Breaking.Verdict.PROVED);
        assertThat(broken.verdict()).isEqualTo(Breaking.Verdict.BROKEN);
        assertThat(broken.brokenSides()).containsExactly(Side.stage(3), Side.stage(4));
        for (Breaking each : List.of(proved, broken)) {
            Breaking busy = new Breaking(
                    each.scenario(), each.names(), each.outcomes(), each.said(), each.notes(), each.broken(), "others");
            assertThat(busy.verdict()).isEqualTo(Breaking.Verdict.BUSY);
            assertThat(busy.proved()).isFalse();
            assertThat(busy.brokenSides()).as("there is nothing to look into").isEmpty();
        }
    }

    @Test
    void aServerOfOnesOwnIsAThirdColumnWithAVerdictOfItsOwn() throws IOException {
        assertThat(own(outcome(1, 0))).isEqualTo("the pain shows, as on stage 3");
        assertThat(own(outcome(2, 9))).isEqualTo("the pain is gone, as on stage 4");
        assertThat(own(outcome(2, 8))).isEqualTo("the pain is not gone: two should be 9, and is <8.0>");
    }

    @Test
    void aServerOfOnesOwnTakesNothingAwayFromWhatIsKnownOfTheTwo() throws IOException {
        Breaking two = breaking(3, outcome(1, 0), outcome(2, 9));
        Breaking busy = new Breaking(
                scenario(3, Map.of(), bench -> outcome(1, 0)),
                two.names(),
                two.outcomes(),
                two.said(),
                List.of("a note"),
                two.broken(),
                "others");
        Breaking three = busy.with("mine", null);
        assertThat(three.notes()).containsExactly("a note");
        assertThat(three.verdict()).isEqualTo(Breaking.Verdict.BUSY);
        assertThat(three.ownVerdict()).startsWith("this machine is busy (others)");
    }

    private String own(Outcome outcome) throws IOException {
        List<Outcome> outcomes = new ArrayList<>(List.of(outcome(1, 0), outcome(2, 9), outcome));
        Scenario scenario = scenario(3, Map.of(), bench -> outcomes.remove(0));
        Breaking breaking = Breaking.of(scenario, side -> null, side -> {}).with("mine", null);
        assertThat(breaking.names()).containsExactly("stage03-validation", "stage04-shared-state", "mine");
        assertThat(breaking.outcomes()).hasSize(3).last().isSameAs(outcome);
        assertThat(breaking.headline()).startsWith("one: <1.0> → <2.0> → ");
        assertThat(breaking.proved()).isTrue();
        return breaking.ownVerdict();
    }

    @Test
    void figuresAndBarsStandInTheirOrder() {
        Outcome one = new Outcome().figure("a", 1, "1").bar("label", "b", 2, "2");
        Outcome two = new Outcome().figure("b", 3, "3").figure("c", 4, "4");
        assertThat(one.figures().keySet()).containsExactly("a", "b");
        assertThat(one.bars()).isEqualTo(Map.of("label", new Outcome.Figure(2, "2")));
        assertThat(two.bars()).isEmpty();
        assertThat(Outcome.names(List.of(one, two))).containsExactly("a", "b", "c");
    }

    @Test
    void optionsAreALineInOrder() {
        assertThat(scenario(1, Map.of("--work-ms", "5", "--queue", "100"), bench -> null)
                        .optionLine())
                .isEqualTo("--queue 100 --work-ms 5");
        assertThat(scenario(1, Map.of(), bench -> null).optionLine()).isEmpty();
    }

    private Breaking breaking(int stage, Outcome before, Outcome after) throws IOException {
        List<Outcome> outcomes = new ArrayList<>(List.of(before, after));
        return Breaking.of(
                scenario(stage, Map.of(), bench -> outcomes.remove(0)),
                side -> (jvmOptions, options) -> {
                    throw new IOException("nothing is to be started");
                },
                side -> sides.add(side.called()));
    }

    private static Scenario scenario(int number, Map<String, String> options, Scenario.Attack attack) {
        Side hurt = number > 10 ? Side.LOG : Side.stage(number);
        Side cured = number > 10 ? Side.TWO_LOGS : number == 10 ? Side.LOG : Side.stage(number + 1);
        List<Claim> contract = List.of(FIRST, SECOND);
        return new Scenario(
                number, hurt, cured, "title", "why", "", "", null, options, contract, "axis", 1, false, attack);
    }

    private static Outcome outcome(double one, double two) {
        return new Outcome().figure("one", one, "<" + one + ">").figure("two", two, "<" + two + ">");
    }
}
