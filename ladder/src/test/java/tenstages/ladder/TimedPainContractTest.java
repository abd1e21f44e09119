package tenstages.ladder;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Isolated;
import tenstages.loadgen.pains.Breaking;
import tenstages.loadgen.pains.Scenario;
import tenstages.loadgen.pains.Subject;

/** The contracts of those that need the machine, which nothing else of these tests runs beside. */
@Isolated
class TimedPainContractTest {
    @TestFactory
    Stream<DynamicTest> hurtsAndIsCured() {
        return Scenario.all().stream()
                .filter(scenario -> !scenario.cured().isDoubled())
                .filter(PainContractTest::needsTheMachine)
                .map(scenario ->
                        PainContractTest.proved(scenario, () -> Breaking.of(scenario, Subject::of, side -> {})));
    }
}
