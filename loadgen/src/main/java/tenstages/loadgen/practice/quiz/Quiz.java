package tenstages.loadgen.practice.quiz;

import java.io.PrintStream;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tenstages.loadgen.practice.Dialog;
import tenstages.loadgen.practice.Notebook;
import tenstages.loadgen.report.Terminal;
import tenstages.loadgen.report.Text;

/**
 * Asks questions, one after the other, and remembers after each what was known. {@link #closing} may be called by
 * another thread when somebody interrupts; everything else is for one thread.
 */
public final class Quiz {
    private static final Set<String> END = Set.of("q", "quit");
    private static final Map<String, Boolean> ANSWERS = Map.of("y", true, "yes", true, "n", false, "no", false);

    private final List<Question> questions;
    private final Notebook notebook;
    private final Clock clock;
    private final int width;

    /** What was there at the beginning, and each answer since. Written by the thread that asks. */
    private volatile Memory memory;

    private Memory answers = Memory.blank();

    /** Of these questions. Lines are as wide as this at most; the clock says which day it is. */
    public Quiz(List<Question> questions, Notebook notebook, Clock clock, int width) {
        this.questions = List.copyOf(questions);
        this.notebook = notebook;
        this.clock = clock;
        this.width = width;
        memory = notebook.read(Memory.class, Memory.blank());
    }

    /** Asks so many of them at most, until somebody has had enough. */
    public void ask(Dialog dialog, PrintStream out, int count) {
        List<Question> order = memory.inOrder(questions, today());
        List<Question> asked = order.subList(0, Math.min(count, order.size()));
        for (int i = 0; i < asked.size(); i++) {
            out.println(Terminal.bold(heading(asked.get(i), i + 1, asked.size())));
            Optional<Boolean> known = ask(asked.get(i), dialog, out);
            if (known.isEmpty()) {
                return;
            }
            remember(asked.get(i), known.get());
            out.println();
        }
    }

    private String heading(Question question, int number, int of) {
        String stage = question.stage().equals("beyond") ? "beyond the stages" : "stage " + question.stage();
        return Text.wrapped(number + " of " + of + ": " + question.theme() + ", " + stage, width, "");
    }

    /** Whether it was known; empty if somebody has had enough. */
    private Optional<Boolean> ask(Question question, Dialog dialog, PrintStream out) {
        out.println("\n" + paragraph(question.asked()) + "\n");
        Optional<String> shown = line(dialog, "Say it aloud, then Enter (q ends): ", out);
        if (shown.isEmpty() || END.contains(shown.get())) {
            return Optional.empty();
        }
        out.println("\n" + answer(question) + "\n");
        Optional<String> said = line(dialog, "Did you know it? y/n/q: ", out);
        while (said.isPresent() && !END.contains(said.get())) {
            if (ANSWERS.containsKey(said.get())) {
                return Optional.of(ANSWERS.get(said.get()));
            }
            said = line(dialog, "y, n or q: ", out);
        }
        return Optional.empty();
    }

    /** What was said, in small letters; where Ctrl+D was pressed, the cursor is still in the line of the prompt. */
    private static Optional<String> line(Dialog dialog, String prompt, PrintStream out) {
        Optional<String> line = dialog.ask(prompt).map(said -> said.toLowerCase(Locale.ROOT));
        if (line.isEmpty()) {
            out.println();
        }
        return line;
    }

    private String answer(Question question) {
        String label = question.isMeasured() ? "Measured: " : "No number: ";
        return String.join(
                "\n\n",
                paragraph(question.answer()),
                paragraph(label + question.measured()),
                paragraph("Do it: " + question.where()),
                "Chapter: " + question.page());
    }

    private String paragraph(String markdown) {
        return Text.wrapped(PlainText.of(markdown), width, "");
    }

    /** Another quiz may have written meanwhile: what it knows of other questions stays. */
    private void remember(Question question, boolean known) {
        answers = answers.plus(memory.answer(question, known, today()));
        memory = notebook.change(Memory.class, Memory.blank(), before -> before.plus(answers));
    }

    private long today() {
        return LocalDate.now(clock).toEpochDay();
    }

    /** How many are known of how many, and what to read. */
    public String closing() {
        Memory now = memory;
        List<Question> asked = questions.stream().filter(now::wasAsked).toList();
        List<Question> unknown =
                asked.stream().filter(question -> !now.isKnown(question)).toList();
        String line = "Known: " + (asked.size() - unknown.size()) + " of " + questions.size();
        if (asked.size() < questions.size()) {
            line += ", not asked yet: " + (questions.size() - asked.size());
        }
        String pages = unknown.stream().map(Question::page).distinct().collect(Collectors.joining(", "));
        return Text.wrapped(line + "." + (pages.isEmpty() ? "" : " To read: " + pages + "."), width, "");
    }

    /** All of them in the order of the page, and which are known. */
    public String list() {
        List<List<String>> rows = new ArrayList<>(List.of(List.of("", "question", "stage", "")));
        String theme = "";
        for (Question question : questions) {
            if (!question.theme().equals(theme)) {
                theme = question.theme();
                rows.add(List.of("", "", "", ""));
                rows.add(List.of("", theme + ":", "", ""));
            }
            rows.add(List.of(
                    String.valueOf(question.number()),
                    PlainText.of(question.asked()),
                    question.stage(),
                    memory.isKnown(question) ? "known" : memory.wasAsked(question) ? "not known" : ""));
        }
        return Text.table(rows, width) + "\n" + closing();
    }
}
