package tenstages.loadgen.practice.learn;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import tenstages.loadgen.exam.ItemResult;

/** Something to which a lesson has to react. */
sealed interface Event {
    /** A key was pressed; a line end is {@code '\n'}. */
    record Key(char key) implements Event {}

    /** There will be no more keys. */
    record NoMoreKeys() implements Event {}

    /** Files were saved. */
    record Saved(Set<Path> files) implements Event {}

    /** What is watched is not there any more. */
    record Gone(Path path) implements Event {}

    /** So many files are looked at that a save may show late. */
    record Many(int files) implements Event {}

    /** For a while nothing of ours ran: this process was stopped, and goes on. */
    record GoingOn() implements Event {}

    /** Files that the build or the server writes, by the look of it. */
    record Noisy(Set<Path> files) implements Event {}

    /** A round was at work on something, in a few words. */
    record Doing(Round round, String what) implements Event {}

    /** A round has an item's result. */
    record Result(Round round, ItemResult result) implements Event {}

    /** A round could not build or start the server: a line that says why, and what was printed. */
    record Stuck(Round round, String why, List<String> lines) implements Event {}

    /** A round is over; of its items none was red, and each was asked. */
    record AllGreen(Round round) implements Event {}

    /** A round is over, and not all was green. */
    record Ended(Round round) implements Event {}

    /** A round was ended by a mistake of ours. */
    record Broken(Round round, Throwable mistake) implements Event {}
}
