package tenstages.loadgen.exam;

import tenstages.loadgen.protocol.Replies;

/**
 * What a user's balance may be after some events: each event that was taken counts once, each that was refused not at
 * all, and of each that was never answered nobody knows.
 */
final class Ledger {
    private long least;
    private long most;
    private long unknown;

    /** An event that changes the balance so was answered with this line. */
    void answered(long change, String reply) {
        if (reply.equals(Replies.ACCEPTED) || Replies.readBalance(reply).isPresent()) {
            least += change;
            most += change;
        } else if (!reply.equals(Replies.BUSY)) {
            throw new ExamFailure(
                    "an event must be taken or refused, and was answered " + Evidence.shown(reply),
                    "A valid event was taken for something else.");
        }
    }

    /** This number of events with this change was sent, and the connection was cut before they were answered. */
    void unanswered(long change, long events) {
        least += Math.min(0, change * events);
        most += Math.max(0, change * events);
        unknown += events;
    }

    long least() {
        return least;
    }

    /** Fails unless the events can have made this balance. */
    void check(long balance) {
        if (balance < least) {
            throw failure(
                    balance,
                    "Accepted events were lost: with the connection of their client, in a race, or on the way"
                            + " to a worker.");
        }
        if (balance > most) {
            throw failure(balance, "Events were applied twice, or refused ones were applied.");
        }
    }

    private ExamFailure failure(long balance, String cause) {
        String range = least == most ? String.valueOf(least) : "from " + least + " to " + most;
        String unsure = unknown == 0 ? "" : " (" + unknown + " events were not answered, and may count or not)";
        return new ExamFailure("the balance must be " + range + ", and is " + balance + unsure, cause);
    }
}
