package tenstages.loadgen.engine;

import tenstages.loadgen.protocol.Onlooker;

/** What a reply says. */
enum ReplyKind {
    /** The event is in the queue. */
    ACCEPTED,
    /** Done; also a line that came back as it was sent. */
    OK,
    /** Understood, and refused. */
    REJECTED,
    /** Not understood, or failed. */
    ERROR,
    /** An object that says neither that it is a success nor that it is a failure. */
    UNKNOWN,
    /** The reply to another request, or to another kind of request. */
    FOREIGN,
    /** No reply of any protocol of lines of JSON: the server is broken. */
    GARBLED;

    /** Whether the server did what it was asked for. */
    boolean success() {
        return this == ACCEPTED || this == OK;
    }

    /** What an onlooker makes of it. */
    Onlooker.Heard heard() {
        return switch (this) {
            case ACCEPTED -> Onlooker.Heard.ACCEPTED;
            case REJECTED -> Onlooker.Heard.REFUSED;
            default -> Onlooker.Heard.ANSWERED;
        };
    }

    /** Whether the server broke the protocol. */
    boolean violation() {
        return this == FOREIGN || this == GARBLED;
    }
}
