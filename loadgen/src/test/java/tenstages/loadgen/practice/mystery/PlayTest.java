package tenstages.loadgen.practice.mystery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tenstages.loadgen.practice.Dialog;
import tenstages.loadgen.practice.Notebook;

/** Somebody at a terminal, by what he types and what he sees. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PlayTest {
    private static final int NARROW = 60;
    private static final Duration LONG = Duration.ofMinutes(20);

    @TempDir
    private Path folder;

    private final List<String> kept = new ArrayList<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Riddle riddle = ServedMystery.riddle("echo-cuts-at-nul");

    @Test
    void whoIsRightIsToldTheExchangeAndTheLesson() throws IOException {
        assertThat(play("l", "", "nonsense", riddle.answer().id(), "a zero byte")
                        .one(riddle))
                .isTrue();
        assertThat(text())
                .contains("Mystery of level 1", "seed " + riddle.seed(), "claims to be at stage 2")
                .contains("--serve --level 1 --seed " + riddle.seed() + " --port {port}")
                .contains("Not a number from 1 to 12")
                .contains("Right: " + riddle.answer().words())
                .contains("s01.echo", "\\x00\\x00\\n", "The lesson it belongs to: docs/stage01.md")
                .contains("You asked it with 0 connections and 0 lines")
                .contains(riddle.choices().get(11).words());
        assertThat(Solved.in(notebook()).solved()).containsExactly("echo-cuts-at-nul");
    }

    @Test
    void whoIsWrongIsToldAsWellAndHasNotSolvedIt() throws IOException {
        int wrong = riddle.choices().get(0).equals(riddle.answer()) ? 1 : 0;
        assertThat(play(String.valueOf(wrong + 1), "").one(riddle)).isFalse();
        assertThat(text())
                .contains("No. It is: " + riddle.answer().words())
                .contains("What you named (" + riddle.choices().get(wrong).words() + ") shows in "
                        + riddle.choices().get(wrong).itemId());
        assertThat(Solved.in(notebook()).solved()).isEmpty();
    }

    @Test
    void whoGivesUpIsToldAndWhoLeavesIsNot() throws IOException {
        assertThat(play("g").one(riddle)).isFalse();
        assertThat(text()).contains("It is: " + riddle.answer().words()).doesNotContain("No. It is");
        out.reset();
        assertThat(play("r", "q").one(riddle)).isFalse();
        assertThat(text()).contains("It runs again").doesNotContain("It is: ");
        out.reset();
        assertThat(play().one(riddle)).isFalse();
        assertThat(text()).doesNotContain("It is: ");
    }

    @Test
    void aNarrowTerminalIsWideEnoughForProse() throws IOException {
        play("q").one(riddle);
        assertThat(out.toString(UTF_8).lines())
                .filteredOn(line -> !line.contains("./ten"))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(NARROW));
    }

    @Test
    void anInterviewIsWrittenDown() throws IOException {
        Riddle second = ServedMystery.riddle("null-hangs-up");
        String summary = play(riddle.answer().id(), "zero `bytes`", "1", "")
                .interview(List.of(riddle, second, riddle), LONG, kept::add);
        assertThat(summary)
                .contains("## 1. A server of stage 2 (level 1, seed " + riddle.seed() + ")")
                .contains("- Said: " + riddle.answer().words() + " Right.\n- Because: zero `bytes`\n")
                .contains("Asked with 0 connections and 0 lines")
                .contains("- Told by `s01.echo`: ", "received")
                .contains("## 2. A server of stage 3")
                .contains("## To talk through")
                .containsPattern("# Interview: [12] of 3 found");
        assertThat(text()).contains("1 of 3, and ", " minutes are left.", "left] Your diagnosis");
        assertThat(summary).contains("- Said: nothing.");
        assertThat(kept).hasSize(3);
        assertThat(kept.get(0)).contains("# Interview: 1 of 3 found", "Right.").doesNotContain("received");
    }

    @Test
    void afterItsTimeNothingIsBegun() throws IOException {
        String summary = play("1", "2").interview(List.of(riddle, riddle), Duration.ofNanos(1), kept::add);
        assertThat(summary)
                .contains("# Interview: 0 of 2 found", "- Not begun.")
                .doesNotContain(riddle.answer().words());
    }

    @Test
    void anAnswerAfterTheTimeIsNotJudged() throws IOException {
        BufferedReader late = new BufferedReader(new StringReader("")) {
            @Override
            public String readLine() {
                await().until(() -> out.toString(UTF_8).contains("The time is over: press Enter."));
                return riddle.answer().id();
            }
        };
        assertThat(play(late).interview(List.of(riddle, riddle), Duration.ofSeconds(1), kept::add))
                .contains("# Interview: 0 of 2 found", "- Said: nothing.", "- Not begun.");
        assertThat(Solved.in(notebook()).solved()).isEmpty();
    }

    /** Who has named a diagnosis, and is asked for more, is not asked for a diagnosis. */
    @Test
    void thatTheTimeIsOverIsNoNewsBehindADiagnosis() throws IOException {
        AtomicLong now = new AtomicLong();
        BufferedReader typed = new BufferedReader(new StringReader("")) {
            private boolean hasAnswered;

            @Override
            public String readLine() {
                if (hasAnswered) {
                    now.set(LONG.toNanos());
                    await().during(Duration.ofMillis(700)).until(() -> !text().contains("The time is over"));
                }
                hasAnswered = true;
                return riddle.answer().id();
            }
        };
        PrintStream terminal = new PrintStream(out, true, UTF_8);
        try (Suspect suspect = new Suspect(ServedMystery.command(), riddle, List.of())) {
            Clock clock = new Clock(LONG, now::get);
            Dialog dialog = new Dialog(typed, terminal);
            assertThat(new Hunt(riddle, suspect, clock, dialog, terminal, NARROW, false)
                            .run()
                            .right())
                    .isTrue();
        }
    }

    @Test
    void aClockGoesDownToNothing() {
        long[] now = {5};
        Clock clock = new Clock(Duration.ofSeconds(61), () -> now[0]);
        assertThat(Clock.shown(clock.left())).isEqualTo("1:01");
        assertThat(clock.isOver()).isFalse();
        now[0] += Duration.ofSeconds(100).toNanos();
        assertThat(Clock.shown(clock.left())).isEqualTo("0:00");
        assertThat(clock.isOver()).isTrue();
    }

    /** He thinks until he has seen the clock move. */
    @Test
    void theClockGoesOnWhileSomebodyThinks() throws IOException {
        BufferedReader thinking = new BufferedReader(new StringReader("")) {
            @Override
            public String readLine() {
                await().until(() -> out.toString(UTF_8).matches("(?s).*\u001b7\r\\[[ \\d]{2}:\\d\\d\u001b8.*"));
                return null;
            }
        };
        play(thinking).interview(List.of(riddle), LONG, kept::add);
        assertThat(text()).contains("left] Your diagnosis (1 to 12): ");
    }

    private Play play(String... lines) {
        return play(new BufferedReader(new StringReader(
                String.join("", Stream.of(lines).map(line -> line + "\n").toList()))));
    }

    private Play play(BufferedReader typed) {
        PrintStream terminal = new PrintStream(out, true, UTF_8);
        return new Play(
                ServedMystery.command(), List.of(), notebook(), new Dialog(typed, terminal), terminal, NARROW, true);
    }

    private Notebook notebook() {
        return new Notebook(folder.resolve("mystery.json"));
    }

    private String text() {
        return out.toString(UTF_8).replaceAll("\\s+", " ");
    }
}
