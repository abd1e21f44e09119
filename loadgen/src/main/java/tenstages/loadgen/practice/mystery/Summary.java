package tenstages.loadgen.practice.mystery;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tenstages.loadgen.exam.ExamFailure;
import tenstages.loadgen.exam.ItemResult;
import tenstages.loadgen.protocol.Printable;
import tenstages.loadgen.report.Markdown;

/**
 * An interview in writing, to be talked through: Markdown.
 *
 * @param riddles all that there were
 * @param ends those that somebody began with
 */
record Summary(List<Riddle> riddles, List<Hunt.End> ends) {
    private static final int WIDTH = 100;

    /**
     * All that is known; with the exchanges it takes some seconds, because the exam has them now. Throws IOException if
     * no port is left for it.
     */
    String text(boolean exchanges) throws IOException {
        long right = ends.stream().filter(Hunt.End::right).count();
        StringBuilder text = new StringBuilder("# Interview: %d of %d found\n".formatted(right, riddles.size()));
        for (int i = 0; i < riddles.size(); i++) {
            text.append('\n').append(i < ends.size() ? part(i + 1, ends.get(i)) : notBegun(i + 1, riddles.get(i)));
            text.append(
                    exchanges && i < ends.size() ? exchange(ends.get(i).riddle().answer()) : "");
        }
        return text.append(
                        """

                        ## To talk through
                        - Which question did you ask first, and what did its answer rule out?
                        - Which two diagnoses were left last, and what told them apart?
                        - What would have shown this mistake before the server was in use: which test, which figure?
                        - How do you mend it, and what does that cost?
                        """)
                .toString();
    }

    private static String heading(int number, Riddle riddle) {
        return "## %d. A server of stage %d (level %d, seed %d)\n"
                .formatted(number, riddle.level().stage(), riddle.level().number(), riddle.seed());
    }

    private static String notBegun(int number, Riddle riddle) {
        return heading(number, riddle) + "- Not begun.\n";
    }

    private static String part(int number, Hunt.End end) {
        Mystery answer = end.riddle().answer();
        StringBuilder text = new StringBuilder(heading(number, end.riddle()));
        text.append("- Said: ")
                .append(end.said() == null ? "nothing" : end.said().words());
        text.append(end.right() ? " Right.\n" : end.said() == null ? ".\n" : " Wrong.\n");
        if (!end.evidence().isEmpty()) {
            text.append("- Because: ").append(Printable.line(end.evidence())).append('\n');
        }
        if (!end.right()) {
            text.append("- It is: ").append(answer.words()).append('\n');
        }
        text.append("- Asked with ").append(end.probes().words()).append(", in ");
        text.append(Clock.shown(Duration.ofNanos(end.nanos()))).append(" minutes.\n");
        text.append("- Told by `").append(answer.itemId()).append("`: ");
        text.append(answer.item().promise())
                .append(". The lesson: ")
                .append(answer.lesson())
                .append(".\n");
        return text.toString();
    }

    private static String exchange(Mystery answer) throws IOException {
        Optional<ItemResult> result = Telling.of(answer);
        return result.flatMap(ItemResult::failure)
                .map(failure -> "\n" + Markdown.lines(said(failure)))
                .orElse("");
    }

    private static String said(ExamFailure failure) {
        Stream<String> evidence = failure.evidence().stream().flatMap(each -> each.lines(WIDTH).stream());
        return Stream.concat(Stream.of(failure.what()), evidence).collect(Collectors.joining("\n"));
    }
}
