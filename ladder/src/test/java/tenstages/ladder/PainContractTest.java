package tenstages.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tenstages.loadgen.process.Stages;
import tenstages.loadgen.scenario.Breaking;
import tenstages.loadgen.scenario.Outcome;
import tenstages.loadgen.scenario.Scenario;

/** The proof that each pain is there and each fix works, with the packaged jars: those that count. */
@Execution(ExecutionMode.CONCURRENT)
class PainContractTest {
    /** The contracts that compare times, which {@link TimedPainContractTest} looks at. */
    static final Set<Integer> TIMED = Set.of(4, 5, 7);

    @TestFactory
    Stream<DynamicTest> hurtsAndIsCured() {
        // What is beyond them has its proof in its own module.
        return Scenario.all().stream()
                .limit(Stages.LAST)
                .filter(scenario -> !TIMED.contains(scenario.stage()))
                .map(PainContractTest::proved);
    }

    static DynamicTest proved(Scenario scenario) {
        return DynamicTest.dynamicTest(scenario.stage() + ": " + scenario.title(), () -> {
            Breaking breaking = Breaking.of(scenario, Stages::start, stage -> {});
            assertThat(breaking.broken()).as(figures(breaking)).isEmpty();
        });
    }

    /** What was measured on both stages. */
    static String figures(Breaking breaking) {
        return breaking.outcomes().stream().map(Outcome::figures).toList().toString();
    }
}
