package tenstages.loadgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tenstages.loadgen.practice.mystery.Level;
import tenstages.loadgen.practice.mystery.Mystery;
import tenstages.loadgen.practice.mystery.Riddle;

/** The verb {@code mystery} where nobody can be asked. */
@Printing
class MysteryCommandTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mystery --level 0 | --level: must be from 1 to 4, and not 0",
                "mystery --level 5 --list | --level: must be from 1 to 4, and not 5",
                "mystery --level x | 'x' is not an int",
                "mystery --seed x | 'x' is not a long",
                "mystery --answer 1 | --answer: needs --seed",
                "mystery --serve | --serve: needs --seed",
                "mystery --seed 7 --answer 13 | --answer: '13' is not one of the twelve",
                "mystery --seed 7 --answer nothing | --answer: 'nothing' is not one of the twelve",
                "mystery --seed 7 --serve --list | only one of them",
                "mystery -o x.md | -o: goes with --interview",
                "mystery --interview -o nowhere/x.md | -o: there is no folder",
                "mystery --bogus | --bogus",
                "mystery 3 | '3'",
                "mystery --list --queue 5 | --queue",
                "mystery --seed 7 --serve --level 1 --queue 5 | stage 2 has no option --queue",
                "mystery --seed 7 --serve --level 3 --queue 0 | --queue: must be a number from 1",
                "mystery --seed 7 --serve --level 3 --queue | --queue: must be a number from 1",
                "mystery --seed 7 --serve --port x | --port: must be a number",
                "mystery --seed 7 --serve --port 65536 | --port: must be a number",
            })
    void aMistakeOfTheUserIsOneLineAndExitCode2(String words, String named) {
        Typed typed = Typed.line(words);
        assertThat(typed.err().strip()).contains(named, "--help explains)").doesNotContain("\n", "\tat ");
        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.out()).isEmpty();
    }

    @Test
    void inAPipeItSaysWhatToDoInstead() {
        Typed typed = Typed.line("mystery --level 2 --seed 7");
        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err().strip())
                .contains("./ten mystery --serve --level 2 --seed 7", "--answer ID")
                .doesNotContain("\n");
    }

    @Test
    void theDiagnosesAreListed() {
        Typed all = Typed.line("mystery --list --level 3");
        Typed some = Typed.line("mystery --list --level 3 --seed 7");
        assertThat(all.exitCode()).isZero();
        for (Mystery mystery : Level.WORK.mysteries()) {
            assertThat(all.text()).contains(mystery.id(), mystery.words());
        }
        List<Mystery> choices = Riddle.of(Level.WORK, 7).choices();
        assertThat(some.out().lines()).hasSizeGreaterThanOrEqualTo(2 * choices.size());
        for (Mystery mystery : choices) {
            assertThat(some.text()).contains(mystery.words());
        }
    }

    @Test
    void anAnswerIsJudgedWithoutAQuestion() {
        Riddle riddle = Riddle.of(Level.LINES, 7);
        Typed wrong = Typed.line("mystery --seed 7 --answer "
                + riddle.choices().stream()
                        .filter(each -> !each.equals(riddle.answer()))
                        .findFirst()
                        .orElseThrow()
                        .id());
        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(wrong.text()).contains("No. It is: " + riddle.answer().words(), "docs/exam.md#s01");
    }

    @Test
    void theExampleOfTheHelpNamesOneOfItsTwelve() {
        String help = Typed.line("help mystery").text();
        String example = "./ten mystery --level 2 --seed 7 --answer ";

        assertThat(help).contains(example);
        assertThat(help.substring(help.indexOf(example) + example.length()).split("\\s", 2)[0])
                .isIn(Riddle.of(Level.REQUESTS, 7).choices().stream()
                        .map(Mystery::id)
                        .toList());
    }
}
