package tenstages.loadgen.practice.learn;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import tenstages.loadgen.exam.ExamItem;
import tenstages.loadgen.exam.ItemResult;
import tenstages.loadgen.exam.ItemResult.Verdict;
import tenstages.loadgen.practice.Guide;
import tenstages.loadgen.practice.Notebook;
import tenstages.loadgen.protocol.StageOptions;

/**
 * Takes somebody from where the project is to the last stage: each save is built and examined, the red item first. All
 * that happens comes through one queue, so there is one thread that decides. Used once.
 */
public final class Lesson {
    /** What became of a round. */
    public enum End {
        /** All items were green. */
        GREEN,
        /** Something was red, or could not be judged. */
        RED,
        /** Nothing could be examined. */
        STUCK
    }

    private static final int MANY_FILES = 100_000;

    private final Project project;
    private final Progress progress;
    private final Screen screen;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final KeyCommands commands;

    /** Null while none is running; other threads only ask whether there is one. */
    private volatile Round round;

    private Saves saves;
    private boolean hasKeys;
    private boolean singleKeys;
    private boolean isBuilt;
    private boolean inShort;
    private int asked;
    private ItemResult firstRed;
    private End end = End.GREEN;

    /** About this project, of which the notebook may know something; told on this screen. */
    public Lesson(Project project, Notebook notebook, Screen screen, int width) {
        this.project = project;
        this.screen = screen;
        progress = new Progress(notebook, project.key());
        commands = new KeyCommands(this, progress, screen, width);
    }

    /** Begins at this stage, and not where the project was left. */
    public void goTo(int stage) {
        progress.go(stage, System.currentTimeMillis());
    }

    /** One round, as if something had been saved. */
    public End once() throws IOException {
        begin();
        start(true, agenda());
        try {
            while (round != null) {
                handle(take());
            }
            return end;
        } finally {
            stop();
        }
    }

    /** Until somebody quits, or nobody reads it any more. */
    public void run() throws IOException {
        run(Keys::here);
    }

    /** The same with keys that tell this listener. */
    void run(Function<Consumer<Event>, Keys> keyboard) throws IOException {
        try (Keys keys = keyboard.apply(events::add)) {
            hasKeys = true;
            singleKeys = keys.areSingle();
            saves = new Saves(project.watched(), MANY_FILES, () -> round != null, events::add);
            try {
                begin();
                start(true, agenda());
                handleUntilTheEnd(keys);
            } finally {
                stop();
                saves.close();
            }
            screen.say(where() + " The same command goes on from here.");
        }
    }

    private void handleUntilTheEnd(Keys keys) throws IOException {
        boolean goesOn = true;
        while (goesOn && !screen.isGone()) {
            Event event = take();
            goesOn = !(event instanceof Event.Key key && key.key() == 'q');
            if (event instanceof Event.GoingOn) {
                keys.goOn();
            } else if (goesOn) {
                handle(event);
            }
        }
    }

    private void begin() throws IOException {
        progress.begin(System.currentTimeMillis());
        screen.task(progress.stage(), Guide.of(progress.stage()));
    }

