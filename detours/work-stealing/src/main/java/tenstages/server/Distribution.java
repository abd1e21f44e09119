package tenstages.server;

import java.util.Locale;

/** How a task finds the worker that does it. */
interface Distribution {
    /** A task that will be done. Never blocks. Event loop thread only. */
    void submit(Runnable task);

    /** The next task for the worker with this number, from 0. Waits until there is one. Called by that worker alone. */
    Runnable next(int worker) throws InterruptedException;

    /** The ways there are, by the names that users give them. */
    enum Kind {
        ROUND_ROBIN,
        LEAST_LOADED,
        STEALING;

        Distribution of(int workers) {
            return switch (this) {
                case ROUND_ROBIN -> new RoundRobin(workers);
                case LEAST_LOADED -> new LeastLoaded(workers);
                case STEALING -> new WorkStealing(workers);
            };
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
