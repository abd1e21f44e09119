package tenstages.docs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tenstages.loadgen.exam.Exam;
import tenstages.loadgen.pains.Excerpt;
import tenstages.loadgen.practice.predict.Question;
import tenstages.loadgen.practice.predict.Slip;
import tenstages.loadgen.process.Programs;

/**
 * A page of the course. What follows a mark is not written by hand: code comes from a stage's source, commands and
 * output from a recorded run, the diff from the sources of two stages.
 *
 * <pre>{@code
 * <!-- code 5 Handler.java private Reply offer(Request.Event event) { -->   a block of a program's source
 * <!-- server NAME -->  <!-- client NAME -->  <!-- output NAME -->  <!-- output NAME 3-9 -->   of a recorded run
 * <!-- diff 5 -->   what a program changes in the one it follows
 * <!-- file steps/stage02/1Echo.java -->   a small program beside the pages
 * <!-- changes steps/stage02/1Echo.java steps/stage02/2Lines.java -->   what the second one changes in the first
 * <!-- film films/07 0.2 0.35* 0.5 --> ... <!-- end -->   a picture of a recorded film, which stops at these times
 * <!-- items 5 --> ... <!-- end -->   the items that the exam of stage 5 adds
 * <!-- question 5 --> ... <!-- end -->   what break 5 asks before it begins
 * <!-- guesses 5 --> ... <!-- end -->   how its number comes about, and what lies behind wrong ones
 * <!--=NAME "label" 2-->8.0<!--/-->   within a sentence: a cell of a recorded table
 * <!--~NAME "a word … words" 2-->8.0<!--/-->   the second number behind these words in a line that was printed, below a
 *     line with that word
 * }</pre>
 */
final class Page {
    static final Pattern BLOCK = Pattern.compile(
            "(<!-- (code|server|client|output|server-output|diff|file|changes) (.*?) -->\n```\\w*\n)(.*?)(```\n)",
            Pattern.DOTALL);
    static final Pattern ITEMS = Pattern.compile("(<!-- items (\\d+) -->\n)(.*?)(<!-- end -->\n)", Pattern.DOTALL);
    static final Pattern QUESTION =
            Pattern.compile("(<!-- (question|guesses) (\\d+) -->\n)(.*?)(<!-- end -->\n)", Pattern.DOTALL);
    static final Pattern NUMBER = Pattern.compile("(<!--([=~])([\\w-]+) \"([^\"]*)\" (\\d+)-->)(.*?)(<!--/-->)");
    private static final Pattern CODE = Pattern.compile("(\\S+) (\\S+) (.*)");
    private static final Pattern LINES = Pattern.compile("(\\S+)(?: (\\d+)-(\\d+))?");

    private final Path docs;

    /** The pages of this folder. */
    Page(Path docs) {
        this.docs = docs;
    }

    /**
     * The same text with every marked part as it must be now. Throws IOException, with the mark, if that cannot be
     * told.
     */
    String rendered(String text) throws IOException {
        StringBuilder page = new StringBuilder();
        Matcher blocks = BLOCK.matcher(text);
        int end = 0;
        for (; blocks.find(); end = blocks.end()) {
            page.append(text, end, blocks.start());
            page.append(blocks.group(1)).append(block(blocks.toMatchResult())).append(blocks.group(5));
        }
        String filled =
                numbers(questions(items(page.append(text, end, text.length()).toString())));
        return FilmMark.rendered(filled, docs);
    }

    private static String questions(String text) throws IOException {
        StringBuilder page = new StringBuilder();
        Matcher marks = QUESTION.matcher(text);
        int end = 0;
        for (; marks.find(); end = marks.end()) {
            Question question = question(marks.group(1), Integer.parseInt(marks.group(3)));
            page.append(text, end, marks.start()).append(marks.group(1));
            page.append(marks.group(2).equals("question") ? asked(question) : guesses(question));
            page.append(marks.group(5));
        }
        return page.append(text, end, text.length()).toString();
    }

    private static Question question(String mark, int number) throws IOException {
        return Question.all().stream()
                .filter(question -> question.number() == number)
                .findFirst()
                .orElseThrow(() -> new IOException(mark.strip() + ": there is no such question"));
    }

