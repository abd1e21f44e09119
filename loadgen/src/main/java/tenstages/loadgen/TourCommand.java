package tenstages.loadgen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tenstages.loadgen.report.TourPage;
import tenstages.loadgen.scenario.Breaking;
import tenstages.loadgen.scenario.Scenario;

/** The verb {@code tour}: all pains, one after the other, and a page with a chart for each. */
@Command(
        name = "tour",
        header = "Breaks all ten stages, and writes a page about it.",
        description = {"", "Takes less than two minutes.", ""},
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class TourCommand implements Callable<Integer> {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            defaultValue = "tour-report.html",
            description = "The page.")
    private Path output;

    @Override
    public Integer call() throws IOException {
        long start = System.nanoTime();
        List<Breaking> tour = new ArrayList<>();
        for (Scenario scenario : Scenario.all()) {
            tour.add(run(scenario));
        }
        Files.writeString(output, TourPage.of(tour, when()));
        long proved = tour.stream().filter(Breaking::proved).count();
        System.out.println("\n" + BreakReport.closingTable(tour));
        System.out.printf(
                "%d of %d pains proved in %.0f s. The charts: %s%n",
                proved, tour.size(), (System.nanoTime() - start) / 1e9, output);
        return proved == tour.size() ? ExitCodes.OK : ExitCodes.FAILED;
    }

    private static Breaking run(Scenario scenario) throws IOException {
        long start = System.nanoTime();
        String title = "%2d  %s".formatted(scenario.stage(), scenario.title());
        ProgressLine.show(title + " …");
        Breaking breaking = Breaking.of(scenario, stage -> ProgressLine.show(title + ": " + stage));
        ProgressLine.clear();
        String verdict = breaking.proved() ? BreakReport.green("proved") : BreakReport.red("BROKEN");
        System.out.printf("%-46s%s  %4.1f s%n", title, verdict, (System.nanoTime() - start) / 1e9);
        breaking.broken().forEach(line -> System.out.println("    " + line));
        return breaking;
    }

    private static String when() {
        return "%s, %d processors, Java %s"
                .formatted(
                        ZonedDateTime.now(ZoneId.systemDefault())
                                .format(DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm")),
                        Runtime.getRuntime().availableProcessors(),
                        Runtime.version().feature());
    }
}
