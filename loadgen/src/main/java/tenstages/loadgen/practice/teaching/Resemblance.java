package tenstages.loadgen.practice.teaching;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tenstages.loadgen.exam.ExamItem;

/**
 * The wrong servers, of those that the exam was itself examined with, of which it said the same as of a student's.
 * Whether the mistake is the same nobody knows.
 *
 * @param item the promise that was broken in the same way
 * @param mistakes the mistakes of those servers, such as {@code answers nothing}; at least one
 */
public record Resemblance(ExamItem item, List<String> mistakes) {
    private static final Pattern TITLE = Pattern.compile("a stage (\\d+) that (.*)");
    private static final List<Wrong> ALL = read();

    /** What the exam says of a server with one mistake. Numbers are left out, for they differ from run to run. */
    private record Wrong(int stage, String mistake, String item, Asked.Said said) {}

    /** Of the first failure that resembles any, from the lowest stage on. Empty if none does. */
    public static Optional<Resemblance> of(Student student) {
        return student.reds().stream()
                .map(red -> new Resemblance(red.item(), mistakes(red, student.stage())))
                .filter(resemblance -> !resemblance.mistakes.isEmpty())
                .findFirst();
    }

    /** Those of servers at the same stage, if there are any. */
    static List<String> mistakes(Asked failed, int stage) {
        Asked.Said said = withoutNumbers(failed.said());
        List<Wrong> near = ALL.stream()
                .filter(wrong -> wrong.item.equals(failed.item().id()))
                .filter(wrong -> wrong.said.what().equals(said.what()))
                .filter(wrong -> wrong.said.likelyCause().equals(said.likelyCause()))
                .toList();
        return first(
                near,
                wrong -> wrong.said.equals(said) && wrong.stage == stage,
                wrong -> wrong.said.equals(said),
                wrong -> wrong.stage == stage,
                wrong -> true);
    }

    /** Those to which the first of the conditions applies that applies to any. */
    @SafeVarargs
    private static List<String> first(List<Wrong> near, Predicate<Wrong>... conditions) {
        return Stream.of(conditions)
                .map(condition -> near.stream()
                        .filter(condition)
                        .map(Wrong::mistake)
                        .distinct()
                        .toList())
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private static List<Wrong> read() {
        try (InputStream in = ExamItem.class.getResourceAsStream("exam-messages.txt")) {
            List<Wrong> all = new ArrayList<>();
            for (String block : new String(in.readAllBytes(), UTF_8).split("\\R\\R", -1)) {
                wrong(block.lines().toList()).ifPresent(all::add);
            }
            all.sort(Comparator.comparing(Wrong::stage));
            return List.copyOf(all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A title, then the item with what was seen, then the evidence, each on a line. */
    private static Optional<Wrong> wrong(List<String> lines) {
        Matcher title = TITLE.matcher(lines.isEmpty() ? "" : lines.get(0));
        if (!title.matches()) {
            return Optional.empty();
        }
        String[] seen = lines.get(1).strip().split(": ", 2);
        Asked.Said said =
                new Asked.Said(seen[1], value(lines, "expected"), value(lines, "received"), value(lines, "likely"));
        return Optional.of(new Wrong(Integer.parseInt(title.group(1)), title.group(2), seen[0], said));
    }

    private static String value(List<String> lines, String name) {
        String start = "  " + name + ": ";
        return lines.stream()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .findFirst()
                .orElse("");
    }

    private static Asked.Said withoutNumbers(Asked.Said said) {
        return new Asked.Said(
                withoutNumbers(said.what()),
                withoutNumbers(said.expected()),
                withoutNumbers(said.received()),
                withoutNumbers(said.likelyCause()));
    }

    private static String withoutNumbers(String text) {
        return text.replaceAll("-?\\d+", "#");
    }
}
