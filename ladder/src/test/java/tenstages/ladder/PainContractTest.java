package tenstages.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tenstages.loadgen.process.Stages;
import tenstages.loadgen.scenario.Breaking;
import tenstages.loadgen.scenario.Scenario;

/** The proof that each pain is there and each fix works, with the packaged jars. */
class PainContractTest {
    @TestFactory
    Stream<DynamicTest> hurtsAndIsCured() {
        // What is beyond them has its proof in its own module.
        return Scenario.all().stream()
                .limit(Stages.LAST)
                .map(scenario -> DynamicTest.dynamicTest(scenario.stage() + ": " + scenario.title(), () -> assertThat(
                                Breaking.of(scenario, Stages::start, stage -> {})
                                        .broken())
                        .isEmpty()));
    }
}
