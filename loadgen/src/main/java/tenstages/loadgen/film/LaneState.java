package tenstages.loadgen.film;

/**
 * What a lane does in one sample.
 *
 * @param letter of a thread: S works, R serves or runs, E selects, L waits for a client's line, A accepts, Q is idle, W
 *     waits for a lock, H holds one, N does not run, for a reason that cannot be seen from outside, X has ended, - was
 *     not sampled. Of a client: C waits for its reply; a, x or o when an
 *     acceptance, a refusal or another reply comes; X has left; . none of these
 * @param number of the lock, or how many replies a client waits for if there are several; -1 if there is no number
 */
public record LaneState(char letter, int number) {
    static final LaneState MISSED = new LaneState('-');
    static final LaneState ENDED = new LaneState('X');

    LaneState(char letter) {
        this(letter, -1);
    }
}
