package tenstages.loadgen.practice.mystery;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tenstages.loadgen.protocol.Requests;
import tenstages.loadgen.report.CheckReport;
import tenstages.loadgen.report.Text;

/** What is said of a mystery, before and after: for a terminal of some width. */
public final class MysteryWords {
    private MysteryWords() {}

    /** What one needs to look into the server that runs. */
    static String opening(Riddle riddle, Suspect suspect, int width) {
        int stage = riddle.level().stage();
        int port = suspect.port();
        return String.join(
                "\n",
                title(riddle, width),
                Text.wrapped(
                        "A server on port %d of this machine (process %d) claims to be at stage %d, and keeps every"
                                        .formatted(port, suspect.pid(), stage)
                                + " promise of that stage but one. What is its mistake?",
                        width,
                        ""),
                "",
                "Ask it from another terminal, for example:",
                "  ./ten send " + port + " '" + line(riddle.level()) + "'",
                "  printf 'half a li' | nc -N 127.0.0.1 " + port,
                "  ./ten run 127.0.0.1:" + port + " -c 10 -d 2s",
                "  ./ten check " + stage + " --list",
                "  ./ten check " + stage + " --target 127.0.0.1:" + port + " --only s01",
                "  kill -INT " + suspect.pid(),
                "For an item that starts the server itself:",
                "  ./ten check " + stage + " --only ID --cmd \\",
                "    '" + serving(riddle) + " --port {port}'",
                "");
    }

    private static String line(Level level) {
        return level == Level.LINES ? "hello" : Requests.buy("ada", 1);
    }

    /** Which one it is. */
    static String title(Riddle riddle, int width) {
        Level level = riddle.level();
        String title = "Mystery of level %d (%s), seed %d.".formatted(level.number(), level.subject(), riddle.seed());
        return Text.wrapped(title, width, "  ");
    }

    /** The command that serves it, without its options. */
    public static String serving(Riddle riddle) {
        return "./ten mystery --serve " + String.join(" ", Suspect.words(riddle));
    }

    /** The diagnoses, each with its number. */
    static String choices(Riddle riddle, int width) {
        return IntStream.range(0, riddle.choices().size())
                .mapToObj(i -> numbered(i + 1, riddle.choices().get(i).words(), width))
                .collect(Collectors.joining("\n"));
    }

    private static String numbered(int number, String text, int width) {
        return String.format(Locale.ROOT, "%4d  ", number) + Text.wrapped(text, width, "      ");
    }

    /** The diagnoses, each with the word for {@code --answer}. */
    public static String list(List<Mystery> mysteries, int width) {
        return mysteries.stream()
                .map(mystery -> "  " + mystery.id() + "\n      " + Text.wrapped(mystery.words(), width, "      "))
                .collect(Collectors.joining("\n"));
    }

    /**
     * Whether a diagnosis is right, what is, and the exchange that tells; null is none at all. Takes up to a minute,
     * because the exam has that exchange now. Throws IOException if this machine has no port left for it.
     */
    public static String judgement(Riddle riddle, Mystery said, int width) throws IOException {
        Mystery answer = riddle.answer();
        StringBuilder text = new StringBuilder();
        if (answer.equals(said)) {
            text.append(Text.wrapped("Right: " + answer.words(), width, "  "));
        } else {
            text.append(Text.wrapped((said == null ? "It is: " : "No. It is: ") + answer.words(), width, "  "));
        }
        if (said != null && !answer.equals(said)) {
            String yours = "What you named (" + said.words() + ") shows in " + said.itemId() + ": "
                    + said.item().promise() + ".";
            text.append('\n').append(Text.wrapped(yours, width, "  "));
        }
        text.append("\nThe exchange that tells it:\n").append(exchange(answer, width));
        return text.append("\nThe lesson it belongs to: ")
                .append(answer.lesson())
                .toString();
    }

    /** Where the machine is too busy to lose a race, what was promised has to do. */
    private static String exchange(Mystery mystery, int width) throws IOException {
        return Telling.of(mystery)
                .map(result -> CheckReport.item(result, width))
                .orElseGet(() -> "  " + mystery.itemId() + ": " + mystery.item().promise() + "\n");
    }
}
