package tenstages.server;

/** A handler for tests that are about something else. */
final class AnyHandler {
    private AnyHandler() {}

    static Handler create() {
        return new Handler();
    }
}
