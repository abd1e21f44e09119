package tenstages.loadgen.practice.quiz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code docs/interview.md}, which is for people first. So what it has to look like is told line by line, and the
 * first line that does not is named.
 */
public final class QuestionPage {
    /** The page, from the project's folder. */
    public static final String NAME = "docs/interview.md";

    private static final Pattern THEME = Pattern.compile("## (\\S.*)");
    private static final Pattern ASKED = Pattern.compile("### (\\d+)\\. (\\S.*)");
    private static final Pattern FOLD = Pattern.compile("<details><summary>Answer</summary>");
    private static final Pattern ANSWER = Pattern.compile("((?!\\*\\*|[-*+] )[^\\s<#>|].*)");
    private static final Pattern MEASURED = Pattern.compile("\\*\\*(Measured|No number):\\*\\* (\\S.*)");
    private static final Pattern WHERE = Pattern.compile("\\*\\*Do it:\\*\\* (\\S.*)");
    private static final Pattern STAGE =
            Pattern.compile("\\*\\*Stage:\\*\\* \\[(10|[1-9]|beyond)\\]\\((stage\\d\\d|beyond-kafka)\\.md\\)");
    private static final Pattern UNFOLD = Pattern.compile("</details>");

    private final List<String> lines;
    private int next;

    private QuestionPage(List<String> lines) {
        this.lines = lines;
    }

    /** Reads the page of the project in this folder. Throws IOException, with the line, if it is not as it must be. */
    public static List<Question> read(Path root) throws IOException {
        try {
            return parse(new String(Files.readAllBytes(root.resolve(NAME)), StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            throw new IOException(NAME + " is not there, and it has the questions", e);
        }
    }

    /** The questions of a page, in order. Throws IOException, with the line, if it is not as it must be. */
    static List<Question> parse(String text) throws IOException {
        return new QuestionPage(text.lines().toList()).questions();
    }

    private List<Question> questions() throws IOException {
        while (next < lines.size() && !THEME.matcher(lines.get(next)).matches()) {
            next++;
        }
        List<Question> questions = new ArrayList<>();
        while (peek().startsWith("## ")) {
            String theme = expect(THEME, "a theme: ## Locks").group(1);
            do {
                questions.add(question(questions.size() + 1, theme));
            } while (peek().startsWith("### "));
        }
        if (questions.isEmpty() || !peek().isEmpty() && !peek().startsWith("Next: ")) {
            throw wrong("a theme (## Locks), a question (### 12. Why?), or Next: and the end");
        }
        return questions;
    }

    private Question question(int number, String theme) throws IOException {
        MatchResult asked = expect(ASKED, "a question: ### " + number + ". Why?");
        if (!asked.group(1).equals(String.valueOf(number))) {
            next--;
            throw wrong("question " + number);
        }
        expect(FOLD, "<details><summary>Answer</summary>");
        String answer = expect(ANSWER, "the answer, a paragraph on one line").group(1);
        MatchResult measured = expect(MEASURED, "**Measured:** or **No number:**, and a sentence");
        String where = expect(WHERE, "**Do it:** and where").group(1);
        MatchResult stage = expect(STAGE, "**Stage:** [7](stage07.md) or [beyond](beyond-kafka.md)");
        if (!stage.group(2).equals(chapter(stage.group(1)))) {
            next--;
            throw wrong("a stage with its own chapter, " + chapter(stage.group(1)) + ".md");
        }
        expect(UNFOLD, "</details>");
        return new Question(
                number,
                theme,
                asked.group(2),
                answer,
                measured.group(1).equals("Measured"),
                measured.group(2),
                where,
                stage.group(1),
                "docs/" + stage.group(2) + ".md");
    }

    private static String chapter(String stage) {
        return stage.equals("beyond") ? "beyond-kafka" : "stage" + (stage.length() == 1 ? "0" : "") + stage;
    }

    /** The next line that is not blank; empty at the end. */
    private String peek() {
        while (next < lines.size() && lines.get(next).isBlank()) {
            next++;
        }
        return next < lines.size() ? lines.get(next) : "";
    }

    private MatchResult expect(Pattern pattern, String what) throws IOException {
        Matcher line = pattern.matcher(peek());
        if (!line.matches()) {
            throw wrong(what);
        }
        next++;
        return line.toMatchResult();
    }

    private IOException wrong(String what) {
        return new IOException(NAME + ":" + (next + 1) + " should be " + what);
    }
}
