package tenstages.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tenstages.loadgen.pains.Breaking;
import tenstages.loadgen.pains.Outcome;
import tenstages.loadgen.pains.Scenario;
import tenstages.loadgen.pains.Subject;
import tenstages.loadgen.protocol.StageOptions;

/** The proof that each pain is there and each fix works, with the packaged jars: those that count. */
@Execution(ExecutionMode.CONCURRENT)
class PainContractTest {
    @TestFactory
    Stream<DynamicTest> hurtsAndIsCured() {
        // What is beyond them has its proof in its own module.
        return Scenario.all().stream()
                .limit(StageOptions.LAST_STAGE)
                .filter(scenario -> !scenario.timed())
                .map(PainContractTest::proved);
    }

    static DynamicTest proved(Scenario scenario) {
        return DynamicTest.dynamicTest(scenario.number() + ": " + scenario.title(), () -> {
            Breaking breaking = Breaking.of(scenario, Subject::of, side -> {});
            if (!breaking.broken().isEmpty()) {
                // Times of a busy machine do not count.
                assumeTrue(breaking.verdict() != Breaking.Verdict.BUSY, breaking.busy());
            }
            assertThat(breaking.broken()).as(figures(breaking)).isEmpty();
        });
    }

    /** What was measured on both stages. */
    static String figures(Breaking breaking) {
        return breaking.outcomes().stream().map(Outcome::figures).toList().toString();
    }
}
