package tenstages.loadgen.practice.learn;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import tenstages.loadgen.exam.ExamItem;
import tenstages.loadgen.exam.Examination;
import tenstages.loadgen.exam.ItemResult;
import tenstages.loadgen.practice.Guide;
import tenstages.loadgen.process.Programs;
import tenstages.loadgen.protocol.Printable;
import tenstages.loadgen.protocol.StageOptions;
import tenstages.loadgen.report.CheckReport;
import tenstages.loadgen.report.CureText;
import tenstages.loadgen.report.Terminal;
import tenstages.loadgen.report.Text;

/** What a lesson says. One thread at a time may use it. */
public final class Screen {
    private static final String MARGIN = "    ";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final int MOST_BLANKS = 8;
    private static final int MOST_LINES = 14;
    private static final int MOST_CHARACTERS = 400;
    private static final int SHOWN_FILES = 3;

    private final PrintStream out;
    private final int width;
    private final Consumer<String> progressLine;
    private final UnaryOperator<String> fromHere;
    private final BooleanSupplier isOver;

    /**
     * On this stream, at this width.
     *
     * @param progressLine shows a line that the next one replaces, and none if it is empty
     * @param fromHere makes a path below the project's folder one that works where the user is
     * @param isOver whether the process is ending, and what happens now happens because of that
     */
    public Screen(
            PrintStream out,
            int width,
            Consumer<String> progressLine,
            UnaryOperator<String> fromHere,
            BooleanSupplier isOver) {
        this.out = out;
        this.width = width;
        this.progressLine = progressLine;
        this.fromHere = fromHere;
        this.isOver = isOver;
    }

    /** Whether nobody can read it any more. */
    boolean isGone() {
        return out.checkError();
    }

    /** A line that the next one replaces. */
    void passing(String text) {
        if (!isOver.getAsBoolean()) {
            progressLine.accept(text);
        }
    }

    /** A paragraph. */
    void say(String text) {
        print(Text.wrapped(text, width, ""));
    }

    /** A line across the screen: a round begins because of this. */
    void rule(String text) {
        String line = "-- " + TIME.format(LocalTime.now()) + "  " + Printable.line(text) + " ";
        print("\n" + line.substring(0, Math.min(line.length(), width))
                + "-".repeat(Math.max(0, width - line.length())));
    }

    /** The same for files that were saved. */
    void rule(Path folder, Set<Path> files) {
        String names = files.stream()
                .map(file -> file.startsWith(folder) ? folder.relativize(file).toString() : file.toString())
                .sorted()
                .limit(SHOWN_FILES)
                .collect(Collectors.joining(", "));
        rule(names + (files.size() > SHOWN_FILES ? " and " + (files.size() - SHOWN_FILES) + " more" : ""));
    }

    /** What is to be built at a stage. */
    void task(int stage, Guide guide) {
        print("\n" + Terminal.bold("Stage " + stage + ": " + guide.title()));
        print(Guide.plain(guide.build(), width));
    }

    /** One item, with all that helps if it is red. */
    void item(ItemResult result) {
        print(CheckReport.item(result, width).stripTrailing());
    }

    /** One item that is red, in short. */
    void shortly(String word, ExamItem item) {
        String text = Text.wrapped(word + "  " + item.id() + ": " + item.promise(), width - 2, "  " + MARGIN);
        print("  " + text.replaceFirst("^" + word, Terminal.red(word)));
    }

    /** Why there is nothing to examine, and what the one to blame said of it, the last lines if there are many. */
    void stuck(String why, List<String> lines) {
        print(Terminal.red(Text.wrapped(why, width, MARGIN)));
        lines.stream().skip(Math.max(0, lines.size() - MOST_LINES)).forEach(line -> print(quoted(line)));
        if (lines.stream().anyMatch(line -> StageOptions.names().stream().anyMatch(line::contains))) {
            print(Text.wrapped("likely: " + Examination.NOT_STARTED, width, MARGIN));
        }
    }

    /** A hint, of so many. */
    void hint(int number, int of, String markdown) {
        print("\n" + Terminal.bold("Hint " + number + " of " + of));
        print(Guide.plain(markdown, width));
    }

    /** Where the pages are, and which one says what the server promises. */
    void pages() throws IOException {
        String text = "The pages are in " + Programs.root().resolve("docs") + "; docs/protocol.md has every promise.";
        print(MARGIN + Text.wrapped(text, width, MARGIN));
    }

    /** A stage has passed, with so many items. */
    void passed(int stage, int items, Set<String> skipped) {
        String butFor = skipped.isEmpty() ? "" : ", without " + String.join(", ", skipped) + " (a asks all)";
        String text = "PASS: stage " + stage + ", " + items + " items" + butFor + ".";
        print("\n" + Text.wrapped(text, width, MARGIN).replaceFirst("^PASS", Terminal.green("PASS")));
    }

    /** How our own server does at a stage what was asked, and where that is told. */
    void cure(int stage) throws IOException {
        String page = fromHere.apply(Programs.stage(stage).page());
        if (stage == 1) {
            print(Text.wrapped("Our own stage 1 is explained in " + page + ".", width, ""));
            return;
        }
        String cure = CureText.of(stage, width);
        print(cure.isEmpty() ? "" : "\n" + cure);
        print(Text.wrapped(page + " explains it; all of it, in " + Programs.root() + ":", width, ""));
        print(MARGIN + CureText.wholeDiff(stage));
    }

    /** The last stage has passed. */
    void graduated() {
        say("That was the last of " + StageOptions.LAST_STAGE + " stages. What comes after it: "
                + fromHere.apply(Guide.PAGE) + "#afterwards");
    }

    /** The keys, in a line or two. */
    void keys(boolean single) {
        String keys = "h hint  d promise  l list  a all  f fast  s skip  q quit";
        print("\n" + Text.wrapped((single ? "" : "a letter and Enter: ") + keys, width, MARGIN));
    }

    /** Lines that are as wide as they may be. */
    void print(String text) {
        if (!isOver.getAsBoolean()) {
            progressLine.accept("");
            out.println(text);
        }
    }

    /** A line of a compiler or a server, with its own indentation: that is how such lines are read. */
    private String quoted(String line) {
        String text = Printable.line(line.replace("\t", MARGIN));
        int blanks = Math.min(MOST_BLANKS, text.length() - text.stripLeading().length());
        String start = MARGIN + " ".repeat(blanks);
        String words = text.strip();
        String cut = words.length() > MOST_CHARACTERS ? words.substring(0, MOST_CHARACTERS) + " …" : words;
        return start + Text.wrapped(cut, width, start + MARGIN);
    }
}
