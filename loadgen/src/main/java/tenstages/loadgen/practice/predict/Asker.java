package tenstages.loadgen.practice.predict;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import tenstages.loadgen.practice.Dialog;
import tenstages.loadgen.report.Terminal;
import tenstages.loadgen.report.Text;

/** Asks questions at a terminal. Who leaves, by Ctrl+D, is asked no more. */
public final class Asker {
    private static final String OFFER = "Guess each number before it is measured? It is one question before each break."
            + " (y, or Enter alone to watch): ";

    private static final String AGAIN = "That is not understood: type a number such as 12, or nothing.";

    private final Dialog dialog;
    private final PrintStream out;
    private final int width;
    private boolean hasLeft;

    /** Asks by this dialog; the stream is that of its questions. */
    public Asker(Dialog dialog, PrintStream out, int width) {
        this.dialog = dialog;
        this.out = out;
        this.width = width;
    }

    /** Whether somebody wants to be asked. */
    public boolean offer() {
        return List.of("y", "yes")
                .contains(answer(wrappedPrompt(OFFER)).orElse("").toLowerCase(Locale.ROOT));
    }

    /** The guess; what is no number twice is "I don't know". */
    public Guess ask(Question question) {
        String scene = Terminal.bold("Before break " + question.number()) + "\n" + indented(question.scene()) + "\n"
                + indented(question.text()) + "\n";
        String prompt = wrappedPrompt("Your guess" + question.unit().hint() + " (Enter alone: I don't know): ");
        Optional<String> typed = answer(scene + prompt);
        OptionalDouble said = read(question, typed);
        if (said.isEmpty() && !typed.orElse("").isEmpty()) {
            said = read(question, answer(Text.wrapped(AGAIN, width, "  ") + "\n" + prompt));
        }
        out.println();
        return new Guess(question, said);
    }

    private String indented(String text) {
        return "  " + Text.wrapped(text, width, "  ") + "\n";
    }

    private static OptionalDouble read(Question question, Optional<String> typed) {
        return typed.map(text -> question.unit().read(text, question.of())).orElse(OptionalDouble.empty());
    }

    private String wrappedPrompt(String prompt) {
        return Text.wrapped(prompt.stripTrailing(), width, "") + " ";
    }

    /** Empty once nobody answers any more. */
    private Optional<String> answer(String question) {
        if (hasLeft) {
            return Optional.empty();
        }
        Optional<String> answer = dialogAnswer(question);
        if (answer.isEmpty()) {
            hasLeft = true;
            out.println();
        }
        return answer;
    }

    private Optional<String> dialogAnswer(String question) {
        try {
            dialog.forgetWhatWasTyped();
            return dialog.ask(question);
        } catch (UncheckedIOException e) {
            // The terminal is gone.
            return Optional.empty();
        }
    }

    /** Whether nobody answers any more. */
    public boolean hasLeft() {
        return hasLeft;
    }
}
