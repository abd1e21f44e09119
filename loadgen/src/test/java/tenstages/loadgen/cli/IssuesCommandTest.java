package tenstages.loadgen.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tenstages.loadgen.process.JavaCommand;

/** The verb {@code issues}, with a program in the place of GitHub's own. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class IssuesCommandTest {
    /** It keeps titles, one a line, and bodies; from the issue on that a file names it fails. */
    private static final String GH =
            """
            #!/bin/sh
            cd "${0%/*}"
            echo "$@" >> calls
            case "$1 $2" in
            'issue list')
              if [ -f broken ]; then echo 'gh: who are you?' >&2; exit 4; fi
              printf '['; sep=
              while read -r title; do printf '%s{"title":"%s"}' "$sep" "$title"; sep=,; done < titles
              printf ']';;
            'issue create')
              if [ -f stop ] && [ "$4" = "$(cat stop)" ]; then echo 'HTTP 403: slow down' >&2; exit 1; fi
              echo "$4" >> titles
              cat > "body-$(wc -l < titles | tr -d ' ')";;
            esac
            """;

    @TempDir
    private Path folder;

    private Path bin;

    @BeforeEach
    void install() throws IOException {
        bin = Files.createDirectory(folder.resolve("bin"));
        Path gh = Files.writeString(bin.resolve("gh"), GH);
        assertThat(gh.toFile().setExecutable(true)).isTrue();
        Files.writeString(bin.resolve("titles"), "");
    }

    @Test
    void tenIssuesAreOpenedInTheirOrder() throws Exception {
        Typed typed = issues("--repo", "ada/server", "--cmd", "./me {port}");
        assertThat(typed.exitCode()).as(typed.err()).isZero();
        assertThat(titles()).hasSize(10).startsWith("Stage 1: blocking").endsWith("Stage 10: shutdown");
        assertThat(typed.out().lines()).hasSize(10).allMatch(line -> line.startsWith("made       Stage "));
        assertThat(Files.readString(bin.resolve("body-5"))).contains("`s05.busy`", "./ten check 5 --cmd './me {port}'");
        assertThat(calls().get(0)).as("closed ones, too").startsWith("issue list --state all --limit 1000 ");
        assertThat(calls()).allMatch(call -> call.endsWith("--repo ada/server"));
    }

    @Test
    void whatIsThereIsNotMadeTwice() throws Exception {
        issues("--repo", "ada/server");
        Typed typed = issues("--repo", "ada/server");
        assertThat(typed.exitCode()).isZero();
        assertThat(titles()).hasSize(10).doesNotHaveDuplicates();
        assertThat(typed.out().lines()).hasSize(10).allMatch(line -> line.startsWith("is there   Stage "));
    }

    @Test
    void theSameCommandGoesOnWhereItWasStopped() throws Exception {
        Files.writeString(bin.resolve("stop"), "Stage 4: shared state");
        Typed stopped = issues("--repo", "ada/server");
        assertThat(stopped.exitCode()).isEqualTo(ExitCodes.FAILED);
        assertThat(stopped.err().strip())
                .isEqualTo("gh issue create: HTTP 403: slow down (the same again goes on from here)");
        assertThat(titles()).hasSize(3);
        Files.delete(bin.resolve("stop"));
        assertThat(issues("--repo", "ada/server").exitCode()).isZero();
        assertThat(titles()).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void aDryRunMakesNothing() throws Exception {
        Files.writeString(bin.resolve("titles"), "Stage 2: nonblocking\n");
        Typed typed = issues("--repo", "ada/server", "--dry-run");
        assertThat(typed.exitCode()).isZero();
        assertThat(typed.out()).contains("would make Stage 1: ", "is there   Stage 2: ", "would make Stage 3: ");
        assertThat(titles()).hasSize(1);
        assertThat(issues("files", "--dry-run").out()).contains("would make files/01-blocking.md");
        assertThat(folder.resolve("files")).doesNotExist();
    }

    @Test
    void whatGhSaysIsOneLine() throws Exception {
        Files.writeString(bin.resolve("broken"), "");
        Typed typed = issues("--repo", "ada/server");
        assertThat(typed.exitCode()).isEqualTo(ExitCodes.FAILED);
        assertThat(typed.err().strip())
                .startsWith("gh issue list: gh: who are you?")
                .doesNotContain("\n");
        Files.delete(bin.resolve("broken"));
        Files.writeString(bin.resolve("titles"), "a\"b\n");
        assertThat(issues("--repo", "ada/server").err()).startsWith("gh has listed no issues, but: [{");
    }

    @Test
    void withoutGhThereAreFilesAndAWayOn() throws Exception {
        Files.delete(bin.resolve("gh"));
        Typed typed = issues("--repo", "ada/server");
        assertThat(typed.exitCode()).isEqualTo(ExitCodes.FAILED);
        assertThat(typed.err().strip())
                .startsWith("no program gh here, so no issue was opened: install it")
                .doesNotContain("\n");
        assertThat(files("issues")).hasSize(10);
    }

    @Test
    void withoutARepositoryThereAreFilesAndNoneIsWrittenOver() throws Exception {
        Files.createDirectory(folder.resolve("mine"));
        Files.writeString(folder.resolve("mine/05-backpressure.md"), "my own");
        Typed typed = issues("mine");
        assertThat(typed.exitCode()).isZero();
        assertThat(typed.out()).contains("is there   mine/05-backpressure.md", "made       mine/06-workers.md");
        assertThat(folder.resolve("mine/05-backpressure.md")).hasContent("my own");
        assertThat(Files.readString(folder.resolve("mine/10-shutdown.md")))
                .startsWith("# Stage 10: shutdown\n\n## What hurts\n");
        assertThat(files("mine")).hasSize(10);
        assertThat(bin.resolve("calls")).doesNotExist();
    }

    @Test
    void whatMakesNoSenseIsOneLine() throws Exception {
        Files.writeString(folder.resolve("file"), "");
        for (List<String> words : List.of(
                List.of("--repo", "server"),
                List.of("--repo", "--web/x"),
                List.of("--repo", "a/b/c/d"),
                List.of("--cmd", "./me"),
                List.of("--cmd", "./me {port} 'x'"),
                List.of("file"))) {
            Typed typed = issues(words.toArray(String[]::new));
            assertThat(typed.exitCode()).as(words.toString()).isEqualTo(ExitCodes.USAGE);
            assertThat(typed.err().strip()).isNotEmpty().doesNotContain("\n");
        }
        assertThat(bin.resolve("calls")).doesNotExist();
    }

    /** In a process of its own, because a process finds programs by the PATH it was started with. */
    private Typed issues(String... words) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(JavaCommand.java(), "-cp", absoluteClassPath(), Main.class.getName(), "issues"));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        // Where there is none in its place, that of this machine must not be found.
        boolean replaced = Files.exists(bin.resolve("gh"));
        builder.environment().put("PATH", replaced ? bin + ":/usr/bin:/bin" : bin.toString());
        Path err = folder.resolve("err");
        Process process = builder.redirectError(err.toFile()).start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Typed(process.waitFor(), out, Files.readString(err));
    }

    private static String absoluteClassPath() {
        return Stream.of(System.getProperty("java.class.path").split(":"))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(":"));
    }

    private List<String> titles() throws IOException {
        return Files.readAllLines(bin.resolve("titles"));
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(bin.resolve("calls"));
    }

    private List<Path> files(String name) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(name))) {
            return files.toList();
        }
    }
}
