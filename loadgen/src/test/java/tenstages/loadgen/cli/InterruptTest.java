package tenstages.loadgen.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import tenstages.loadgen.model.ScriptedServer;
import tenstages.loadgen.process.JavaCommand;
import tenstages.loadgen.process.ServerProcess;

/** Ctrl+C in a process of its own: it ends with 130, and what was measured so far is told. */
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Isolated
class InterruptTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int INTERRUPTED = 130;

    @TempDir
    private Path folder;

    @Test
    void aRunThatIsInterruptedReportsWhatItMeasured() throws IOException {
        AtomicInteger requests = new AtomicInteger();
        Path result = folder.resolve("result.json");
        try (ScriptedServer server = ScriptedServer.answering(number -> {
                    requests.incrementAndGet();
                    return ScriptedServer.ACCEPTED;
                });
                ServerProcess run = java(
                        Main.class,
                        "run",
                        "127.0.0.1:" + server.address().getPort(),
                        "-c",
                        "2",
                        "-R",
                        "100",
                        "-d",
                        "60m",
                        "--warm-up",
                        "0s",
                        "-o",
                        result.toString())) {
            await().atMost(PATIENCE).until(() -> requests.get() > 10);
            run.signal("INT");
            assertThat(run.awaitExit(PATIENCE)).isEqualTo(INTERRUPTED);
            assertThat(text(run))
                    .containsPattern("Accounting: \\d\\d+ scheduled = \\d\\d+ accepted \\+ 0 ok")
                    .contains("Verdict: INCONCLUSIVE: the run was interrupted");
            assertThat(Files.readString(result)).contains("the run was interrupted");
        }
    }

    @Test
    void aTourThatIsInterruptedReportsWhatItProved() throws IOException {
        Path page = folder.resolve("page.html");
        try (ServerProcess tour = java(TourWithoutEnd.class, page.toString())) {
            await().atMost(PATIENCE).until(() -> text(tour).contains(TourWithoutEnd.IN_THE_SECOND));
            tour.signal("INT");
            assertThat(tour.awaitExit(PATIENCE)).isEqualTo(INTERRUPTED);
            assertThat(text(tour)).contains("interrupted in break 2", "1 of 2 pains proved");
            assertThat(page).exists();
        }
    }

    @Test
    void aBreakThatIsInterruptedProvesNothing() throws IOException {
        try (ServerProcess breaking = java(TourWithoutEnd.class)) {
            await().atMost(PATIENCE).until(() -> text(breaking).contains(TourWithoutEnd.IN_THE_SECOND));
            breaking.signal("INT");
            assertThat(breaking.awaitExit(PATIENCE)).isEqualTo(INTERRUPTED);
            assertThat(text(breaking))
                    .contains("interrupted: nothing is proved")
                    .doesNotContain("PROVED");
        }
    }

    @Test
    void atAQuestionNothingHasBegun() throws IOException {
        for (String verb : List.of("break", "tour")) {
            try (ServerProcess asking = java(QuestionWithoutAnswer.class, verb, folder.toString())) {
                await().atMost(PATIENCE).until(() -> text(asking).contains(QuestionWithoutAnswer.WAITS));
                asking.signal("INT");
                assertThat(asking.awaitExit(PATIENCE)).isEqualTo(INTERRUPTED);
                assertThat(text(asking)).doesNotContain("break 1:", "interrupted", "PROVED");
                assertThat(asking.lastLines()).noneMatch(line -> line.contains("Exception"));
                assertThat(folder).isEmptyDirectory();
            }
        }
    }

    @Test
    void anExamThatIsInterruptedEndsItsServer() throws IOException {
        Path pid = folder.resolve("pid");
        String command = "echo $$ > " + pid + "; sleep 300";
        try (ServerProcess exam = java(Main.class, "check", "1", "--cmd", command)) {
            await().atMost(PATIENCE).until(() -> Files.exists(pid) && Files.size(pid) > 0);
            ProcessHandle server = ProcessHandle.of(
                            Long.parseLong(Files.readString(pid).strip()))
                    .orElseThrow();
            exam.signal("INT");
            assertThat(exam.awaitExit(PATIENCE)).isEqualTo(INTERRUPTED);
            await().until(() -> !server.isAlive());
            assertThat(exam.lastLines()).contains("interrupted: the exam is not over");
            assertThat(text(exam)).doesNotContain("FAIL");
        }
    }

    /** In the middle of a build, and with what the build has started. */
    @Test
    void aLessonThatIsInterruptedEndsItsBuild() throws IOException {
        Path pid = folder.resolve("pid");
        String build = "sleep 300 & echo $! > " + pid + "; wait";
        try (ServerProcess lesson = java(Main.class, "learn", "--build", build, "--cmd", "none", "--once")) {
            await().atMost(PATIENCE).until(() -> Files.exists(pid) && Files.size(pid) > 0);
            ProcessHandle sleeper = ProcessHandle.of(
                            Long.parseLong(Files.readString(pid).strip()))
                    .orElseThrow();
            lesson.signal("INT");
            assertThat(lesson.awaitExit(PATIENCE)).isEqualTo(INTERRUPTED);
            await().until(() -> !sleeper.isAlive());
            assertThat(text(lesson)).contains("Stage 1: blocking").doesNotContain("the build");
        }
    }

    @Test
    void aQuizThatIsInterruptedKeepsItsAnswers() throws IOException {
        Path notebook = folder.resolve("quiz.json");
        try (ServerProcess quiz = java(QuizWithoutEnd.class, notebook.toString())) {
            await().atMost(PATIENCE).until(() -> text(quiz).contains(QuizWithoutEnd.IN_THE_SECOND));
            quiz.signal("INT");
            assertThat(quiz.awaitExit(PATIENCE)).isEqualTo(INTERRUPTED);
            assertThat(text(quiz)).endsWith("Known: 1 of 50, not asked yet: 49.");
            assertThat(notebook).content().containsOnlyOnce("times");
        }
    }

    /** The shell says what is waited for in a server's place, and then becomes the program. */
    private static ServerProcess java(Class<?> program, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "sh",
                "-c",
                "echo listening on 127.0.0.1:1; exec \"$@\"",
                "sh",
                JavaCommand.java(),
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(words));
        return ServerProcess.start(command);
    }

    private static String text(ServerProcess process) {
        return String.join(" ", process.stdoutLines()).replaceAll("\\s+", " ");
    }
}
