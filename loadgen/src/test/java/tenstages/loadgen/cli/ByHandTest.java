package tenstages.loadgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tenstages.loadgen.model.ScriptedServer;
import tenstages.loadgen.process.Program;
import tenstages.loadgen.process.Programs;

/** The verbs for sessions by hand: {@code start}, {@code send} and {@code list}; and {@code help}. */
@Printing
class ByHandTest {
    @Test
    void eachLineHasItsReply() throws IOException {
        try (ScriptedServer server = ScriptedServer.answering(number -> "reply " + number + "\n")) {
            Typed typed = Typed.words("send", port(server), "one", "two words");
            assertThat(typed.exitCode()).isZero();
            assertThat(typed.out()).isEqualTo("reply 0%nreply 1%n".formatted());
            assertThat(Typed.words("send", "127.0.0.1:" + port(server), "one").out())
                    .startsWith("reply 2");
            assertThat(server.clients()).isEqualTo(2);
        }
    }

    @Test
    void aReplyDoesNothingToTheTerminal() throws IOException {
        try (ScriptedServer server = ScriptedServer.answering(number -> "\u001b[31mred \u202eder\u009b\n")) {
            assertThat(Typed.words("send", port(server), "x").out()).isEqualTo(" [31mred  der %n".formatted());
        }
    }

    @Test
    void aServerThatHangsUpIsExitCode1() throws IOException {
        try (ScriptedServer server = ScriptedServer.answering(number -> number == 0 ? "one\n" : null)) {
            Typed typed = Typed.words("send", port(server), "a", "b", "c");
            assertThat(typed.exitCode()).isEqualTo(1);
            assertThat(typed.out().strip()).isEqualTo("one");
            assertThat(typed.err().strip()).isEqualTo("the server hung up without a reply");
        }
    }

    @Test
    void aServerThatResetsTheConnectionIsExitCode1() throws IOException {
        try (ScriptedServer server = ScriptedServer.talking(client -> {
            client.read();
            client.reset();
        })) {
            Typed typed = Typed.words("send", port(server), "x");
            assertThat(typed.exitCode()).isEqualTo(1);
            assertThat(typed.err().strip()).startsWith("no reply: ").doesNotContain("\n");
        }
    }

    @Test
    void aPauseIsBetweenAReplyAndTheNextLine() throws IOException {
        List<Long> times = new CopyOnWriteArrayList<>();
        try (ScriptedServer server = ScriptedServer.answering(number -> {
            times.add(System.nanoTime());
            return "reply\n";
        })) {
            assertThat(Typed.words("send", "--pause", "100ms", port(server), "a", "b")
                            .exitCode())
                    .isZero();
        }
        assertThat(times).hasSize(2);
        assertThat(times.get(1) - times.get(0)).isGreaterThanOrEqualTo(100_000_000);
    }