    private Event take() throws IOException {
        try {
            return events.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void handle(Event event) throws IOException {
        if (event instanceof Event.Saved saved) {
            screen.rule(project.folder(), saved.files());
            start(true, agenda());
        } else if (event instanceof Event.Key key) {
            commands.press(key.key());
        } else if (event instanceof Event.NoMoreKeys) {
            hasKeys = false;
        } else if (event instanceof Event.Gone gone) {
            screen.say(gone.path() + " is not there: waiting for it to come back");
        } else if (event instanceof Event.Many many) {
            screen.say(many.files() + " files are watched, so a save may show late:"
                    + " --watch FOLDER looks at a folder alone");
        } else if (event instanceof Event.Noisy noisy) {
            noisy.files().stream().sorted().forEach(this::sayNoisy);
        } else if (event instanceof Event.Doing doing && doing.round() == round) {
            screen.passing(doing.what() + " …");
        } else if (event instanceof Event.Result result && result.round() == round) {
            take(result.result());
        } else if (event instanceof Event.Stuck stuck && stuck.round() == round) {
            screen.stuck(stuck.why(), stuck.lines());
            isBuilt = false;
            finish(End.STUCK);
        } else if (event instanceof Event.Broken broken && broken.round() == round) {
            throw new IllegalStateException("a round was ended by a mistake of ours", broken.mistake());
        } else if (event instanceof Event.AllGreen green && green.round() == round) {
            finish(End.GREEN);
        } else if (event instanceof Event.Ended ended && ended.round() == round) {
            finish(End.RED);
        }
    }

    private void sayNoisy(Path file) {
        screen.say(file + " changes in every round, so the build or the server writes it: it ends no round any more");
    }

    /** What is to be asked now. */
    Agenda agenda() {
        return Agenda.of(progress.stage(), progress.red(), progress.skipped(), progress.fast());
    }

    /** Ends the round that is running, if there is one, and begins another one. */
    void start(boolean builds, Agenda agenda) {
        stop();
        asked = 0;
        firstRed = null;
        inShort = false;
        boolean mustBuild = builds || !isBuilt;
        isBuilt = !mustBuild;
        round = new Round(project, agenda, mustBuild, events::add);
        round.begin();
    }

    /** What was red first in the last round; null if nothing was. */
    ItemResult firstRed() {
        return firstRed;
    }

    boolean isRunning() {
        return round != null;
    }

    void sayKeys() {
        if (hasKeys) {
            screen.keys(singleKeys);
        }
    }

    private void stop() {
        if (round != null) {
            round.stop();
            round = null;
            noteEnd();
        }
    }

    private void noteEnd() {
        if (saves != null) {
            saves.roundEnded(System.currentTimeMillis());
        }
    }

    private void take(ItemResult result) {
        asked++;
        isBuilt = true;
        if (result.verdict() == Verdict.PASS) {
            pass(result);
        } else if (result.verdict() == Verdict.FAIL) {
            fail(result);
        } else {
            screen.item(result);
        }
        screen.passing(asked + " of " + round.agenda().size() + " items asked …");
    }

    private void pass(ItemResult result) {
        ExamItem item = result.item();
        boolean wasSkipped = progress.skipped().contains(item.id());
        boolean isNew = progress.pass(item.id(), result.seconds(), System.currentTimeMillis());
        if (isNew && (wasSkipped || item.since() == progress.stage())) {
            screen.item(result);
        }
    }

    private void fail(ItemResult result) {
        ExamItem item = result.item();
        if (progress.skipped().contains(item.id())) {
            screen.shortly("skip", item);
        } else if (firstRed != null) {
            progress.failToo(item.id());
            screen.shortly("FAIL", item);
        } else {
            firstRed = result;
            boolean wasGreen = progress.passed(item.id()).isPresent();
            progress.fail(item.id());
            tell(result, wasGreen);
        }
    }

    private void tell(ItemResult result, boolean wasGreen) {
        if (inShort) {
            screen.shortly("red now", result.item());
            if (hasKeys) {
                screen.say("d tells what was sent and received.");
            }
            return;
        }
        screen.item(result);
        if (wasGreen) {
            screen.say("It was green before.");
        }
    }

    private void finish(End how) throws IOException {
        screen.passing("");
        round = null;
        end = how;
        noteEnd();
        if (how == End.GREEN) {
            passStage();
        } else {
            sayKeys();
        }
    }

    private void passStage() throws IOException {
        int stage = progress.stage();
        long now = System.currentTimeMillis();
        screen.passed(stage, asked, progress.skipped());
        if (stage == StageOptions.LAST_STAGE && progress.duration(stage).isPresent()) {
            sayKeys();
            return;
        }
        progress.done(stage, now);
        screen.cure(stage);
        if (stage == StageOptions.LAST_STAGE) {
            screen.graduated();
            sayKeys();
            return;
        }
        progress.go(stage + 1, now);
        screen.task(stage + 1, Guide.of(stage + 1));
        if (saves != null) {
            start(false, agenda());
            inShort = true;
        }
    }

    private String where() {
        String red = progress.red();
        return "Stage " + progress.stage() + (red.isEmpty() ? "." : ", red: " + red + ".");
    }
}
