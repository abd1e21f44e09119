package tenstages.loadgen.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.Isolated;

/** Whether times count, by what a machine really does. */
@Isolated
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MachineWatchTest {
    /** What we have started ourselves is no trouble, however much it computes; the same of others is. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void onlyOthersAreTrouble() throws Exception {
        double ours = MachineWatch.secondsOfOthers();
        Process busy = spinning(false);
        List<ProcessHandle> orphans = orphans();
        try {
            awaitCpu(List.of(busy.toHandle()));
            double afterOurs = MachineWatch.secondsOfOthers();
            busy.destroyForcibly().waitFor();
            double afterItsEnd = MachineWatch.secondsOfOthers();
            double beforeOthers = MachineWatch.secondsOfOthers();
            awaitCpu(orphans);
            double afterOthers = MachineWatch.secondsOfOthers();
            // Whatever else the machine does is others' in all three.
            assertThat(afterOthers - beforeOthers).isGreaterThan(1.3);
            assertThat(afterItsEnd - afterOurs).isLessThan(1.3);
            assertThat(ours).isPositive();
        } finally {
            busy.destroyForcibly();
            orphans.forEach(ProcessHandle::destroyForcibly);
        }
    }

    /** Until they have computed for 1.5 s more, which takes long where many others compute. */
    private static void awaitCpu(List<ProcessHandle> processes) {
        long before = cpuMillis(processes);
        await().atMost(Duration.ofSeconds(100)).until(() -> cpuMillis(processes) - before > 1500);
    }

    private static long cpuMillis(List<ProcessHandle> processes) {
        return processes.stream()
                .mapToLong(each ->
                        each.info().totalCpuDuration().orElse(Duration.ZERO).toMillis())
                .sum();
    }

    @Test
    void aSentenceSaysWhatToDo() {
        assertThat(MachineWatch.sentence("load average 60"))
                .isEqualTo(
                        "this machine is busy (load average 60), so times may not count: run it again on a quiet one");
    }

    @Test
    void troubleIsTooMuchOfAnyKind() {
        assertThat(MachineWatch.trouble(1.3, 0, 0, 0, 2)).contains("other programs use 1.3 of its 2 processors");
        assertThat(MachineWatch.trouble(1.1, 0, 0, 99, 2)).isEmpty();
        assertThat(MachineWatch.trouble(0.4, 0.2, 0, 0, 2))
                .contains("for 20 % of the time this program waited for a processor");
        assertThat(MachineWatch.trouble(0.4, 0.09, 0, 0, 2)).isEmpty();
        assertThat(MachineWatch.trouble(0.2, 0.2, 0, 0, 2))
                .as("by our own load")
                .isEmpty();
        assertThat(MachineWatch.trouble(Double.NaN, 0.2, 0, 0, 2)).isPresent();
        assertThat(MachineWatch.trouble(0, 0.1, 1.24, 0, 2)).contains("this program stood still for 1.2 s");
        assertThat(MachineWatch.trouble(0, 0.1, 0.4, 0, 2)).isEmpty();
        assertThat(MachineWatch.trouble(Double.NaN, 0, 0, 7, 2)).contains("load average 7 on 2 processors");
        assertThat(MachineWatch.trouble(Double.NaN, 0, 0, 5, 2)).isEmpty();
        assertThat(MachineWatch.trouble(Double.NaN, 0, 0, Double.NaN, 2)).isEmpty();
    }

    /** Watches, and says in each line how long it was late at most. */
    static final class Watcher {
        private Watcher() {}

        public static void main(String[] args) throws IOException {
            try (MachineWatch watch = new MachineWatch()) {
                while (System.in.read() >= 0) {
                    System.out.println(watch.mostSecondsLate());
                }
            }
        }
    }

    /** Twice, and what counts is the longer one. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aProgramThatWasStoppedKnowsForHowLong() throws Exception {
        Process watcher = new ProcessBuilder(
                        JavaCommand.java(), "-cp", System.getProperty("java.class.path"), Watcher.class.getName())
                .start();
        try {
            double longest = 0;
            for (int round = 0; round < 2; round++) {
                assertThat(secondsLate(watcher)).isNotNegative();
                long before = System.nanoTime();
                signal(watcher, "STOP");
                long stopped = System.nanoTime();
                await().until(() -> System.nanoTime() - stopped > 1_000_000_000);
                signal(watcher, "CONT");
                await().until(() -> secondsLate(watcher) > 0.9);
                longest = Math.max(longest, (System.nanoTime() - before) / 1e9);
            }
            assertThat(secondsLate(watcher)).isLessThanOrEqualTo(longest);
        } finally {
            watcher.destroyForcibly();
        }
    }

    private static double secondsLate(Process watcher) throws IOException {
        watcher.outputWriter().write('?');
        watcher.outputWriter().flush();
        return Double.parseDouble(watcher.inputReader().readLine());
    }

    private static void signal(Process process, String name) throws Exception {
        assertThat(new ProcessBuilder("sh", "-c", "kill -s " + name + " " + process.pid())
                        .start()
                        .waitFor())
                .isZero();
    }

    /** The system tells of all processors of a host, of which a container has only some. */
    @Test
    void aHostThatIsNotAllOursSaysNothing() {
        int ours = Runtime.getRuntime().availableProcessors();
        StringBuilder stat = new StringBuilder("cpu  1 2 3\n");
        for (int i = 0; i < ours; i++) {
            stat.append("cpu").append(i).append(" 1 2 3\n");
        }
        assertThat(MachineWatch.isOurs(stat + "intr 1\n")).isTrue();
        assertThat(MachineWatch.isOurs(stat + "cpu" + ours + " 1 2 3\n")).isFalse();
    }

    private static Process spinning(boolean orphan) throws Exception {
        String loop = "while :; do :; done";
        return new ProcessBuilder("sh", "-c", orphan ? "(" + loop + ") >/dev/null 2>&1 & echo $!" : loop).start();
    }

    /** A process whose parent has ended is nobody's child any more. */
    private static List<ProcessHandle> orphans() throws Exception {
        List<ProcessHandle> orphans = new ArrayList<>();
        Process parent = spinning(true);
        long pid = Long.parseLong(parent.inputReader().readLine());
        orphans.add(ProcessHandle.of(pid).orElseThrow());
        parent.waitFor();
        return orphans;
    }
}
