package tenstages.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The programs as a user types them. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MainTest {
    @Test
    void averagesAndAggregatesArePrinted() throws Exception {
        assertThat(run(0, "averages", "--producers", "2", "--ticks", "30"))
                .matches("(?s)AAA +\\d+ ticks, average \\d+\\.\\d{4}\nBBB .*\nCCC .*\n");
        assertThat(run(0, "aggregate", "--rate", "0", "--ticks", "1000"))
                .matches("1 consumer: [\\d,]+ ticks/s, at most \\d+ waited\n4 consumers: .* waited\n");
    }

    @Test
    void theHubEndsWithADrainAndSaysWhatItSaw() throws Exception {
        String printed = run(0, "hub", "--seconds", "3", "--rate", "2000", "--drain-ms", "30000");
        assertThat(printed)
                .contains("received=", " stuck=1 died=1", "NOBODY")
                .endsWith("\n0 ticks left behind\n")
                .doesNotContain("\u001b");
        Matcher received =
                Pattern.compile("received=(\\d+)").matcher(printed.substring(printed.lastIndexOf("received=")));
        assertThat(received.find()).isTrue();
        assertThat(Integer.parseInt(received.group(1)))
                .as("the rate is that of all")
                .isLessThan(5 * 3 * 2000);
    }

    @Test
    void aSignalEndsItInTheSameWayHoweverLongItsProducersWait() throws Exception {
        Process process = start("hub", "--seconds", "600", "--rate", "0.01");
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        assertThat(out.readLine()).startsWith("received=");
        assertThat(new ProcessBuilder("sh", "-c", "kill -s TERM " + process.pid())
                        .start()
                        .waitFor())
                .isZero();
        List<String> rest = out.lines().toList();
        assertThat(rest).last().asString().startsWith("interrupted; ").endsWith(" ticks left behind");
        assertThat(process.waitFor()).isEqualTo(143);
    }

    @Test
    void ticksLeftBehindAreAFailureAndTheLiveViewIsWrittenOver() throws Exception {
        assertThat(run(1, "hub", "--seconds", "1", "--rate", "2000", "--drain-ms", "0", "--live"))
                .contains("\u001b[H", "\u001b[K\n", "\u001b[J")
                .containsPattern("\n[1-9]\\d* ticks left behind\n$");
    }

    @Test
    void whatAUserGetsWrongIsToldInOneLine() throws Exception {
        for (String line : List.of("hub --rate -1", "averages --ticks 0", "aggregate --consumers 0", "no-such")) {
            assertThat(run(2, line.split(" ", -1)).lines())
                    .hasSize(1)
                    .allMatch(text -> text.endsWith(" (--help explains)"));
        }
        assertThat(run(0)).contains("averages", "aggregate", "hub");
        assertThat(run(0, "hub", "-V")).isNotBlank();
    }

    /** Both streams, as one text. */
    private static String run(int exitCode, String... words) throws IOException, InterruptedException {
        Process process = start(words);
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isEqualTo(exitCode);
        return printed;
    }

    private static Process start(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                // Where the digits of Java are others; what is printed is the same everywhere.
                "-Duser.language=ar",
                "-Duser.country=EG",
                "-cp",
                System.getProperty("java.class.path"),
                "tenstages.market.Main"));
        command.addAll(List.of(words));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }
}
