package tenstages.channels;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * The lines and bytes of all files in a folder. One thread walks the folder and puts paths into a channel, some read
 * the files and put counts into another one, and who asked adds up. Both channels have a bound, so however many files
 * there are, few are known at a time. A file that cannot be read is told, and is no end to the others.
 */
@Command(
        name = "parallel-files",
        header = "Counts lines and bytes of a folder's files, several at a time.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class ParallelFiles implements Callable<Integer> {
    private static final int CAPACITY = 64;
    private static final int BUFFER_BYTES = 64 * 1024;

    /** Told from a path with ==. */
    private static final Path END = Path.of("");

    /** What a reader says: counts of one file, or why there are none; neither at its end. */
    private record Message(Path path, long lines, long bytes, IOException failure) {
        boolean isEnd() {
            return path == END;
        }
    }

    /**
     * All files together.
     *
     * @param files how many were counted
     * @param lines newlines in them
     * @param bytes bytes in them
     * @param failures a line for each that could not be
     */
    record Counts(int files, long lines, long bytes, List<String> failures) {}

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FOLDER", description = "Its files are counted, and those of the folders in it.")
    private Path folder;

    @Option(names = "--readers", defaultValue = "4", description = "Files read at the same time.")
    private int readers;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Main.requireRange(spec.commandLine(), "--readers", readers, 1, 1000);
        Counts counts = count(folder, readers);
        counts.failures.forEach(System.err::println);
        System.out.printf(Locale.ROOT, "%,d files, %,d lines, %,d bytes%n", counts.files, counts.lines, counts.bytes);
        return counts.failures.isEmpty() ? 0 : 1;
    }

    /** Throws IOException if there is no such folder. */
    static Counts count(Path folder, int readers) throws IOException, InterruptedException {
        if (!Files.isDirectory(folder)) {
            throw new IOException("there is no folder " + folder);
        }
        BlockingQueue<Path> paths = new ArrayBlockingQueue<>(CAPACITY);
        BlockingQueue<Message> messages = new ArrayBlockingQueue<>(CAPACITY);
        new Thread(() -> walk(folder, readers, paths, messages), "walker").start();
        for (int i = 1; i <= readers; i++) {
            new Thread(() -> read(paths, messages), "reader-" + i).start();
        }
        return addUp(messages, readers);
    }

    private static Counts addUp(BlockingQueue<Message> messages, int readers) throws InterruptedException {
        Counts sum = new Counts(0, 0, 0, new ArrayList<>());
        for (int running = readers; running > 0; ) {
            Message message = messages.take();
            if (message.isEnd()) {
                running--;
            } else if (message.failure != null) {
                sum.failures.add(message.path + ": " + message.failure);
            } else {
                sum = new Counts(sum.files + 1, sum.lines + message.lines, sum.bytes + message.bytes, sum.failures);
            }
        }
        return sum;
    }

    /** Puts an end for each reader behind the last path, whatever happens. */
    private static void walk(Path folder, int readers, BlockingQueue<Path> paths, BlockingQueue<Message> messages) {
        try {
            Files.walkFileTree(
                    folder, new FolderWalker(paths::put, (path, e) -> messages.put(new Message(path, 0, 0, e))));
            for (int i = 0; i < readers; i++) {
                paths.put(END);
            }
        } catch (IOException e) {
            throw new AssertionError("the walker throws none", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void read(BlockingQueue<Path> paths, BlockingQueue<Message> messages) {
        try {
            for (Path path = paths.take(); path != END; path = paths.take()) {
                messages.put(read(path));
            }
            messages.put(new Message(END, 0, 0, null));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Message read(Path path) {
        byte[] buffer = new byte[BUFFER_BYTES];
        long lines = 0;
        long bytes = 0;
        try (InputStream in = Files.newInputStream(path)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                bytes += count;
                for (int i = 0; i < count; i++) {
                    lines += buffer[i] == '\n' ? 1 : 0;
                }
            }
            return new Message(path, lines, bytes, null);
        } catch (IOException e) {
            return new Message(path, 0, 0, e);
        }
    }
}
