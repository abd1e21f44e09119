package tenstages.primitives;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The programs as a user types them. */
@Isolated
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MainTest {
    private record Ended(int exitCode, String out, String err) {}

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "while-not-if | if: +1 got an item, 1 went on.*while: 2 got an item, 0",
                "notify-all | notify: +the putter and taker-2 wait for ever.*notifyAll: all three are done",
                "two-conditions | notifyAll: 1 takes it, 7 were.*signal: +1 takes it, 0 were",
                "semaphore-latch | limit: +8 inside.*2 permits: 2 inside.*notify: +1 went on, 2.*notifyAll: 3 went",
                "compare-and-set --times 1000 | balance is 100.*is 200, after 2 tries.*is 2,000, after [\\d,]+ tries",
                "aba | alone: +A has a, B has b, the stack has \\[b, c\\].*stamp: +A has a, B has b, .*\\[c\\]",
                "deadlock | held by \"there\".*number first\\.\\n  2 of 2 paid\\n.*2 of 2 paid; locks given back: \\d+",
                "livelock | after 1000 rounds nobody.*one had both locks in round \\d+, the other one in round \\d+",
                "pool-growth | 8 +4 +3 +1 +\\[1, 2, 6, 7\\].*100 +2 +98",
                "thread-local | taken for ada.*taken for nobody"
            })
    void aProgramTellsItsPainAndItsCure(String line, String told) {
        Ended ended = run(line);
        assertThat(ended.err).isEmpty();
        assertThat(ended.out).matches("(?s).*" + told + ".*\nThe pain showed, and the cure held\\.\n");
        assertThat(ended.exitCode).isZero();
    }

    /** What these show is up to the compiler, the processor and chance. Whether they say so is not. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "stop-flag",
                "publication --millis 50",
                "count --millis 50",
                "fair-lock --millis 50",
                "false-sharing --millis 5"
            })
    void aPainThatDidNotShowIsNotClaimed(String line) {
        Ended ended = run(line);
        assertThat(ended.err).isEmpty();
        assertThat(ended.exitCode).isIn(0, Main.NOT_SHOWN);
        assertThat(ended.out)
                .endsWith(
                        ended.exitCode == 0
                                ? "\nThe pain showed, and the cure held.\n"
                                : "\nThe pain did not show this time.\n");
    }

    @Test
    void aCureThatDoesNotHoldIsAFailure() {
        assertThat(captured(() -> Main.verdict(true, false))).isEqualTo(new Ended(1, "The cure did not hold.\n", ""));
        assertThat(captured(() -> Main.verdict(false, false)).exitCode).isEqualTo(1);
        assertThat(captured(() -> Main.verdict(false, true)).exitCode).isEqualTo(3);
        assertThat(captured(() -> Main.verdict(true, true)).exitCode).isZero();
    }

    /** What was counted before is not taken for something gained. */
    @Test
    void theCuresOfACountHoldASecondTimeToo() {
        CommandLine count = new CommandLine(new Count());
        for (int i = 0; i < 2; i++) {
            assertThat(captured(() -> count.execute("--millis", "5")).exitCode).isIn(0, Main.NOT_SHOWN);
        }
    }

    @Test
    void whatAUserGetsWrongIsToldInOneLine() {
        for (String line : List.of(
                "no-such-program",
                "count --millis",
                "count --millis 0",
                "compare-and-set --times many",
                "fair-lock --millis -1",
                "publication --millis 0",
                "false-sharing --millis 0",
                "aba extra")) {
            Ended ended = run(line);
            assertThat(ended.exitCode).as(line).isEqualTo(2);
            assertThat(ended.err.lines()).as(line).hasSize(1).allMatch(text -> text.endsWith(" (--help explains)"));
        }
    }

    @Test
    void withoutAProgramTheProgramsAreListed() {
        Ended ended = run("");
        assertThat(ended.exitCode).isZero();
        assertThat(ended.out).contains(Main.commandLine().getSubcommands().keySet());
        assertThat(run("-V").out).isNotBlank();
        assertThat(run("aba -V").out).isNotBlank();
        assertThat(run("--help").exitCode).isZero();
    }

    private static Ended run(String line) {
        return captured(() -> Main.commandLine().execute(line.isEmpty() ? new String[0] : line.split(" ", -1)));
    }

    /** With what is printed to both streams meanwhile. */
    private static Ended captured(IntSupplier program) {
        PrintStream oldOut = System.out;
        PrintStream oldErr = System.err;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        try {
            int exitCode = program.getAsInt();
            return new Ended(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(oldOut);
            System.setErr(oldErr);
        }
    }
}
