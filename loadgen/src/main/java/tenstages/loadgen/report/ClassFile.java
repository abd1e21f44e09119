package tenstages.loadgen.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tenstages.loadgen.practice.teaching.Classroom;
import tenstages.loadgen.practice.teaching.Points;
import tenstages.loadgen.practice.teaching.Resemblance;
import tenstages.loadgen.practice.teaching.Student;
import tenstages.loadgen.protocol.Printable;

/** A class for programs: JSON as {@code docs/class.schema.json} describes it, Markdown, and a table for a gradebook. */
public final class ClassFile {
    private static final String FORMULA = "[=+\\-@\\t\\r].*";

    private ClassFile() {}

    /** Without a final newline. */
    public static String json(Classroom classroom) throws IOException {
        ObjectNode json = Json.MAPPER.createObjectNode().put("schema", 1);
        json.putArray("students");
        for (Student student : classroom.students()) {
            add(json.withArray("students").addObject(), student);
        }
        json.putArray("promises");
        for (Classroom.Cost cost : classroom.costs()) {
            ObjectNode node = json.withArray("promises").addObject();
            node.put("id", cost.item().id()).put("promise", cost.item().promise());
            node.put("broken_by", cost.failed()).put("asked", cost.asked());
            cost.lost().ifPresent(lost -> node.put("points_lost", Points.number(lost)));
        }
        json.putArray("not_read");
        for (Classroom.Unread unread : classroom.unread()) {
            json.withArray("not_read").addObject().put("file", unread.file()).put("why", unread.why());
        }
        return Json.WRITER.writeValueAsString(json);
    }

    /** Tables, as GitHub shows them; without a final newline. */
    public static String markdown(Classroom classroom) {
        StringBuilder text = new StringBuilder("## Who is where\n\n");
        List<List<String>> rows = new ArrayList<>();
        List<List<String>> cells = ClassText.rows(classroom);
        for (int i = 0; i < cells.size(); i++) {
            List<String> row = new ArrayList<>(cells.get(i));
            row.add(
                    i == 0
                            ? "resembles, perhaps"
                            : ClassText.resemblance(classroom.students().get(i - 1)));
            rows.add(row);
        }
        text.append(table(rows));
        List<List<String>> costs = ClassText.costRows(classroom);
        if (costs.size() > 1) {
            text.append("\n## What costs most\n\n").append(table(costs));
        }
        return text.toString().stripTrailing();
    }

    /** A line for each student; a spreadsheet takes no cell for a formula. Without a final newline. */
    public static String csv(Classroom classroom) {
        StringBuilder text = new StringBuilder("student,stage,reached,first_red,passed,asked,points,max_points");
        for (Student student : classroom.students()) {
            List<String> cells = List.of(
                    student.name(),
                    String.valueOf(student.stage()),
                    student.reached().isKnown()
                            ? String.valueOf(student.reached().stage())
                            : "",
                    student.firstRed().map(red -> red.item().id()).orElse(""),
                    String.valueOf(student.passedCount()),
                    String.valueOf(student.items().size()),
                    student.worth().map(worth -> Points.text(worth.score())).orElse(""),
                    student.worth().map(worth -> Points.text(worth.most())).orElse(""));
            text.append('\n').append(cells.stream().map(ClassFile::cell).collect(Collectors.joining(",")));
        }
        return text.toString();
    }

    private static void add(ObjectNode json, Student student) {
        json.put("name", student.name()).put("stage", student.stage());
        json.put("reached", student.reached().stage())
                .put("reached_is_known", student.reached().isKnown());
        json.put("passed", student.passedCount()).put("asked", student.items().size());
        student.worth().ifPresent(worth -> json.put("points", Points.number(worth.score()))
                .put("max_points", Points.number(worth.most())));
        student.whyNothingTested().ifPresent(why -> json.put("nothing_tested", why));
        student.firstRed().ifPresent(red -> json.putObject("first_red")
                .put("id", red.item().id())
                .put("likely_cause", red.said().likelyCause()));
        Resemblance.of(student).ifPresent(found -> {
            ObjectNode resembles =
                    json.putObject("resembles").put("id", found.item().id());
            found.mistakes().forEach(resembles.putArray("servers_that")::add);
        });
    }

    private static String table(List<List<String>> rows) {
        StringBuilder table = new StringBuilder();
        for (int i = 0; i < rows.size(); i++) {
            List<String> cells = rows.get(i).stream().map(Markdown::text).toList();
            table.append(i == 0 ? Markdown.head(cells) : Markdown.row(cells));
        }
        return table.toString();
    }

    /** An apostrophe makes a text of what would be a formula. */
    private static String cell(String text) {
        String line = Printable.line(text);
        String safe = text.matches("(?s)" + FORMULA) || line.matches(" *" + FORMULA) ? "'" + line : line;
        return safe.matches("[A-Za-z0-9 ._-]*") ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }
}