    @Test
    @Timeout(value = 50, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void thereIsNoneBeforeTheFirstLine() throws IOException {
        try (ScriptedServer server = ScriptedServer.answering(number -> "reply\n")) {
            assertThat(Typed.words("send", "--pause", "1m", port(server), "a").exitCode())
                    .isZero();
        }
    }

    @Test
    void aServerThatIsSilentIsExitCode1() throws IOException {
        try (ScriptedServer server = ScriptedServer.talking(ScriptedServer.Client::stay)) {
            Typed typed = Typed.words("send", "--timeout", "20ms", port(server), "x");
            assertThat(typed.exitCode()).isEqualTo(1);
            assertThat(typed.err().strip()).isEqualTo("no reply in 20.0 ms");
        }
    }

    @Test
    void whereNobodyListensIsExitCode3() throws IOException {
        ScriptedServer gone = ScriptedServer.answering(number -> null);
        gone.close();
        Typed typed = Typed.words("send", port(gone), "x");
        assertThat(typed.exitCode()).isEqualTo(3);
        assertThat(typed.err().strip())
                .isEqualTo("nobody listens on 127.0.0.1:" + port(gone) + ": start a server first");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "send | WHERE",
                "send 3 | LINE",
                "send nowhere x | 'nowhere' is no server of the project, no port and no HOST:PORT (./ten list",
                "send 11 x | '11' is no server of the project",
                "send channels x | 'channels' is no server of the project",
                "send http x | 'http' is no server of lines",
                "send 127.0.0.1:x x | is not an address",
                "send 99999 x | port 99999 is above 65535",
                "send 3 x --pause soon | 'soon' is not a time",
                "start | NAME",
                "start 2 --port 0 --jvm | --jvm: needs an option for the JVM behind it",
                "start 11 | there is no program '11' (./ten list shows all)",
                "start nobody --port 0 | there is no program 'nobody' (./ten list shows all)"
            })
    void wrongUsageIsOneLineThatNamesIt(String line, String named) {
        Typed typed = Typed.line(line);
        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err().strip()).contains(named).doesNotContain("\n");
    }

    @Test
    void aLineEndInsideALineIsWrongUsage() {
        assertThat(Typed.words("send", "3", "a\nb").err()).contains("LINE: has a line end inside");
    }

    @Test
    void everyProgramIsListed() throws IOException {
        Typed typed = Typed.line("list");
        assertThat(typed.exitCode()).isZero();
        for (Program program : Programs.all()) {
            assertThat(typed.out()).contains("  " + program.shortName() + " ", program.page());
            assertThat(program.isServer()).isEqualTo(typed.out().contains(" " + program.port() + " "));
        }
    }

    @Test
    void everyVerbStandsInOneGroupOfTheHelp() {
        assertThat(Verbs.all()).doesNotHaveDuplicates();
        assertThat(new TreeSet<>(Verbs.all()))
                .isEqualTo(new TreeSet<>(Main.commandLine().getSubcommands().keySet()));
        Typed typed = Typed.line("help");
        assertThat(typed.exitCode()).isZero();
        assertThat(typed.out()).contains("Begin:", "By hand:", "Build your own:", "Measure:");
        assertThat(typed.out()).containsSubsequence("Begin:", "\n  tour ", "\n  break ", "By hand:", "\n  start ");
        for (String verb : Verbs.all()) {
            assertThat(typed.out()).containsPattern("\n  " + verb + " +[A-Z]");
        }
        assertThat(Typed.line("--help").out()).isEqualTo(typed.out());
    }

    @Test
    void helpOfAVerbIsThatOfTheVerb() {
        assertThat(Typed.line("help break").out())
                .isEqualTo(Typed.line("break --help").out())
                .contains("ten break");
        assertThat(Typed.line("version").out())
                .isEqualTo(Typed.line("--version").out())
                .startsWith("ten ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"foo", "x", "verify", "install"})
    void aSuggestionFarAwayIsWorseThanNone(String verb) {
        assertThat(Typed.line(verb).err()).doesNotContain("did you mean");
    }

    @ParameterizedTest
    @CsvSource({"brake, break", "brak, break", "toor, tour", "chek, check", "swep, sweep", "startt, start"})
    void aSuggestionNearByIsMade(String typed, String verb) {
        assertThat(Typed.line(typed).err()).contains("did you mean " + verb + "?");
    }

    /** {@code --jvm} is for the JVM wherever it stands; all else behind the name is for the program. */
    @Test
    void theOptionsBehindANameAreThoseOfTheProgram() {
        List<String> words = StartCommand.words(
                List.of("-Xmx1g"), List.of("--port", "0", "--jvm", "-Xmx64m", "--help", "--jvm", "-ea"), "jar");
        assertThat(words).containsExactly("-Xmx1g", "-Xmx64m", "-ea", "-jar", "jar", "--port", "0", "--help");
        assertThat(StartCommand.words(List.of(), List.of("--jvm"), "jar"))
                .as("without a value the program says what is wrong")
                .containsExactly("-jar", "jar", "--jvm");
        assertThat(StartCommand.quoted("it's $HOME")).isEqualTo("'it'\\''s $HOME'");
    }

    private static String port(ScriptedServer server) {
        return String.valueOf(server.address().getPort());
    }
}
