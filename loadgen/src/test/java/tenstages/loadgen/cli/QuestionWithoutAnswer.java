package tenstages.loadgen.cli;

import java.io.BufferedReader;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine;
import tenstages.loadgen.pains.MadeBreaking;
import tenstages.loadgen.pains.Scenario;
import tenstages.loadgen.practice.Dialog;
import tenstages.loadgen.practice.Notebook;
import tenstages.loadgen.practice.predict.Guesses;
import tenstages.loadgen.practice.predict.MadeQuestion;

/** A program for {@link InterruptTest}: a break or a tour that asks somebody who never answers. */
final class QuestionWithoutAnswer {
    static final String WAITS = "waits for an answer";

    private QuestionWithoutAnswer() {}

    /** The arguments are the verb and a folder for what it writes. */
    public static void main(String[] args) {
        List<Scenario> scenarios = List.of(MadeBreaking.scenario(1, true));
        Path folder = Path.of(args[1]);
        Guesses guesses = new Guesses(new Notebook(folder.resolve("guesses.json")));
        Predicting.Learners learners = () -> new Predicting.Learner(
                Optional.of(new Dialog(new BufferedReader(silence()), new PrintStream(System.out, true))),
                guesses,
                List.of(MadeQuestion.of(1)));
        Object verb = args[0].equals("tour")
                ? new TourCommand(scenarios, programs -> {}, learners)
                : new BreakCommand(scenarios, programs -> {}, learners);
        CommandLine program = new CommandLine(verb).setCaseInsensitiveEnumValuesAllowed(true);
        String page = folder.resolve("page.html").toString();
        System.exit(args[0].equals("tour") ? program.execute("-o", page) : program.execute("1"));
    }

    private static Reader silence() {
        return new Reader() {
            @Override
            public int read(char[] buffer, int offset, int length) {
                System.out.println("\n" + WAITS);
                while (true) {
                    LockSupport.park();
                }
            }

            @Override
            public boolean ready() {
                return false;
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
    }
}
