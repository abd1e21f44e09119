package tenstages.loadgen.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tenstages.loadgen.practice.teaching.Asked;
import tenstages.loadgen.practice.teaching.Classroom;
import tenstages.loadgen.practice.teaching.Points;
import tenstages.loadgen.practice.teaching.Resemblance;
import tenstages.loadgen.practice.teaching.Student;
import tenstages.loadgen.protocol.Printable;

/** A class for people: who is where, what costs most, and what each failure resembles. */
public final class ClassText {
    private static final int MOST_OF_A_NAME = 40;
    private static final int MOST_OF_A_CAUSE = 200;
    private static final int MOST_COSTS = 10;
    private static final int MOST_MISTAKES = 3;
    private static final String INDENTATION = "    ";

    private ClassText() {}

    /** Within this width, as far as names allow; with a final newline. */
    public static String of(Classroom classroom, int width) {
        return Text.table(rows(classroom), width)
                + note(classroom, width)
                + costs(classroom, width)
                + resemblances(classroom, width);
    }

    /** The first row names the columns. */
    static List<List<String>> rows(Classroom classroom) {
        boolean worth = classroom.students().stream()
                .anyMatch(student -> student.worth().isPresent());
        List<List<String>> rows = new ArrayList<>();
        rows.add(row(worth, "student", "reached", "first red", "passed", "points"));
        for (Student student : classroom.students()) {
            rows.add(row(
                    worth,
                    Printable.cut(student.name(), MOST_OF_A_NAME),
                    reached(student),
                    student.firstRed().map(red -> red.item().id()).orElse(nothing(student)),
                    student.passedCount() + " of " + student.items().size(),
                    student.worth().map(ClassText::worth).orElse("")));
        }
        return rows;
    }

    /** Of which wrong servers the exam says the same, or else the likely cause of the first red one; may be empty. */
    static String resemblance(Student student) {
        return Resemblance.of(student)
                .map(found -> found.item().id() + ": resembles a server that " + shown(found.mistakes()))
                .or(() -> student.firstRed().map(ClassText::likely))
                .orElse("");
    }

    private static List<String> row(boolean worth, String... cells) {
        return List.of(cells).subList(0, worth ? cells.length : cells.length - 1);
    }

    /** Such as {@code 4 of 5}; {@code 4+} where more may be kept than was asked for. */
    static String reached(Student student) {
        Student.Reached reached = student.reached();
        if (reached.isKnown()) {
            return reached.stage() + " of " + student.stage();
        }
        return (reached.stage() == 0 ? "?" : reached.stage() + "+") + " of " + student.stage();
    }

    private static String nothing(Student student) {
        return student.whyNothingTested()
                .map(why -> "nothing tested: " + Printable.cut(why, MOST_OF_A_CAUSE))
                .orElse("");
    }

    private static String worth(Asked.Worth worth) {
        return Points.text(worth.score()) + " of " + Points.text(worth.most());
    }

    private static String likely(Asked red) {
        return red.item().id() + ": likely: " + Printable.cut(red.said().likelyCause(), MOST_OF_A_CAUSE);
    }

    private static String shown(List<String> mistakes) {
        String shown = mistakes.stream().limit(MOST_MISTAKES).collect(Collectors.joining("; or one that "));
        int more = mistakes.size() - MOST_MISTAKES;
        return shown + (more > 0 ? "; or " + more + " more" : "");
    }

    private static String note(Classroom classroom, int width) {
        boolean isOpen = classroom.students().stream()
                .anyMatch(student -> !student.reached().isKnown());
        String text = "? and + stand where an exam did not ask far enough: --all and --points ask for everything.";
        return isOpen ? "\n" + Text.wrapped(text, width, "") + "\n" : "";
    }

    private static String costs(Classroom classroom, int width) {
        List<List<String>> rows = costRows(classroom);
        return rows.size() == 1 ? "" : "\nWhat costs most:\n" + Text.table(rows, width);
    }

    /** The first row names the columns; the most expensive ones only. */
    static List<List<String>> costRows(Classroom classroom) {
        List<Classroom.Cost> costs = classroom.costs();
        boolean worth = costs.stream().anyMatch(cost -> cost.lost().isPresent());
        List<List<String>> rows = new ArrayList<>();
        rows.add(row(worth, "item", "promise", "broken by", "points lost"));
        for (Classroom.Cost cost : costs.subList(0, Math.min(MOST_COSTS, costs.size()))) {
            rows.add(row(
                    worth,
                    cost.item().id(),
                    cost.item().promise(),
                    cost.failed() + " of " + cost.asked(),
                    cost.lost().map(Points::text).orElse("")));
        }
        return rows;
    }

    private static String resemblances(Classroom classroom, int width) {
        String all = classroom.students().stream()
                .filter(student -> student.firstRed().isPresent())
                .map(student -> "  "
                        + Text.wrapped(
                                Printable.cut(student.name(), MOST_OF_A_NAME) + ", " + resemblance(student),
                                width,
                                INDENTATION)
                        + "\n")
                .collect(Collectors.joining());
        String head = "What a failure resembles (the exam said the same of that wrong server; it is a guess):";
        return all.isEmpty() ? "" : "\n" + Text.wrapped(head, width, "") + "\n" + all;
    }
}
