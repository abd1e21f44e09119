package tenstages.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tenstages.loadgen.pains.Breaking;
import tenstages.loadgen.pains.Scenario;
import tenstages.loadgen.pains.Side;
import tenstages.loadgen.pains.Subject;
import tenstages.loadgen.protocol.StageOptions;

/** A pain contract proves the cure only if it breaks where the cure is taken out of the next stage. */
@Execution(ExecutionMode.CONCURRENT)
class CureTest {
    private static final int TRIES = 3;

    @TempDir
    private Path folder;

    /**
     * A stage without its cure.
     *
     * @param stage the stage, 2 to 10
     * @param missing what it lacks
     * @param figure the figure that must give it away, or what the names of several have in common
     * @param subject starts it
     */
    private record Uncured(int stage, String missing, String figure, Subject subject) {}

    @TestFactory
    Stream<DynamicTest> withoutItsCureAStageHurts() {
        return uncured().stream()
                .map(each -> DynamicTest.dynamicTest(each.stage + " without " + each.missing, () -> hurts(each)));
    }

    private List<Uncured> uncured() {
        return List.of(
                new Uncured(2, "a selector", "answered within 2 s", Subject.of(Side.stage(1))),
                patched(
                        "a limit on the line",
                        "server survives the endless line",
                        new PatchedStage(3, "LineDecoder.java").with("length > maxLineBytes", "length < 0")),
                patched(
                        "an error reply",
                        "garbage lines answered with an error",
                        new PatchedStage(3, "Handler.java").with("parser.parse(line);", "new Request.Event(\"\", 0);")),
                patched(
                        "remembering",
                        "events in the balance afterwards",
                        new PatchedStage(4, "Balances.java").with("balances.put(event.user(), after);", "")),
                patched(
                        "a worker",
                        "p50 of replies, ms",
                        new PatchedStage(5, "Handler.java")
                                .with("if (queue.offer(event)) {", "if (balances.apply(event) != Long.MIN_VALUE) {")),
                patched(
                        "refusing",
                        "p99 of replies, ms",
                        new PatchedStage(5, "Handler.java")
                                .with(
                                        "if (queue.offer(event)) {",
                                        "boolean offered = false;\nwhile (!offered) { offered = queue.offer(event); }\n"
                                                + "if (offered) {")),
                new Uncured(6, "more than one worker", "events applied per second", with(6, "--workers", "1")),
                patched(
                        "the lock",
                        "missing",
                        new PatchedStage(7, "TimedLock.java")
                                .with("        lock.lock();\n", "")
                                .with("        lock.unlock();\n", "")),
                new Uncured(8, "stripes", "gain from 16 workers to 64", with(8, "--stripes", "1")),
                patched(
                        "stripes that reads pass",
                        "of balance reads at 16 workers, ms",
                        new PatchedStage(8, "Balances.java")
                                .with(
                                        "return stripes[(user.hashCode() * GOLDEN >>> 16) * stripes.length >>> 16];",
                                        "return stripes[0];")
                                .with(
                                        "        return stripeOf(user).balances",
                                        "        stripeOf(user).lock.lock();\n        stripeOf(user).lock.unlock();\n"
                                                + "        return stripeOf(user).balances")),
                patched(
                        "counting what is dropped",
                        "the server can tell, and is right",
                        new PatchedStage(9, "Handler.java").with("metrics.eventDropped();", "")),
                // With work so slow that nothing is done by itself meanwhile.
                new Uncured(
                        10,
                        "time to drain",
                        "accepted and never heard of again",
                        with(10, "--drain-ms", "0", "--work-ms", "500")),
                patched(
                        "draining the queue",
                        "accepted and never heard of again",
                        new PatchedStage(10, "Drain.java").with("workers.drainQueue(deadline);", "")),
                patched(
                        "an exit code of its own",
                        "exit code",
                        new PatchedStage(10, "Drain.java").with("ExitCode.OK", "130")));
    }

    /** Where times are compared, chance may hide it in a run on a busy machine, and not in three. */
    private void hurts(Uncured uncured) throws Exception {
        Scenario scenario = Scenario.all().get(uncured.stage - 2);
        Breaking breaking = PainContractTest.once(scenario);
        int tries = scenario.timed() ? TRIES : 1;
        for (int i = 0; i < tries && !isTold(breaking, uncured); i++) {
            breaking = PainContractTest.once(scenario)
                    .with("without " + uncured.missing, PainContractTest.quick(uncured.subject));
        }
        if (!isTold(breaking, uncured)) {
            // Times of a busy machine do not count.
            assumeTrue(breaking.busy().isEmpty(), breaking.busy());
        }
        assertThat(isTold(breaking, uncured))
                .as("without " + uncured.missing + ": " + breaking.uncured() + PainContractTest.figures(breaking))
                .isTrue();
    }

    private static boolean isTold(Breaking breaking, Uncured uncured) {
        return breaking.names().size() > 2
                && breaking.uncured().stream().anyMatch(line -> line.contains(uncured.figure));
    }

    private Uncured patched(String missing, String figure, PatchedStage patched) {
        return new Uncured(patched.stage(), missing, figure, (jvm, options) -> {
            Path classes = Files.createTempDirectory(folder, "classes");
            List<String> words = new ArrayList<>(List.of("--port", "0"));
            words.addAll(StageOptions.known(patched.stage(), options));
            return patched.start(classes, jvm, words);
        });
    }

    /** The stage as it is, with other values for some options. */
    private static Subject with(int stage, String... optionsAndValues) {
        return (jvm, options) -> {
            Map<String, String> changed = new HashMap<>(options);
            for (int i = 0; i < optionsAndValues.length; i += 2) {
                changed.put(optionsAndValues[i], optionsAndValues[i + 1]);
            }
            return Subject.of(Side.stage(stage)).start(jvm, changed);
        };
    }
}
