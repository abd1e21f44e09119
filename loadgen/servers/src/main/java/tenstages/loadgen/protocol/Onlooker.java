package tenstages.loadgen.protocol;

/** Sees what one client of this process says to a server and hears from it. Any thread may call it. */
public interface Onlooker {
    /** Of a server that nobody watches. */
    Onlooker NOBODY = new Onlooker() {};

    /** What a reply says. */
    enum Heard {
        /** The event is accepted. */
        ACCEPTED,
        /** The event, or the client, is refused. */
        REFUSED,
        /** Anything else. */
        ANSWERED
    }

    /** Two who look on at once. */
    static Onlooker both(Onlooker one, Onlooker other) {
        if (other == NOBODY) {
            return one;
        }
        return new Onlooker() {
            @Override
            public void sent(int lines) {
                one.sent(lines);
                other.sent(lines);
            }

            @Override
            public void heard(Heard what) {
                one.heard(what);
                other.heard(what);
            }

            @Override
            public void left() {
                one.left();
                other.left();
            }
        };
    }

    /** So many lines are on their way. */
    default void sent(int lines) {}

    /** A reply has come. */
    default void heard(Heard what) {}

    /** The connection is closed, by whomever; it may be told more than once. */
    default void left() {}
}
