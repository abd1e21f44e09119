package tenstages.loadgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tenstages.loadgen.report.Terminal;

/** The program as a user types it: its words, its help, and its one line for a mistake. */
@Printing
class CommandLineTest {
    private static final List<String> VERBS =
            List.of("tour", "break", "check", "run", "sweep", "compare", "calibrate", "generate-completion");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run nowhere | HOST:PORT",
                "run | HOST:PORT",
                "run 127.0.0.1:65536 | port 65536 is above 65535",
                "run 127.0.0.1:1 -c 0 | -c: must be from 1 to 60000",
                "run 127.0.0.1:1 -t 0 | -t: must be from 1 to the number of connections",
                "run 127.0.0.1:1 -t 3 -c 2 | -t: must be from 1 to the number of connections",
                "run 127.0.0.1:1 -c 60001 | -c: must be from 1 to 60000",
                "run 127.0.0.1:1 -c 1.5 | '1.5' is not a number such as 250 or 10k",
                "run 127.0.0.1:1 -p 0 | -p: must be from 1 to 1000000",
                "run 127.0.0.1:1 -c 11 -p 1m | -c times -p: must be at most 10000000",
                "run 127.0.0.1:1 -p 1000001 | -p: must be from 1 to 1000000",
                "run 127.0.0.1:1 --users 0 | --users: must be from 1 to 1000000",
                "run 127.0.0.1:1 --users 2m | --users: must be from 1 to 1000000",
                "run 127.0.0.1:1 -n 0 | -n: must be at least 1",
                "run 127.0.0.1:1 -d soon | 'soon' is not a time",
                "run 127.0.0.1:1 -d 0s | -d: must be longer than 0",
                "run 127.0.0.1:1 --timeout 0ms | --timeout: must be at least 1ms",
                "run 127.0.0.1:1 --timeout 999us | --timeout: must be at least 1ms",
                "run 127.0.0.1:1 -R 0 | -R: must be above 0",
                "run 127.0.0.1:1 -R many | 'many' is not a rate",
                "run 127.0.0.1:1 --seed x | 'x' is not a long",
                "run 127.0.0.1:1 --arrivals often | 'often'",
                "run 127.0.0.1:1 --format xml | 'xml'",
                "run 127.0.0.1:1 --fail-if p99>fast | is not a gate",
                "run 127.0.0.1:1 --bogus | --bogus",
                "break | N",
                "break 0 | N: must be from 1 to 12, and not 0",
                "break 13 | N: must be from 1 to 12, and not 13",
                "break x | 'x' is not an int",
                "check | N",
                "check 0 | N: must be from 1 to 10, and not 0",
                "check 11 | N: must be from 1 to 10, and not 11",
                "check x | 'x' is not an int",
                "check 5 --only s05.full | --only: stage 5 has no item s05.full (--list shows them)",
                "check 5 --only s06 | --only: stage 5 has no item s06 (--list shows them)",
                "check 5 --only s05.busy,nonsense | --only: stage 5 has no item nonsense",
                "check 5 --only s05.bus | --only: stage 5 has no item s05.bus ",
                "check 3 --only s01.echo | --only: stage 3 has no item s01.echo",
                "check 5 --format xml | 'xml'",
                "check 5 --list --format junit | --list: has no junit format",
                "check 5 --env | --env: goes with --cmd",
                "check 5 --env --target :1 | --env: goes with --cmd",
                "check 5 --cmd x --target :1 | mutually exclusive",
                "check 5 --cmd= | --cmd: is empty",
                "check 5 --cmd=x;--queue=7 | --cmd: leave out --queue, which the exam sets itself",
                "check 5 --target nowhere | is not an address",
                "check 5 --patience 99ms | --patience: must be from 100ms to 60m",
                "check 5 --patience 61m | --patience: must be from 100ms to 60m",
                "check 5 --patience soon | 'soon' is not a time",
                "sweep 6 | N: must be from 7 to 10, and not 6",
                "sweep 11 | N: must be from 7 to 10, and not 11",
                "sweep 7 --workers 4,1 | --workers: must be ascending",
                "sweep 7 --workers 4 --workers 1 | --workers: must be ascending",
                "sweep 7 --workers 4,4 | --workers: must be ascending",
                "sweep 7 --workers 0,4 | --workers: each must be from 1 to 1024",
                "sweep 7 --workers 4,1025 | --workers: each must be from 1 to 1024",
                "sweep 7 --work-ms -1 | --work-ms, --hold-ms: must be from 0 to 500 together",
                "sweep 7 --work-ms 1 --hold-ms -1 | --work-ms, --hold-ms: must be from 0 to 500 together",
                "sweep 7 --work-ms 491 --hold-ms 10 | --work-ms, --hold-ms: must be from 0 to 500 together",
                "sweep 7 --stripes 0 | --stripes: must be from 1 to 65536",
                "sweep 7 --stripes 65537 | --stripes: must be from 1 to 65536",
                "compare a.json | B.json",
                "frobnicate | frobnicate"
            })
    void aMistakeOfTheUserIsOneLineAndExitCode2(String words, String named) {
        Typed typed = Typed.line(words);
        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err().strip()).contains(named, "--help explains)").doesNotContain("\n", "\tat ");
        assertThat(typed.out()).isEmpty();
    }

    @Test
    void whatWasTypedDoesNothingToTheTerminal() {
        Typed typed = Typed.words("quiz", "\u001b[31m\u0007\nred");
        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err().strip()).contains("\\u001b[31m\\u0007\\u000ared").doesNotContain("\u001b", "\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "class|",
                "issues|",
                "learn|--new|go|",
                "learn|--once|--cmd|x|--watch|",
                "mystery|--interview|-o|",
                "prove|6|-o|"
            })
    void aPathWithoutANameIsNotThisFolder(String words) {
        Typed typed = Typed.words(words.split("\\|", -1));
        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).contains(": is empty (").doesNotContain("\tat ");
        assertThat(typed.out()).isEmpty();
    }

    @Test
    void aLineToSendIsOneLine() {
        Typed typed = Typed.words("run", "127.0.0.1:1", "--line", "a\nb");
        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).startsWith("--line: must be one line");
    }

    @Test
    void noWordsAtAllGetTheListOfVerbs() {
        Typed typed = Typed.line("");
        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.out()).isEmpty();
        assertThat(typed.err()).contains("Usage: ten");
        for (String verb : VERBS) {
            assertThat(typed.err()).containsPattern("(?m)^ +" + verb + " ");
        }
    }

    @Test
    void aVerbThatIsNearlyRightGetsASuggestion() {
        Typed typed = Typed.line("brek 3");
        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err().strip()).contains("did you mean break?").doesNotContain("\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {55, 60, 80, 100})
    void theHelpOfEveryVerbFitsItsWidth(int width) {
        for (String verb : VERBS) {
            Typed typed = Typed.into(() -> Main.commandLine().setUsageHelpWidth(width), verb, "--help");
            assertThat(typed.exitCode()).isZero();
            assertThat(typed.out()).contains("Usage: ten " + verb);
            assertThat(typed.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(width));
        }
    }

    @Test
    void theHelpIsAsWideAsTheTerminalUnlessThatIsTooNarrow() {
        assertThat(Main.commandLine().getUsageHelpWidth()).isEqualTo(Math.max(55, Terminal.width()));
    }

    @Test
    void theVersionIsTold() {
        assertThat(Typed.line("--version").out()).startsWith("ten ");
    }

    @Test
    void theCompletionIsForTheCommandAsItIsTyped() {
        Typed typed = Typed.line("generate-completion");
        assertThat(typed.exitCode()).isZero();
        assertThat(typed.out()).contains("_complete_ten ", " ten ", "--fail-if");
    }
}