    private static String asked(Question question) {
        return question.scene() + " **" + question.text() + "**\n";
    }

    private static String guesses(Question question) {
        return question.because() + "\n\n"
                + question.slips().stream()
                        .sorted(Comparator.comparingDouble(Slip::from))
                        .map(slip -> "- **" + question.text(slip) + "?** " + slip.reason() + "\n")
                        .collect(Collectors.joining());
    }

    private static String items(String text) {
        return ITEMS.matcher(text)
                .replaceAll(mark -> Matcher.quoteReplacement(
                        mark.group(1) + itemsOf(Integer.parseInt(mark.group(2))) + mark.group(4)));
    }

    private static String itemsOf(int stage) {
        return Exam.of(stage).stream()
                .filter(item -> item.since() == stage)
                .map(item -> "### %s\n**%s.**%s\n- Likely: %s\n- Hint: %s\n"
                        .formatted(
                                item.id(),
                                item.promise().substring(0, 1).toUpperCase(Locale.ROOT)
                                        + item.promise().substring(1),
                                item.needsStart(stage)
                                        ? " Started with `" + String.join(" ", item.ownOptions(stage)) + "`."
                                        : "",
                                item.advice().cause(),
                                item.advice().hint()))
                .collect(Collectors.joining("\n"));
    }

    private String block(MatchResult mark) throws IOException {
        String what = mark.group(3);
        try {
            List<String> lines =
                    switch (mark.group(2)) {
                        case "code" -> code(what);
                        case "diff" -> Diffstat.of(Programs.named(what));
                        case "file" -> Listing.of(docs.resolve(what));
                        case "changes" -> changes(what);
                        case "server" -> List.of(Run.read(docs, what).server());
                        case "client" -> Run.read(docs, what).client().lines().toList();
                        default -> output(mark.group(2), what);
                    };
            return String.join("\n", lines) + "\n";
        } catch (IOException | RuntimeException e) {
            throw new IOException(mark.group(1).lines().findFirst().orElse("") + ": " + e.getMessage(), e);
        }
    }

    private static List<String> code(String what) throws IOException {
        Matcher matcher = CODE.matcher(what);
        if (!matcher.matches()) {
            throw new IOException("should be PROGRAM FILE FIRST LINE");
        }
        Excerpt excerpt = new Excerpt(matcher.group(2), matcher.group(3));
        String program = matcher.group(1);
        List<String> lines = excerpt.in(Programs.named(program).folder());
        if (lines.isEmpty()) {
            throw new IOException("the file has no such line");
        }
        return lines;
    }

    private List<String> changes(String what) throws IOException {
        String[] files = what.split(" ", -1);
        if (files.length != 2) {
            throw new IOException("should be FILE FILE");
        }
        return Listing.changes(docs.resolve(files[0]), docs.resolve(files[1]));
    }

    private List<String> output(String kind, String what) throws IOException {
        Matcher matcher = LINES.matcher(what);
        if (!matcher.matches()) {
            throw new IOException("should be NAME or NAME FROM-TO");
        }
        Run run = Run.read(docs, matcher.group(1));
        List<String> lines = kind.equals("output") ? run.output() : run.serverOutput();
        return matcher.group(2) == null
                ? lines
                : lines.subList(Integer.parseInt(matcher.group(2)) - 1, Integer.parseInt(matcher.group(3)));
    }

    private String numbers(String text) throws IOException {
        StringBuilder page = new StringBuilder();
        Matcher numbers = NUMBER.matcher(text);
        int end = 0;
        for (; numbers.find(); end = numbers.end()) {
            Run run = Run.read(docs, numbers.group(3));
            int number = Integer.parseInt(numbers.group(5));
            boolean inTable = numbers.group(2).equals("=");
            page.append(text, end, numbers.start())
                    .append(numbers.group(1))
                    .append(inTable ? run.cell(numbers.group(4), number) : run.number(numbers.group(4), number))
                    .append(numbers.group(7));
        }
        return page.append(text, end, text.length()).toString();
    }
}
