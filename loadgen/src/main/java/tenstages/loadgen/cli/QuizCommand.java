package tenstages.loadgen.cli;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tenstages.loadgen.practice.Dialog;
import tenstages.loadgen.practice.Notebook;
import tenstages.loadgen.practice.quiz.Question;
import tenstages.loadgen.practice.quiz.QuestionPage;
import tenstages.loadgen.practice.quiz.Quiz;
import tenstages.loadgen.process.Programs;
import tenstages.loadgen.report.Terminal;

/** The verb {@code quiz}: the questions of the page, asked. */
@Command(
        name = "quiz",
        header = "Asks fifty questions that interviews ask.",
        description = {
            "",
            "Shows a question of " + QuestionPage.NAME + ", waits for Enter, shows the answer, and asks whether you"
                    + " knew it. What you did not know comes again first, what you knew comes again later. It is kept"
                    + " in .ten/quiz.json after each answer; q, Ctrl+D and Ctrl+C lose nothing. Without a terminal"
                    + " only --list works.",
            ""
        },
        mixinStandardHelpOptions = true)
final class QuizCommand implements Callable<Integer> {
    private static final List<String> STAGES = List.of("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "beyond");

    @Spec
    private CommandSpec spec;

    @Option(names = "--stage", paramLabel = "N", description = "Only what belongs to this stage: 1 to 10, or beyond.")
    private String stage;

    @Option(
            names = "--theme",
            paramLabel = "NAME",
            description = "Only this theme, a heading of the page, or how it begins: locks, for instance.")
    private String theme;

    @Option(names = "--count", paramLabel = "N", description = "Ask so many, and end.")
    private Integer count;

    @Option(names = "--list", description = "Print all questions, and which are known. Works without a terminal.")
    private boolean list;

    @Override
    public Integer call() throws IOException {
        Usage.require(spec, stage == null || STAGES.contains(stage), "--stage: should be 1 to 10, or beyond");
        Usage.require(spec, count == null || count > 0, "--count: should be 1 or more");
        Usage.require(spec, count == null || !list, "--count: does not go with --list, which asks nothing");
        List<Question> chosen = chosen(QuestionPage.read(Programs.root()));
        if (!list && !Dialog.isPossible()) {
            System.err.println("nobody can be asked here, without a terminal or with CI set: "
                    + "./ten quiz --list prints the questions, "
                    + QuestionPage.NAME + " has the answers");
            return ExitCodes.USAGE;
        }
        Quiz quiz = new Quiz(chosen, Notebook.named("quiz"), Clock.systemDefaultZone(), Terminal.width());
        if (list) {
            System.out.println(quiz.list());
        } else {
            ask(quiz, Dialog.here(), count == null ? Integer.MAX_VALUE : count);
        }
        return ExitCodes.OK;
    }

    /** However it ends, the last line says what is known. */
    static void ask(Quiz quiz, Dialog dialog, int count) {
        try (OnInterrupt closing = new OnInterrupt(() -> System.out.println("\n" + quiz.closing()))) {
            quiz.ask(dialog, System.out, count);
        }
        System.out.println(quiz.closing());
    }

    private List<Question> chosen(List<Question> all) {
        String name = theme == null ? null : theme(all);
        List<Question> chosen = all.stream()
                .filter(question -> stage == null || question.stage().equals(stage))
                .filter(question -> name == null || question.theme().equals(name))
                .toList();
        Usage.require(spec, !chosen.isEmpty(), "no question of stage " + stage + " has the theme " + name);
        return chosen;
    }

    private String theme(List<Question> all) {
        List<String> themes = all.stream().map(Question::theme).distinct().toList();
        List<String> fitting = themes.stream()
                .filter(each ->
                        each.toLowerCase(Locale.ROOT).startsWith(theme.strip().toLowerCase(Locale.ROOT)))
                .toList();
        Usage.require(spec, fitting.size() == 1, "--theme: should be one of: " + String.join(", ", themes));
        return fitting.get(0);
    }
}
