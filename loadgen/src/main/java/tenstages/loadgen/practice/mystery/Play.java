package tenstages.loadgen.practice.mystery;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tenstages.loadgen.practice.Dialog;
import tenstages.loadgen.practice.Notebook;

/** Mysteries at a terminal: one that is judged at once, or three of an interview, with a summary. */
public final class Play {
    /** How long an interview takes. */
    public static final Duration INTERVIEW = Duration.ofMinutes(20);

    private final List<String> program;
    private final List<String> options;
    private final Notebook notebook;
    private final Dialog dialog;
    private final PrintStream out;
    private final int width;
    private final boolean live;

    /**
     * With somebody at this terminal.
     *
     * @param program the command that serves a mystery, {@code --serve} and all
     * @param options further ones for its server
     * @param width of the terminal
     * @param live whether a line of the terminal can be written again
     */
    public Play(
            List<String> program,
            List<String> options,
            Notebook notebook,
            Dialog dialog,
            PrintStream out,
            int width,
            boolean live) {
        this.program = program;
        this.options = options;
        this.notebook = notebook;
        this.dialog = dialog;
        this.out = out;
        this.width = width;
        this.live = live;
    }

    /** Whether the mistake was named. Throws IOException if the server does not start. */
    public boolean one(Riddle riddle) throws IOException {
        Hunt.End end = hunt(riddle, null);
        if (!end.left()) {
            out.println("\nThe exam has the exchange that tells it; a moment.\n");
            out.println(MysteryWords.judgement(riddle, end.said(), width));
            out.println("You asked it with " + end.probes().words() + ", in "
                    + Clock.shown(Duration.ofNanos(end.nanos())) + " minutes.");
        }
        return end.right();
    }

    /** Somebody who keeps the summary of what there was so far. */
    @FunctionalInterface
    public interface Keeper {
        /** Throws IOException if it cannot be kept. */
        void keep(String summary) throws IOException;
    }

    /**
     * Some of them within some minutes; returns the summary, as Markdown. The keeper has it after each, without the
     * exchanges, should the process end before its time. Throws IOException if a server does not start.
     */
    public String interview(List<Riddle> riddles, Duration length, Keeper keeper) throws IOException {
        Clock clock = new Clock(length, System::nanoTime);
        List<Hunt.End> ends = new ArrayList<>();
        for (int i = 0; i < riddles.size() && !clock.isOver(); i++) {
            out.println("\n" + (i + 1) + " of " + riddles.size() + ", and " + Clock.shown(clock.left())
                    + " minutes are left.");
            Hunt.End end = hunt(riddles.get(i), clock);
            ends.add(end);
            keeper.keep(new Summary(riddles, ends).text(false));
            if (end.left()) {
                break;
            }
        }
        out.println("\nThe exam has the exchanges that tell; a moment.\n");
        return new Summary(riddles, ends).text(true);
    }

    private Hunt.End hunt(Riddle riddle, Clock clock) throws IOException {
        try (Suspect suspect = new Suspect(program, riddle, options)) {
            Hunt.End end = new Hunt(riddle, suspect, clock, dialog, out, width, live).run();
            if (end.right()) {
                Solved.add(notebook, riddle.answer());
            }
            return end;
        }
    }
}
