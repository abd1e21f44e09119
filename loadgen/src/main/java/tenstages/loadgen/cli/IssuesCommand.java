package tenstages.loadgen.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tenstages.loadgen.practice.teaching.GitHub;
import tenstages.loadgen.practice.teaching.Issue;
import tenstages.loadgen.process.Programs;
import tenstages.loadgen.process.SearchPath;
import tenstages.loadgen.protocol.Printable;
import tenstages.loadgen.report.WholeFile;

/** The verb {@code issues}: the ladder as ten issues of one's own repository. */
@Command(
        name = "issues",
        header = "The ladder as ten issues: what hurts, what to build, what must go green.",
        description = {
            "",
            "Without --repo it writes ten files. With --repo the program gh opens an issue for each stage, in their"
                    + " order. What is there already, a file or an issue of that title, is left as it is: the same"
                    + " command goes on where it was stopped.",
            "",
            "Examples:",
            "  ./ten issues",
            "  ./ten issues --repo OWNER/NAME --dry-run",
            "  ./ten issues --repo OWNER/NAME --cmd 'python3 server.py --port {port}'",
            ""
        },
        mixinStandardHelpOptions = true)
final class IssuesCommand implements Callable<Integer> {
    private static final String REPOSITORY = "([\\w.-]+/)?[A-Za-z0-9][\\w-]*/[\\w.-]+";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FOLDER",
            arity = "0..1",
            defaultValue = "issues",
            description = "Where the files are written. Default: ${DEFAULT-VALUE}")
    private Path folder;

    @Option(names = "--repo", paramLabel = "OWNER/NAME", description = "Opens issues there, with gh.")
    private String repository;

    @Option(
            names = "--cmd",
            paramLabel = "COMMAND",
            defaultValue = "COMMAND {port}",
            description = "What starts the server, for the commands in the issues. Default: ${DEFAULT-VALUE}")
    private String command;

    @Option(names = "--dry-run", description = "Says what would be made, and makes nothing.")
    private boolean dryRun;

    @Override
    public Integer call() throws IOException {
        check();
        List<Issue> issues = Issue.all(Programs.root(), command);
        if (repository == null) {
            return write(issues);
        }
        if (SearchPath.has("gh")) {
            return open(issues, new GitHub(repository, PATIENCE));
        }
        int exitCode = write(issues);
        System.err.println("no program gh here, so no issue was opened: install it (https://cli.github.com), run"
                + " 'gh auth login', and then the same again; or paste the files");
        return Math.max(exitCode, ExitCodes.FAILED);
    }

    private void check() {
        boolean sound = repository == null || repository.matches(REPOSITORY);
        Usage.require(spec, sound, "--repo: must be OWNER/NAME");
        Usage.require(spec, command.contains("{port}"), "--cmd: must contain {port}");
        Usage.require(
                spec,
                command.matches("[^'`\\p{Cntrl}]*"),
                "--cmd: must be a line without ' and `, for the issues quote it");
        Usage.requireName(spec, "FOLDER", folder);
        boolean free = !Files.exists(folder) || Files.isDirectory(folder);
        Usage.require(spec, free, "FOLDER: " + Printable.line(String.valueOf(folder)) + " is no folder");
    }

    private int write(List<Issue> issues) throws IOException {
        for (Issue issue : issues) {
            Path file = folder.resolve(issue.fileName());
            boolean there = Files.exists(file);
            if (!there && !dryRun) {
                makeFolder();
                WholeFile.write(file, "# " + issue.title() + "\n\n" + issue.body());
            }
            say(there, String.valueOf(file));
        }
        return ExitCodes.OK;
    }

    private void makeFolder() throws IOException {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new IOException("cannot make the folder " + Printable.line(String.valueOf(folder)), e);
        }
    }

    private int open(List<Issue> issues, GitHub gitHub) throws IOException {
        try {
            Set<String> titles = gitHub.titles();
            for (Issue issue : issues) {
                boolean there = titles.contains(issue.title());
                if (!there && !dryRun) {
                    gitHub.create(issue);
                }
                say(there, issue.title());
            }
            return ExitCodes.OK;
        } catch (IOException e) {
            System.err.println(e.getMessage() + " (the same again goes on from here)");
            return ExitCodes.FAILED;
        }
    }

    private void say(boolean there, String what) {
        String done = dryRun ? "would make " : "made       ";
        System.out.println((there ? "is there   " : done) + Printable.line(what));
    }
}
