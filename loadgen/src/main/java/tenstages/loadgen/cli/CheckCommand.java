package tenstages.loadgen.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tenstages.loadgen.exam.Exam;
import tenstages.loadgen.exam.ExamItem;
import tenstages.loadgen.exam.ExamResult;
import tenstages.loadgen.exam.Examination;
import tenstages.loadgen.exam.ItemResult;
import tenstages.loadgen.practice.teaching.Points;
import tenstages.loadgen.process.Programs;
import tenstages.loadgen.process.RunningServer;
import tenstages.loadgen.process.Server;
import tenstages.loadgen.process.ServerCommand;
import tenstages.loadgen.protocol.Printable;
import tenstages.loadgen.protocol.StageOptions;
import tenstages.loadgen.report.CheckReport;
import tenstages.loadgen.report.ExamFile;
import tenstages.loadgen.report.Terminal;
import tenstages.loadgen.report.Text;

/** The verb {@code check}: is a server, in any language, at stage N? */
@Command(
        name = "check",
        header = "Examines a server in any language: is it at stage N?",
        description = {
            "",
            "Without --cmd and --target the server of the ladder is examined. The items of stage N come first,"
                    + " then those of"
                    + " the stages before it, from the last to the first. The exit code is 0 if every item was"
                    + " run and passed,"
                    + " 1 if one failed, could not be judged or was not run, and 3 if nothing could be tested.",
            "",
            "Examples:",
            "  ./ten check 5 --cmd 'python3 server.py --port {port}'",
            "  ./ten check 3 --target 127.0.0.1:7000 --all",
            "  ./ten check 5 --list",
            "  ./ten check 5 --cmd './server {port}' --points points.txt --format json",
            ""
        },
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    private static final Duration MOST_PATIENCE = Duration.ofMinutes(60);

    /** Where the server comes from. */
    static final class Source {
        @Option(
                names = "--cmd",
                paramLabel = "COMMAND",
                description = "The command that starts the server; {port} is where it has to listen. It also gets"
                        + " options like"
                        + " those of the ladder, at its end or at {options}, and the same as TEN_PORT,"
                        + " TEN_QUEUE and so on.")
        private String command;

        @Option(
                names = "--target",
                paramLabel = "HOST:PORT",
                converter = Units.Address.class,
                description = "A server that runs already. Items that need to start it are not run.")
        private InetSocketAddress target;
    }

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "N", description = "The stage, 1 to 10.")
    private int stage;

    @ArgGroup
    private Source source;

    @Option(names = "--env", description = "With --cmd: the options stand in the environment alone.")
    private boolean environmentOnly;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "ID",
            description = "Only these items, such as s05.busy, or all that a stage introduces: s05.")
    private List<String> only = List.of();

    @Option(
            names = "--all",
            description = "Go on after an item that failed, as --points and gradescope do by themselves.")
    private boolean all;

    @Option(names = "--list", description = "Say what is asked at this stage, and ask nothing.")
    private boolean list;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text, json, junit, markdown (the summary of a job) or gradescope. Default: ${DEFAULT-VALUE}")
    private ExamFormat format;

    @Mixin
    private PointsFile pointsFile;

    @Option(
            names = "--patience",
            paramLabel = "TIME",
            converter = Units.Time.class,
            defaultValue = "10s",
            description =
                    "How long the server has, once it listens, for whatever must happen. Default: ${DEFAULT-VALUE}")
    private Duration patience;

    @Override
    public Integer call() throws IOException {
        check();
        List<ExamItem> items = items();
        Optional<Points> points = points(items);
        if (list) {
            boolean text = format == ExamFormat.TEXT;
            System.out.println(text ? CheckReport.list(items, stage, Terminal.width()) : ExamFile.json(items, stage));
            return ExitCodes.OK;
        }
        if (source == null) {
            Needed.BUILT.areThere(List.of(Programs.stage(stage)));
        }
        ExamResult result = examine(items);
        System.out.println(format.of(result, points));
        return switch (result.verdict()) {
            case PASS -> ExitCodes.OK;
            case NOT_RUN -> ExitCodes.NOTHING_TESTED;
            default -> ExitCodes.FAILED;
        };
    }

    private void check() {
        Usage.require(
                spec,
                stage >= 1 && stage <= StageOptions.LAST_STAGE,
                "N: must be from 1 to " + StageOptions.LAST_STAGE + ", and not " + stage);
        Usage.require(
                spec,
                patience.toMillis() >= 100 && patience.compareTo(MOST_PATIENCE) <= 0,
                "--patience: must be from 100ms to 60m");
        boolean listed = format == ExamFormat.TEXT || format == ExamFormat.JSON;
        Usage.require(spec, !list || listed, "--list: has no " + format.name().toLowerCase(Locale.ROOT) + " format");
        boolean command = source != null && source.command != null;
        Usage.require(spec, command || !environmentOnly, "--env: goes with --cmd");
        if (command) {
            Usage.requireCommand(spec, source.command, environmentOnly);
        }
    }

    /** In the order of the exam. */
    private List<ExamItem> items() {
        List<ExamItem> items = Exam.of(stage);
        if (only.isEmpty()) {
            return items;
        }
        Set<ExamItem> chosen = new LinkedHashSet<>();
        for (String id : only) {
            List<ExamItem> matching = items.stream()
                    .filter(item -> item.id().equals(id) || item.id().startsWith(id + "."))
                    .toList();
            Usage.require(
                    spec,
                    !matching.isEmpty(),
                    "--only: stage " + stage + " has no item " + id + " (--list shows them)");
            chosen.addAll(matching);
        }
        return items.stream().filter(chosen::contains).toList();
    }

    private Optional<Points> points(List<ExamItem> items) {
        Optional<Points> points = pointsFile.points(spec);
        Usage.require(
                spec,
                points.stream().allMatch(each -> items.stream().anyMatch(item -> each.of(item, stage) > 0)),
                "--points: none of the items that are asked has a point");
        return points;
    }

    /** What is graded is graded whole. */
    private boolean goesOn() {
        return all || pointsFile.isGiven() || format == ExamFormat.GRADESCOPE;
    }

    private ExamResult examine(List<ExamItem> items) throws IOException {
        String suffix = target() == null ? "" : "-" + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
        if (target() != null && format == ExamFormat.TEXT) {
            System.out.println(Text.wrapped(
                    "A server that runs already: nobody else should use it, and it should do no simulated work.",
                    Terminal.width(),
                    ""));
        }
        try (OnInterrupt notice = new OnInterrupt(this::sayInterrupted);
                Examination exam = new Examination(stage, launcher(), patience, suffix, this::show)) {
            return exam.run(items, goesOn());
        } catch (IOException e) {
            if (OnInterrupt.happened()) {
                throw e;
            }
            e.getMessage().lines().map(Printable::line).forEach(System.err::println);
            String reason = target() == null ? "the server did not start" : "the server could not be reached";
            return ExamResult.nothingTested(stage, items, reason);
        } finally {
            ProgressLine.clear();
        }
    }

    private Examination.Launcher launcher() {
        if (target() != null) {
            return new Running(target());
        }
        return source == null ? this::startOwn : new ServerCommand(source.command, environmentOnly)::start;
    }

    private Server startOwn(List<String> options) throws IOException {
        List<String> words = new ArrayList<>(List.of("--port", "0"));
        words.addAll(options);
        return Programs.stage(stage).start(List.of(), words);
    }

    private InetSocketAddress target() {
        return source == null ? null : source.target;
    }

    private void show(ItemResult result) {
        if (OnInterrupt.happened()) {
            return;
        }
        if (format == ExamFormat.TEXT) {
            System.out.println(CheckReport.item(result, Terminal.width()));
        } else {
            ProgressLine.show(result.item().id() + " " + result.verdict());
        }
    }

    private void sayInterrupted() {
        ProgressLine.clear();
        System.err.println("interrupted: the exam is not over");
    }

    /** A server that somebody else has started. */
    private record Running(InetSocketAddress address) implements Examination.Launcher {
        @Override
        public Server start(List<String> options) throws IOException {
            try (Socket knock = new Socket()) {
                knock.connect(address, 5000);
            } catch (IOException e) {
                throw new IOException("cannot connect to " + address.getHostString() + ":" + address.getPort() + ": "
                        + e.getMessage() + " (is the server running?)");
            }
            return new RunningServer(address);
        }

        @Override
        public boolean starts() {
            return false;
        }
    }
}
