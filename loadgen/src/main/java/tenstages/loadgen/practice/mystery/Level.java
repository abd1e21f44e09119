package tenstages.loadgen.practice.mystery;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tenstages.loadgen.exam.Exam;
import tenstages.loadgen.exam.ExamItem;

/** How hard a mystery is: what its mistake has to do with. All servers of a level claim to be at the same stage. */
public enum Level {
    /** Bytes and lines, and one client beside another. */
    LINES(1, 2, "lines, and many clients"),
    /** What is said, and how much of it. */
    REQUESTS(2, 3, "JSON, requests and limits"),
    /** What is remembered, and who does the work. */
    WORK(3, 8, "balances, the queue and its workers"),
    /** What goes wrong between threads, in figures, and at the end. */
    END(4, 10, "races, counters and the end");

    private final int number;
    private final int stage;
    private final String subject;

    Level(int number, int stage, String subject) {
        this.number = number;
        this.stage = stage;
        this.subject = subject;
    }

    /** The one with this number, 1 to 4; empty if there is none. */
    public static Optional<Level> of(int number) {
        return Arrays.stream(values()).filter(level -> level.number == number).findFirst();
    }

    /** 1 to 4. */
    public int number() {
        return number;
    }

    /** The stage that its servers claim to be at. */
    public int stage() {
        return stage;
    }

    /** What its mistakes have to do with, in a few words. */
    public String subject() {
        return subject;
    }

    /** Those items of the exam that are asked for, in its order. */
    List<ExamItem> items(List<String> ids) {
        return Exam.of(stage).stream().filter(item -> ids.contains(item.id())).toList();
    }

    /** All mysteries of this level, always in the same order. */
    public List<Mystery> mysteries() {
        return Mysteries.ALL.stream().filter(mystery -> mystery.level() == this).toList();
    }
}
