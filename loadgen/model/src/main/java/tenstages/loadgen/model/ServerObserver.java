package tenstages.loadgen.model;

/** What a {@link ModelServer} tells whoever has started it, from any of its threads and at once. */
public interface ServerObserver {
    /** One that is told everything and does nothing. */
    ServerObserver NONE = new ServerObserver() {};

    /** A client has connected. */
    default void connected() {}

    /** This number of line ends has come from a client, 1 or more. */
    default void asked(int lines) {}

    /** The server has printed a line, on stderr if it is about an error. */
    default void printed(String line, boolean error) {}
}
