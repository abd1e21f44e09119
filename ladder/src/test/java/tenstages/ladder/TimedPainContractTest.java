package tenstages.ladder;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Isolated;
import tenstages.loadgen.pains.Scenario;

/** The contracts that compare times, which nothing else runs beside. */
@Isolated
class TimedPainContractTest {
    @TestFactory
    Stream<DynamicTest> hurtsAndIsCured() {
        return Scenario.all().stream().filter(Scenario::timed).map(PainContractTest::proved);
    }
}
