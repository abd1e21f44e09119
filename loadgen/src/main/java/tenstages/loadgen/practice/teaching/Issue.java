package tenstages.loadgen.practice.teaching;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import tenstages.loadgen.exam.Exam;
import tenstages.loadgen.exam.ExamItem;
import tenstages.loadgen.pains.Scenario;
import tenstages.loadgen.practice.Guide;
import tenstages.loadgen.protocol.StageOptions;

/**
 * A stage of the ladder as an issue of somebody's own repository. What is to be built, and what not, is what
 * {@code docs/build-your-own.md} says; the promises are those of the exam, and the pain is that of the break.
 *
 * @param stage the stage
 * @param title its title, by which it is known
 * @param body the rest, in Markdown
 */
public record Issue(int stage, String title, String body) {
    /**
     * All ten, in their order.
     *
     * @param root the project's folder
     * @param command what starts the server, with {@code {port}}
     * @throws IOException if the page cannot be read, or says nothing of a stage
     */
    public static List<Issue> all(Path root, String command) throws IOException {
        Properties understood = understood();
        List<Issue> issues = new ArrayList<>();
        for (int stage = 1; stage <= StageOptions.LAST_STAGE; stage++) {
            Guide guide = Guide.of(stage, root.resolve(Guide.PAGE));
            issues.add(new Issue(
                    stage,
                    "Stage " + stage + ": " + guide.title(),
                    body(stage, guide, command, understood.getProperty(String.valueOf(stage)))));
        }
        return List.copyOf(issues);
    }

    /** Such as {@code 05-backpressure.md}. */
    public String fileName() {
        String name = title.replaceFirst(".*: ", "").replace(' ', '-');
        return String.format(Locale.ROOT, "%02d-%s.md", stage, name);
    }

    private static String body(int stage, Guide guide, String command, String understood) {
        return """
                ## What hurts
                %s

                ## What to build
                %s

                %s

                ## Which promises must go green
                %s
                - [ ] all those of the stages before that still hold

                ## What not to do
                %s

                ## Done when
                - [ ] `%s` says PASS.
                - [ ] You can say in three sentences %s.

                *`ten` is the program of Tenstages, and is run in a clone of it. `./ten check %d --list` says what is
                asked, `docs/stage%02d.md` is the chapter.*
                """
                .formatted(
                        pain(stage, command),
                        Guide.withoutLinks(guide.build()),
                        options(stage),
                        promises(stage),
                        Guide.withoutLinks(guide.nonSolution()),
                        "./ten check " + stage + " --cmd '" + command + "'",
                        understood,
                        stage,
                        stage);
    }

    private static String pain(int stage, String command) {
        if (stage == 1) {
            return "Nothing yet: this is the first server. `./ten break 1` shows what it will suffer from.";
        }
        Scenario scenario = Scenario.all().get(stage - 2);
        return "At stage %d: %s. `./ten break %d --cmd '%s'` shows it on your own server."
                .formatted(stage - 1, scenario.title(), stage - 1, command);
    }

    private static String options(int stage) {
        List<String> options = StageOptions.names().stream()
                .filter(name -> isNew(name, stage))
                .map(name -> "`" + name + "`")
                .toList();
        String which = options.isEmpty() ? "No new option." : "New options: " + String.join(", ", options) + ".";
        return which + " The exam passes them at the end of the command and in the environment; `" + Guide.PAGE
                + "` has the table.";
    }

    private static boolean isNew(String option, int stage) {
        Map<String, String> one = Map.of(option, "1");
        return !StageOptions.known(stage, one).isEmpty()
                && (stage == 1 || StageOptions.known(stage - 1, one).isEmpty());
    }

    private static String promises(int stage) {
        return Exam.of(stage).stream()
                .filter(item -> item.since() == stage)
                .map(Issue::promise)
                .collect(Collectors.joining("\n"));
    }

    private static String promise(ExamItem item) {
        return "- [ ] `" + item.id() + "`: " + item.promise();
    }

    private static Properties understood() throws IOException {
        Properties understood = new Properties();
        try (InputStream in = Issue.class.getResourceAsStream("understood.properties")) {
            understood.load(new InputStreamReader(in, UTF_8));
        }
        return understood;
    }
}
