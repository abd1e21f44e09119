package tenstages.loadgen.practice.learn;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import tenstages.loadgen.exam.ExamResult;
import tenstages.loadgen.exam.Examination;
import tenstages.loadgen.exam.ItemResult;
import tenstages.loadgen.exam.ItemResult.Verdict;
import tenstages.loadgen.process.Errand;
import tenstages.loadgen.process.StartFailure;

/** One build and one examination, on a thread of its own, which can be stopped at any moment. */
final class Round {
    private static final long LAST_MOMENT_MS = TimeUnit.SECONDS.toMillis(5);

    private final Project project;
    private final Agenda agenda;
    private final boolean builds;
    private final Consumer<Event> listener;
    private final Thread thread = new Thread(this::run, "round");

    /** Of this project; the listener hears of it all, on the thread of the round. */
    Round(Project project, Agenda agenda, boolean builds, Consumer<Event> listener) {
        this.project = project;
        this.agenda = agenda;
        this.builds = builds;
        this.listener = listener;
        thread.setDaemon(true);
    }

    /** Starts its thread; once. */
    Round begin() {
        thread.start();
        return this;
    }

    Agenda agenda() {
        return agenda;
    }

    /** Ends it with its build and its servers. What it still says is of no use. */
    void stop() {
        thread.interrupt();
        try {
            thread.join(LAST_MOMENT_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Nothing of it runs any more when its end is told. */
    private void run() {
        try {
            listener.accept(outcome());
        } catch (InterruptedException e) {
            // Somebody wants it to end.
        } catch (RuntimeException | Error e) {
            listener.accept(new Event.Broken(this, e));
        }
    }

    private Event outcome() throws InterruptedException {
        if (!Files.isDirectory(project.folder())) {
            return new Event.Stuck(this, "the folder " + project.folder() + " is not there", List.of());
        }
        try {
            Optional<Event> stuck = builds && project.build().isPresent()
                    ? build(project.build().get())
                    : Optional.empty();
            if (stuck.isPresent()) {
                return stuck.get();
            }
            return isGreen() ? new Event.AllGreen(this) : new Event.Ended(this);
        } catch (StartFailure e) {
            return new Event.Stuck(this, e.what(), e.lines());
        } catch (IOException e) {
            return new Event.Stuck(this, String.valueOf(e.getMessage()), List.of());
        }
    }

    /** What went wrong with it; empty if nothing did. */
    private Optional<Event> build(String line) throws IOException, InterruptedException {
        listener.accept(new Event.Doing(this, "building"));
        Errand build = Errand.start(line, project.folder());
        try {
            OptionalInt exitCode = build.awaitExit(project.buildLimit());
            if (exitCode.isPresent() && exitCode.getAsInt() == 0) {
                return Optional.empty();
            }
            String why = exitCode.isPresent()
                    ? "the build ended with exit code " + exitCode.getAsInt()
                    : "the build was not over after " + project.buildLimit().toSeconds() + " s";
            return Optional.of(new Event.Stuck(this, why + ": " + line, CompilerLines.of(build.firstLines())));
        } finally {
            closeWhole(build::close);
        }
    }

    private boolean isGreen() throws IOException {
        listener.accept(new Event.Doing(this, "starting the server"));
        Examination exam = new Examination(
                agenda.stage(),
                project.command()::start,
                project.patience(),
                "",
                result -> listener.accept(new Event.Result(this, result)));
        try {
            return isGreen(exam.run(agenda.first(), agenda.all()))
                    && (agenda.older().isEmpty() || isGreen(exam.run(agenda.older(), false)));
        } finally {
            closeWhole(exam::close);
        }
    }

    private static boolean isGreen(ExamResult result) {
        return result.items().stream().map(ItemResult::verdict).allMatch(verdict -> verdict == Verdict.PASS);
    }

    /** Whoever is interrupted would not wait for the end of what it closes. */
    private static void closeWhole(Runnable close) {
        boolean interrupted = Thread.interrupted();
        close.run();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
