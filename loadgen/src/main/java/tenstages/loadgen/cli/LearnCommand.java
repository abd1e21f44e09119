package tenstages.loadgen.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tenstages.loadgen.practice.Notebook;
import tenstages.loadgen.practice.learn.Lesson;
import tenstages.loadgen.practice.learn.Project;
import tenstages.loadgen.practice.learn.Screen;
import tenstages.loadgen.practice.learn.Skeleton;
import tenstages.loadgen.process.Programs;
import tenstages.loadgen.process.ServerCommand;
import tenstages.loadgen.protocol.StageOptions;
import tenstages.loadgen.report.Terminal;

/** The verb {@code learn}: from an empty file to the last stage, with an answer to each save. */
@Command(
        name = "learn",
        header = "Builds and examines your own server at each save, up to stage 10.",
        description = {
            "",
            "It remembers where a project is, for each folder and command. After a save the item that was red is"
                    + " asked first, then the rest of its stage, then all older ones. Keys: h the next of three"
                    + " hints, d the promise and its page, l a list, a all items, f a whole stage at once, s skip"
                    + " for now, Enter again, q quit. Without a terminal a letter and Enter do the same.",
            "",
            "Examples:",
            "  ./ten learn --new go my-server",
            "  ./ten learn --cmd 'python3 server.py --port {port}'",
            "  ./ten learn --build 'cargo build' --cmd './target/debug/me --port {port}' --watch src",
            ""
        },
        mixinStandardHelpOptions = true)
final class LearnCommand implements Callable<Integer> {
    private static final Duration LONGEST = Duration.ofMinutes(60);

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--cmd",
            paramLabel = "COMMAND",
            description = "The command that starts the server, as for check: {port} is where it has to listen.")
    private String command;

    @Option(names = "--build", paramLabel = "COMMAND", description = "What builds it, after each save.")
    private String build;

    @Option(
            names = "--watch",
            paramLabel = "PATH",
            description = "A folder or file whose changes count; may be given several times. Default: this folder."
                    + " Hidden files, binaries, logs, target, build, node_modules and the like do not count.")
    private List<Path> watched = List.of();

    @Option(names = "--env", description = "The options stand in the environment alone.")
    private boolean environmentOnly;

    @Option(names = "--stage", paramLabel = "N", description = "Go to this stage, and not where the project was left.")
    private Integer stage;

    @Option(names = "--once", description = "One round without keys, and the exit codes of check.")
    private boolean once;

    @Option(
            names = "--patience",
            paramLabel = "TIME",
            converter = Units.Time.class,
            defaultValue = "5s",
            description = "How long the server has for whatever must happen. Default: ${DEFAULT-VALUE}")
    private Duration patience;

    @Option(
            names = "--build-limit",
            paramLabel = "TIME",
            converter = Units.Time.class,
            defaultValue = "5m",
            description = "How long a build may take. Default: ${DEFAULT-VALUE}")
    private Duration buildLimit;

    @Option(
            names = "--new",
            paramLabel = "LANGUAGE",
            description = "Write a server that listens and answers nothing into FOLDER: go, python, rust, java or"
                    + " javascript.")
    private String language;

    @Parameters(paramLabel = "FOLDER", arity = "0..1", description = "With --new: an empty or a new folder.")
    private Path folder;

    @Override
    public Integer call() throws IOException {
        if (language != null) {
            return begin();
        }
        check();
        Lesson lesson = new Lesson(project(), Notebook.named("learn"), screen(), Terminal.width());
        if (stage != null) {
            lesson.goTo(stage);
        }
        try (OnInterrupt end = new OnInterrupt(ProgressLine::clear)) {
            if (once) {
                return switch (lesson.once()) {
                    case GREEN -> ExitCodes.OK;
                    case RED -> ExitCodes.FAILED;
                    case STUCK -> ExitCodes.NOTHING_TESTED;
                };
            }
            lesson.run();
            return ExitCodes.OK;
        }
    }

    private int begin() throws IOException {
        Usage.require(spec, folder != null, "--new: needs a folder, such as my-server");
        Usage.requireName(spec, "FOLDER", folder);
        Usage.require(
                spec,
                Skeleton.of(language).isPresent(),
                "--new: must be one of " + String.join(", ", Skeleton.languages()) + ", and not " + language);
        Usage.require(spec, command == null && build == null, "--new: goes without --cmd and --build");
        Usage.require(
                spec, Skeleton.mayBeWritten(folder), "--new: " + folder + " is there already, and not an empty folder");
        Skeleton skeleton = Skeleton.of(language).orElseThrow();
        skeleton.write(folder);
        Path ten = Programs.root().toRealPath().resolve("ten");
        String near = folder.toRealPath().relativize(ten).toString();
        System.out.printf(
                "A server that listens and answers nothing is in %s. Begin in %s:%n%n  cd %s%n  %s %s%n%n"
                        + "Each save is then built and examined, from stage 1 on.%n",
                folder,
                folder.resolve(skeleton.begin()),
                Skeleton.quoted(folder.toString()),
                Skeleton.quoted(shorter(near, ten.toString())),
                skeleton.words());
        return ExitCodes.OK;
    }

    private void check() {
        Usage.require(spec, folder == null, "FOLDER: goes with --new");
        Usage.require(
                spec,
                command != null,
                "needs --cmd, the command that starts your server (or --new LANGUAGE FOLDER, which writes one)");
        Usage.requireCommand(spec, command, environmentOnly);
        Usage.require(spec, build == null || !build.isBlank(), "--build: is empty");
        Usage.require(
                spec,
                stage == null || stage >= 1 && stage <= StageOptions.LAST_STAGE,
                "--stage: must be from 1 to " + StageOptions.LAST_STAGE + ", and not " + stage);
        Usage.require(spec, isTime(patience), "--patience: must be from 100ms to 60m");
        Usage.require(spec, isTime(buildLimit), "--build-limit: must be from 100ms to 60m");
        for (Path path : watched) {
            Usage.requireName(spec, "--watch", path);
            Usage.require(spec, Files.exists(path), "--watch: there is no " + path);
        }
    }

    private static boolean isTime(Duration time) {
        return time.toMillis() >= 100 && time.compareTo(LONGEST) <= 0;
    }

    private Project project() throws IOException {
        Path here = Path.of("").toAbsolutePath();
        List<Path> paths = new ArrayList<>();
        for (Path path : watched.isEmpty() ? List.of(here) : watched) {
            paths.add(here.resolve(path).toRealPath());
        }
        return new Project(
                here,
                Optional.ofNullable(build),
                new ServerCommand(command, environmentOnly, Optional.of(here)),
                List.copyOf(paths),
                patience,
                buildLimit);
    }

    private static Screen screen() {
        return new Screen(
                System.out, Terminal.width(), LearnCommand::showLine, LearnCommand::fromHere, OnInterrupt::happened);
    }

    private static void showLine(String text) {
        if (text.isEmpty()) {
            ProgressLine.clear();
        } else {
            ProgressLine.show(text);
        }
    }

    private static String fromHere(String path) {
        try {
            return shorter(FromHere.to(path), Programs.root().resolve(path).toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String shorter(String relative, String absolute) {
        return relative.length() <= absolute.length() ? relative : absolute;
    }
}
