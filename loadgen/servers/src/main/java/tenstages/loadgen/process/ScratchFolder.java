package tenstages.loadgen.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** An empty folder for a server that keeps something, deleted when it is closed, or when this process ends. */
public final class ScratchFolder implements AutoCloseable {
    private static final int TRIES = 50;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final Set<ScratchFolder> OPEN = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> OPEN.forEach(ScratchFolder::close)));
    }

    private final Path path;

    /** Throws IOException if none can be made. */
    public ScratchFolder() throws IOException {
        path = Files.createTempDirectory("tenstages-");
        OPEN.add(this);
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** A process that still writes into the folder may be about to end, so there are some tries. */
    @Override
    public void close() {
        for (int i = 0; i < TRIES && Files.exists(path); i++) {
            if (!deleted()) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
        OPEN.remove(this);
    }

    private boolean deleted() {
        try (Stream<Path> files = Files.walk(path)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
            return true;
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }
}
