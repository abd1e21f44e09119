package tenstages.server;

import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How a task finds the worker that does it. */
interface Distribution {
    /** A task that will be done. Never blocks. Event loop thread only. */
    void submit(Runnable task);

    /** The next task for the worker with this number, from 0. Waits until there is one. Called by that worker alone. */
    Runnable next(int worker) throws InterruptedException;

    /** Reads the names that users give them. */
    final class KindConverter implements ITypeConverter<Kind> {
        @Override
        public Kind convert(String text) {
            return Stream.of(Kind.values())
                    .filter(kind -> kind.toString().equals(text))
                    .findFirst()
                    .orElseThrow(() ->
                            new TypeConversionException("must be round-robin, least-loaded or stealing, not " + text));
        }
    }

    /** The ways there are. */
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
