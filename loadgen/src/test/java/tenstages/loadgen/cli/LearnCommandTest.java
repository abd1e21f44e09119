package tenstages.loadgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code learn} as a user types it. */
@Printing
class LearnCommandTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "learn | needs --cmd, the command that starts your server (or --new LANGUAGE FOLDER",
                "learn --cmd x --stage 11 | --stage: must be from 1 to 10, and not 11",
                "learn --cmd x --watch no/such | --watch: there is no no/such",
                "learn --cmd x --queue=5 | Unknown option: '--queue=5'",
                "learn --cmd x --build-limit 1ms | --build-limit: must be from 100ms to 60m",
                "learn --cmd x --patience 2h | Invalid value for option '--patience'",
                "learn --cmd x folder | FOLDER: goes with --new",
                "learn --new cobol folder | --new: must be one of go, python, rust, java, javascript, and not cobol",
                "learn --new go | --new: needs a folder",
                "learn --new go folder --cmd x | --new: goes without --cmd and --build"
            })
    void aMistakeIsToldInALine(String line, String message) {
        Typed typed = Typed.line(line);

        assertThat(typed.exitCode()).isEqualTo(ExitCodes.USAGE);
        assertThat(typed.err()).startsWith(message);
        assertThat(typed.err().lines()).hasSize(1);
    }

    @Test
    void anOptionOfTheExamIsLeftOutOfTheCommand() {
        assertThat(Typed.words("learn", "--cmd", "./server --queue 5 {port}").err())
                .startsWith("--cmd: leave out --queue, which the exam sets itself");
    }

    @Test
    void aNewServerComesWithTheCommandsThatGoOn() {
        Path server = folder.resolve("it's new");

        Typed typed = Typed.words("learn", "--new", "python", server.toString());

        assertThat(typed.exitCode()).isZero();
        assertThat(typed.out())
                .contains("  cd '" + folder + "/it'\\''s new'", "ten learn --cmd 'python3 server.py --port {port}'");
        assertThat(server.resolve("server.py")).exists();
    }

    @Test
    void aFolderInWhichSomethingStandsIsLeftAlone() throws IOException {
        Path file = Files.writeString(folder.resolve("mine"), "");

        Typed typed = Typed.words("learn", "--new", "go", folder.toString());

        assertThat(typed.exitCode()).isEqualTo(ExitCodes.USAGE);
        assertThat(typed.err()).startsWith("--new: " + folder + " is there already, and not an empty folder");
        assertThat(folder).isDirectoryContaining(file::equals);
        assertThat(folder.toFile().list()).hasSize(1);
    }
}
