package tenstages.loadgen.practice.mystery;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import tenstages.loadgen.practice.Dialog;
import tenstages.loadgen.report.Text;

/** One mystery with somebody at a terminal: its server runs until its mistake is named, or nobody asks any more. */
public final class Hunt {
    private static final long MOMENT_NANOS = 200_000_000;
    private static final String KEYS =
            "r starts the server again, l lists the diagnoses, g gives up and is told, q leaves.";

    private final Riddle riddle;
    private final Suspect suspect;
    private final Clock clock;
    private final Dialog dialog;
    private final PrintStream out;
    private final int width;
    private final boolean live;
    private final long begun = System.nanoTime();

    // guarded by this object
    /** Whether the diagnosis is asked for, by a line that begins with the clock: only then there is news. */
    private boolean asking;

    private boolean toldOver;
    private String shown = "";

    /**
     * How it ended.
     *
     * @param riddle which mystery it was
     * @param said the diagnosis; null if there was none
     * @param evidence what told him, in his words; may be empty
     * @param probes what he asked the server
     * @param nanos how long it took
     * @param left whether he went away, and is not to be told
     */
    record End(Riddle riddle, Mystery said, String evidence, Probes.Count probes, long nanos, boolean left) {
        boolean right() {
            return riddle.answer().equals(said);
        }
    }

    /** A clock of null is none; a live one goes on while somebody types, where the terminal obeys. */
    Hunt(Riddle riddle, Suspect suspect, Clock clock, Dialog dialog, PrintStream out, int width, boolean live) {
        this.riddle = riddle;
        this.suspect = suspect;
        this.clock = clock;
        this.dialog = dialog;
        this.out = out;
        this.width = width;
        this.live = live && clock != null;
    }

    /** Asks until there is an answer. Throws IOException if the server cannot be started again. */
    End run() throws IOException {
        out.println(MysteryWords.opening(riddle, suspect, width));
        out.println(MysteryWords.choices(riddle, width));
        out.println();
        out.println(Text.wrapped(KEYS, width, ""));
        Thread news = new Thread(this::tellNews, "news");
        news.setDaemon(true);
        news.start();
        try {
            return ask();
        } finally {
            news.interrupt();
        }
    }

    private End ask() throws IOException {
        while (true) {
            Optional<String> line = askDiagnosis();
            if (line.isEmpty() || line.get().equals("q")) {
                return end(null, "", true);
            }
            if (isOver() || line.get().equals("g")) {
                return end(null, "", false);
            }
            Optional<Mystery> said = riddle.chosen(line.get());
            if (said.isPresent()) {
                return end(
                        said.get(),
                        dialog.ask("What told you? (Enter: nothing) ").orElse(""),
                        false);
            }
            obey(line.get());
        }
    }

    private Optional<String> askDiagnosis() {
        setAsking(true);
        try {
            return dialog.ask(prompt());
        } finally {
            setAsking(false);
        }
    }

    private synchronized void setAsking(boolean now) {
        asking = now;
    }

    private void obey(String word) throws IOException {
        switch (word) {
            case "" -> {
                // A look at the clock.
            }
            case "l" -> out.println(MysteryWords.choices(riddle, width));
            case "r" -> {
                suspect.restart();
                out.println("It runs again, on port " + suspect.port() + " (process " + suspect.pid() + ").");
            }
            default -> out.println("Not a number from 1 to " + Riddle.CHOICES + ", and not r, l, g or q.");
        }
    }

    private String prompt() {
        return (clock == null ? "" : time() + " left] ") + "Your diagnosis (1 to " + Riddle.CHOICES + "): ";
    }

    private String time() {
        return String.format(Locale.ROOT, "[%5s", Clock.shown(clock.left()));
    }

    /** At the beginning of the line; then the cursor is where it was. */
    private void showTime() {
        String time = time();
        if (!time.equals(shown)) {
            shown = time;
            out.print("\u001b7\r" + time + "\u001b8");
            out.flush();
        }
    }

    private boolean isOver() {
        return clock != null && clock.isOver();
    }

    private End end(Mystery said, String evidence, boolean left) {
        return new End(riddle, said, evidence, suspect.probes(), System.nanoTime() - begun, left);
    }

    private void tellNews() {
        while (!Thread.currentThread().isInterrupted()) {
            tellWhileAsking();
            LockSupport.parkNanos(MOMENT_NANOS);
        }
    }

    /** What the server prints, and that the time is over, also while somebody thinks. */
    private synchronized void tellWhileAsking() {
        if (!asking) {
            return;
        }
        List<String> news = suspect.news();
        if (isOver() && !toldOver) {
            toldOver = true;
            news = List.of("The time is over: press Enter.");
        }
        if (!news.isEmpty()) {
            out.print("\n" + String.join("\n", news) + "\n" + prompt());
            out.flush();
        }
        if (live) {
            showTime();
        }
    }
}
