package tenstages.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tenstages.loadgen.pains.Breaking;
import tenstages.loadgen.pains.Outcome;
import tenstages.loadgen.pains.Scenario;
import tenstages.loadgen.pains.Side;
import tenstages.loadgen.pains.Subject;
import tenstages.loadgen.practice.predict.Question;

/** The proof that each pain is there and each fix works, with the packaged jars: those that count. */
@Execution(ExecutionMode.CONCURRENT)
class PainContractTest {
    /** The servers run for some seconds. */
    private static final List<String> QUICK_TO_START = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private static final Map<Scenario, FutureTask<Breaking>> ONCE = new ConcurrentHashMap<>();

    @TestFactory
    Stream<DynamicTest> hurtsAndIsCured() {
        // Two servers on brokers have their proof in their own module.
        return Scenario.all().stream()
                .filter(scenario -> !scenario.cured().isDoubled())
                .filter(scenario -> !needsTheMachine(scenario))
                .map(scenario -> proved(scenario, () -> once(scenario)));
    }

    /** Whether it compares times, or starts a log, which is slow to come up and slows down what runs beside it. */
    static boolean needsTheMachine(Scenario scenario) {
        return scenario.timed() || scenario.cured().equals(Side.LOG);
    }

    /** What became of it beside other tests: all that ask share one run. */
    static Breaking once(Scenario scenario) throws Exception {
        FutureTask<Breaking> first = ONCE.computeIfAbsent(
                scenario,
                each -> new FutureTask<>(() -> Breaking.of(each, side -> quick(Subject.of(side)), side -> {})));
        first.run();
        return first.get();
    }

    static DynamicTest proved(Scenario scenario, Callable<Breaking> run) {
        return DynamicTest.dynamicTest(scenario.number() + ": " + scenario.title(), () -> {
            Breaking breaking = run.call();
            if (!breaking.broken().isEmpty()) {
                // Times of a busy machine do not count.
                assumeTrue(breaking.verdict() != Breaking.Verdict.BUSY, breaking.busy());
            }
            assertThat(breaking.broken()).as(figures(breaking)).isEmpty();
            // What is asked before the break is answered by it.
            Question question = Question.all().get(scenario.number() - 1);
            assertThat(breaking.outcomes().get(0).figures()).containsKey(question.figure());
        });
    }

    /** Its servers start sooner. */
    static Subject quick(Subject subject) {
        return (jvm, options) -> {
            List<String> all = new ArrayList<>(QUICK_TO_START);
            all.addAll(jvm);
            return subject.start(all, options);
        };
    }

    /** What was measured on each side. */
    static String figures(Breaking breaking) {
        return breaking.outcomes().stream().map(Outcome::figures).toList().toString();
    }
}
