package tenstages.loadgen.practice.learn;

import java.io.IOException;
import java.util.Optional;
import tenstages.loadgen.exam.Exam;
import tenstages.loadgen.exam.ExamItem;
import tenstages.loadgen.practice.Guide;

/** What each key does, but for the one that quits. */
final class KeyCommands {
    private final Lesson lesson;
    private final Progress progress;
    private final Screen screen;
    private final int width;

    KeyCommands(Lesson lesson, Progress progress, Screen screen, int width) {
        this.lesson = lesson;
        this.progress = progress;
        this.screen = screen;
        this.width = width;
    }

    /** One of them; any other key says which ones there are. */
    void press(char key) throws IOException {
        switch (key) {
            case 'h' -> hint();
            case 'd' -> tellAll();
            case 'l' -> screen.print("\n" + Overview.of(progress, width));
            case 'a' -> askAll();
            case 'f' -> fast();
            case 's' -> skip();
            case '\n', '\r' -> again();
            default -> lesson.sayKeys();
        }
    }

    /** Of the stage to which the red item belongs, which may be one that was green before. */
    private void hint() throws IOException {
        Guide guide = Guide.of(red().map(ExamItem::since).orElse(progress.stage()));
        int number = progress.hints() % guide.hints().size();
        progress.hint();
        screen.hint(number + 1, guide.hints().size(), guide.hints().get(number));
    }

    private void tellAll() throws IOException {
        screen.task(progress.stage(), Guide.of(progress.stage()));
        if (lesson.firstRed() != null) {
            screen.item(lesson.firstRed());
        } else {
            red().ifPresent(item -> screen.shortly("red", item));
        }
        screen.pages();
    }

    private Optional<ExamItem> red() {
        return Exam.of(progress.stage()).stream()
                .filter(item -> item.id().equals(progress.red()))
                .findFirst();
    }

    private void askAll() {
        screen.rule("all items of stages 1 to " + progress.stage());
        lesson.start(false, Agenda.ofAll(progress.stage()));
    }

    private void fast() {
        progress.fast(!progress.fast());
        screen.rule(progress.fast() ? "fast: the whole stage at once" : "one red item at a time");
        lesson.start(false, lesson.agenda());
    }

    private void skip() {
        if (progress.red().isEmpty()) {
            screen.say("Nothing is red that could be skipped.");
            return;
        }
        screen.rule("without " + progress.red() + ", for now");
        progress.skip();
        lesson.start(false, lesson.agenda());
    }

    private void again() {
        screen.rule("again");
        lesson.start(true, lesson.agenda());
    }
}
