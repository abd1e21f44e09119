package tenstages.docs;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tenstages.loadgen.process.Programs;
import tenstages.loadgen.report.Streams;
import tenstages.loadgen.report.WholeFile;

/** Brings the course up to date with the sources, and, if asked, its recorded runs with the machine it runs on. */
@Command(
        name = "docs",
        header = "Refreshes the course: code, commands, output, numbers, diffs, charts and films.",
        mixinStandardHelpOptions = true)
public final class Main implements Callable<Integer> {
    private static final int FAILED = 1;

    @Option(names = "--record", description = "Run the commands of the named runs again first, or of all of them.")
    private boolean record;

    @Parameters(paramLabel = "RUN", description = "Names of files in docs/runs.", arity = "0..*")
    private List<String> names = List.of();

    /** Exit code 1: a command or a mark is wrong, and a line says which. */
    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT);
        Streams.useUtf8();
        int exitCode = commandLine().execute(args);
        System.exit(Streams.outIsWritten() || exitCode != 0 ? exitCode : FAILED);
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main()).setExecutionExceptionHandler((e, command, result) -> {
            if (e instanceof IOException) {
                System.err.println(e.getMessage());
                return FAILED;
            }
            throw e;
        });
    }

    @Override
    public Integer call() throws IOException {
        Path root = Programs.root().toAbsolutePath();
        Path docs = root.resolve("docs");
        if (record) {
            record(new Recorder(root), docs, names.isEmpty() ? runs(docs) : names);
        }
        refresh(docs);
        return 0;
    }

    private static void record(Recorder recorder, Path docs, List<String> names) throws IOException {
        for (String name : names) {
            System.err.println("recording " + name + " …");
            recorder.again(Run.read(docs, name)).write(docs, name);
        }
    }

    /** Fills in all pages, and draws all charts and films. */
    static void refresh(Path docs) throws IOException {
        for (Path file : pages(docs)) {
            WholeFile.write(file, new Page(docs).rendered(Files.readString(file)));
        }
        for (JsonNode chart : charts(docs)) {
            WholeFile.write(chartFile(docs, chart), Chart.of(chart));
        }
        for (FilmMark film : films(docs)) {
            WholeFile.write(film.svg(docs), film.picture(docs));
        }
    }

    /** All that are shown. */
    static List<FilmMark> films(Path docs) throws IOException {
        List<FilmMark> films = new ArrayList<>();
        for (Path page : pages(docs)) {
            films.addAll(FilmMark.in(Files.readString(page)).toList());
        }
        return films;
    }

    /** The chapters, and the project's own page. */
    static List<Path> pages(Path docs) throws IOException {
        List<Path> pages = new ArrayList<>(files(docs, ".md"));
        pages.add(docs.resolveSibling("README.md"));
        return pages;
    }

    /** Of all recorded breaks. */
    static List<JsonNode> charts(Path docs) throws IOException {
        List<JsonNode> charts = new ArrayList<>();
        for (String run : runs(docs)) {
            JsonNode recorded = Run.read(docs, run).charts();
            if (recorded != null) {
                recorded.forEach(charts::add);
            }
        }
        return charts;
    }

    static Path chartFile(Path docs, JsonNode chart) {
        return docs.resolve("charts").resolve(chart.path("id").asText() + ".svg");
    }

    static List<String> runs(Path docs) throws IOException {
        return files(docs.resolve("runs"), ".json").stream()
                .map(file -> file.getFileName().toString().replace(".json", ""))
                .toList();
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }
}
