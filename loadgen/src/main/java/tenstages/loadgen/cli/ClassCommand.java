package tenstages.loadgen.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tenstages.loadgen.practice.teaching.Classroom;
import tenstages.loadgen.practice.teaching.Points;
import tenstages.loadgen.practice.teaching.ResultsFolder;
import tenstages.loadgen.protocol.Printable;
import tenstages.loadgen.report.ClassFile;
import tenstages.loadgen.report.ClassText;
import tenstages.loadgen.report.Terminal;

/** The verb {@code class}: who is where? */
@Command(
        name = "class",
        header = "Says where each student is, by the results of their exams.",
        description = {
            "",
            "The folder has a file for each student, which 'check --format json' has printed: ada.json. The points"
                    + " are those of --points, or else those in the files. Files that are no results are named on"
                    + " stderr; then the exit code is 1, and 3 if there is no result at all.",
            "",
            "Examples:",
            "  ./ten check 5 --cmd './server {port}' --all --format json > results/ada.json",
            "  ./ten class results",
            "  ./ten class results --points points.txt --format csv",
            ""
        },
        mixinStandardHelpOptions = true)
final class ClassCommand implements Callable<Integer> {
    private static final int MOST_NAMED = 20;

    /** What the class is printed as. */
    private enum Format {
        TEXT,
        JSON,
        MARKDOWN,
        CSV
    }

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FOLDER", description = "The folder with the results.")
    private Path folder;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text, json, markdown or csv (for a gradebook). Default: ${DEFAULT-VALUE}")
    private Format format;

    @Mixin
    private PointsFile pointsFile;

    @Override
    public Integer call() throws IOException {
        String name = Printable.line(String.valueOf(folder));
        Usage.requireName(spec, "FOLDER", folder);
        Usage.require(spec, Files.exists(folder), "FOLDER: there is no folder " + name);
        Usage.require(spec, Files.isDirectory(folder), "FOLDER: " + name + " is no folder");
        Usage.require(spec, Files.isReadable(folder), "FOLDER: no permission to read " + name);
        Optional<Points> points = pointsFile.points(spec);
        Classroom classroom = ResultsFolder.read(folder, points);
        name(classroom.unread());
        if (classroom.students().isEmpty()) {
            System.err.println(
                    "no results in " + name + ": 'check --format json' prints them, one file for each student");
            return ExitCodes.NOTHING_TESTED;
        }
        System.out.print(
                switch (format) {
                    case TEXT -> ClassText.of(classroom, Terminal.width());
                    case JSON -> ClassFile.json(classroom) + "\n";
                    case MARKDOWN -> ClassFile.markdown(classroom) + "\n";
                    case CSV -> ClassFile.csv(classroom) + "\n";
                });
        return classroom.unread().isEmpty() ? ExitCodes.OK : ExitCodes.FAILED;
    }

    private static void name(List<Classroom.Unread> unread) {
        unread.stream()
                .limit(MOST_NAMED)
                .forEach(file -> System.err.println("not read: " + Printable.line(file.file()) + " " + file.why()));
        if (unread.size() > MOST_NAMED) {
            System.err.println("not read: " + (unread.size() - MOST_NAMED) + " more");
        }
    }
}
