package tenstages.loadgen.cli;

/** What is still to be done when Ctrl+C ends the process: it has a moment for that, and then exits with 130. */
final class OnInterrupt implements AutoCloseable {
    private final Thread hook;

    /** The task runs on a thread of its own, beside the one that was interrupted; it has to be quick. */
    OnInterrupt(Runnable task) {
        hook = new Thread(task, "on-interrupt");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Whether the process is ending: what fails now fails because of that. */
    static boolean happened() {
        try {
            // Only this call reveals that the shutdown has begun.
            Runtime.getRuntime().removeShutdownHook(new Thread());
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    /** Nothing is to be done any more. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // It is running already.
        }
    }
}
