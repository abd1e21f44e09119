package tenstages.loadgen.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import tenstages.loadgen.pains.Breaking;
import tenstages.loadgen.pains.Outcome;
import tenstages.loadgen.pains.Scenario;
import tenstages.loadgen.process.MachineWatch;
import tenstages.loadgen.process.Programs;

/**
 * What a page shows of one pain; the template has its components by their names.
 *
 * @param number its place among the pains
 * @param scenario its words
 * @param options what the servers are started with
 * @param chart the name of its chart
 * @param headline its first figure, where it hurts and where it is gone
 * @param verdict what is proved
 * @param reasons why that is the verdict, a line each
 * @param notes what else was seen
 * @param own what the contract says of a server of one's own; empty if there is none
 * @param names over the columns of its table
 * @param figures the rows of its table
 * @param said what the servers said; only where that helps
 * @param page the page of the course that tells about the cure
 * @param film what its servers were seen to do, for a script element; empty if there is no film
 * @param cure the lines that cure it; none or one
 */
record PainView(
        int number,
        Scenario scenario,
        List<String> options,
        String chart,
        String headline,
        Verdict verdict,
        List<String> reasons,
        List<String> notes,
        String own,
        List<String> names,
        List<Row> figures,
        List<Row> said,
        Link page,
        String film,
        List<CureView> cure) {
    /** A sign and a word, so that no colour says it alone. */
    record Verdict(String style, String text) {}

    /** A name and what belongs to it. */
    record Row(String name, List<String> cells) {}

    /** A file of the project, and how one gets there from where the page is. */
    record Link(String path, String target) {}

    /** Code of the program that is cured. */
    record CureView(String file, String called, String note, List<CureDiff.Line> lines) {}

    /** The film is JSON, or empty. */
    static PainView of(Breaking breaking, String film, Path folder) throws IOException {
        Scenario scenario = breaking.scenario();
        String page = scenario.cured().resolved().page();
        boolean hasOwn = breaking.names().size() > scenario.sides().size();
        return new PainView(
                scenario.number(),
                scenario,
                new TreeMap<>(scenario.options())
                        .entrySet().stream()
                                .map(option -> option.getKey() + " " + option.getValue())
                                .toList(),
                PainChart.id(breaking),
                breaking.headline(),
                verdict(breaking),
                reasons(breaking),
                breaking.notes(),
                hasOwn ? breaking.names().get(2) + ": " + breaking.ownVerdict() : "",
                breaking.names(),
                figures(breaking),
                said(breaking),
                new Link(page, link(Programs.root().resolve(page), folder)),
                film.isEmpty() ? "" : Html.data(Json.MAPPER.readTree(film)),
                breaking.proved() ? List.of(cure(scenario)) : List.of());
    }

    private static Verdict verdict(Breaking breaking) {
        return switch (breaking.verdict()) {
            case PROVED -> new Verdict("good", "✓ proved");
            case BROKEN -> new Verdict("bad", "✗ broken");
            case BUSY -> new Verdict("busy", "≈ busy");
        };
    }

    private static List<String> reasons(Breaking breaking) {
        return switch (breaking.verdict()) {
            case PROVED -> List.of(breaking.proof());
            case BROKEN -> breaking.broken();
            case BUSY -> List.of(MachineWatch.sentence(breaking.busy()));
        };
    }

    private static List<Row> figures(Breaking breaking) {
        return Outcome.names(breaking.outcomes()).stream()
                .map(name -> new Row(
                        name,
                        breaking.outcomes().stream()
                                .map(outcome -> outcome.figures().get(name).text())
                                .toList()))
                .toList();
    }

    private static List<Row> said(Breaking breaking) {
        List<Row> said = new ArrayList<>();
        for (int i = 0; i < breaking.said().size(); i++) {
            if (!breaking.proved() && !breaking.said().get(i).isEmpty()) {
                said.add(new Row(breaking.names().get(i), breaking.said().get(i)));
            }
        }
        return said;
    }

    /** Where both sides are one program, there is nothing to compare its lines with. */
    private static CureView cure(Scenario scenario) throws IOException {
        Path before = scenario.hurt().resolved().folder();
        Path after = scenario.cured().resolved().folder();
        List<CureDiff.Line> lines = CureDiff.of(scenario.cure(), before, after);
        return new CureView(
                scenario.cure().file(),
                scenario.cured().resolved().called(),
                note(lines, before.equals(after) ? "" : scenario.hurt().called()),
                lines);
    }

    private static String note(List<CureDiff.Line> lines, String before) {
        if (before.isEmpty()) {
            return "";
        }
        return lines.stream().allMatch(line -> line.sign() == '+')
                ? "; all of it is new: " + before + " has nothing like it"
                : ", compared with " + before + ": + is new, - is gone, … stands for lines that are left out here";
    }

    /** How a page in the folder leads to a file. */
    private static String link(Path file, Path folder) {
        Path target = file.toAbsolutePath();
        boolean near = target.getRoot().equals(folder.getRoot());
        return near ? folder.relativize(target).toString() : target.toUri().toString();
    }
}
