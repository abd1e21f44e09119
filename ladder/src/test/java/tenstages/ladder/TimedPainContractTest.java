package tenstages.ladder;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Isolated;
import tenstages.loadgen.pains.Breaking;
import tenstages.loadgen.pains.Scenario;
import tenstages.loadgen.pains.Subject;

/** The contracts that compare times, which nothing else runs beside. */
@Isolated
class TimedPainContractTest {
    @TestFactory
    Stream<DynamicTest> hurtsAndIsCured() {
        return Scenario.all().stream()
                .filter(Scenario::timed)
                .map(scenario ->
                        PainContractTest.proved(scenario, () -> Breaking.of(scenario, Subject::of, side -> {})));
    }
}
