package tenstages.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tenstages.loadgen.process.Stages;
import tenstages.loadgen.scenario.Bench;
import tenstages.loadgen.scenario.Breaking;
import tenstages.loadgen.scenario.Scenario;

/** A pain contract proves the cure only if it breaks where the cure is taken out of the next stage. */
@Execution(ExecutionMode.CONCURRENT)
class CureTest {
    private static final int TRIES = 3;

    /** They run for some seconds. */
    private static final List<String> QUICK_TO_START = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    @TempDir
    private Path folder;

    /**
     * A stage without its cure.
     *
     * @param stage the stage, 2 to 10
     * @param missing what it lacks
     * @param figure the figure that must give it away, or what the names of several have in common
     * @param start how it is started
     */
    private record Uncured(int stage, String missing, String figure, Bench.Launcher start) {}

    @TestFactory
    Stream<DynamicTest> withoutItsCureAStageHurts() {
        return uncured().stream()
                .map(each -> DynamicTest.dynamicTest(each.stage + " without " + each.missing, () -> hurts(each)));
    }

    private List<Uncured> uncured() {
        return List.of(
                new Uncured(2, "a selector", "answered within 2 s", (stage, jvm, words) -> Stages.start(1, jvm, words)),
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
                                        "boolean offered = false;\nwhile (!offered) { offered = queue.offer(event); }\nif (offered) {")),
                new Uncured(6, "more than one worker", "events applied per second", with("--workers", "1")),
                patched(
                        "the lock",
                        "missing",
                        new PatchedStage(7, "TimedLock.java")
                                .with("        lock.lock();\n", "")
                                .with("        lock.unlock();\n", "")),
                new Uncured(8, "stripes", "gain from 16 workers to 64", with("--stripes", "1")),
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
                        with("--drain-ms", "0", "--work-ms", "500")),
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
    private void hurts(Uncured uncured) throws IOException {
        Breaking breaking = run(uncured);
        int tries = PainContractTest.TIMED.contains(uncured.stage - 1) ? TRIES : 1;
        for (int i = 1; i < tries && !isTold(breaking, uncured); i++) {
            breaking = run(uncured);
        }
        assertThat(isTold(breaking, uncured))
                .as("without " + uncured.missing + ": " + breaking.broken() + PainContractTest.figures(breaking))
                .isTrue();
    }

    private static Breaking run(Uncured uncured) throws IOException {
        Bench.Launcher launcher = (stage, jvm, words) -> {
            List<String> quick = new ArrayList<>(QUICK_TO_START);
            quick.addAll(jvm);
            return (stage == uncured.stage ? uncured.start : (Bench.Launcher) Stages::start).start(stage, quick, words);
        };
        return Breaking.of(Scenario.all().get(uncured.stage - 2), launcher, stage -> {});
    }

    private static boolean isTold(Breaking breaking, Uncured uncured) {
        String notGone = "the pain is not gone on stage " + uncured.stage + ": ";
        return breaking.broken().stream().anyMatch(line -> line.startsWith(notGone) && line.contains(uncured.figure));
    }

    private Uncured patched(String missing, String figure, PatchedStage patched) {
        return new Uncured(patched.stage(), missing, figure, (stage, jvm, words) -> {
            Path classes = Files.createTempDirectory(folder, "classes");
            return patched.start(classes, jvm, words);
        });
    }

    /** The stage as it is, with other values for some options. */
    private static Bench.Launcher with(String... optionsAndValues) {
        return (stage, jvm, words) -> {
            List<String> changed = new ArrayList<>(words);
            for (int i = 0; i < optionsAndValues.length; i += 2) {
                int at = changed.indexOf(optionsAndValues[i]);
                if (at >= 0) {
                    changed.subList(at, at + 2).clear();
                }
            }
            changed.addAll(List.of(optionsAndValues));
            return Stages.start(stage, jvm, changed);
        };
    }
}
