package tenstages.channels;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Many threads write lines, and one thread writes them down: it alone touches the file, so no line is torn, and nobody
 * needs a lock. Whoever logs waits only if the writer is far behind. Any thread may call {@link #log}.
 */
final class LogWriter implements AutoCloseable {
    private static final int CAPACITY = 1024;

    /** Told from a line with ==, so a line of the same text is a line. */
    private static final String END = new String("end");

    // fixed at construction
    private final Writer out;
    private final Thread thread = new Thread(this::write, "log-writer");

    // shared between threads
    private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(CAPACITY);

    /** Why a line could not be written; null as long as all could. Written by the writer, read after its end. */
    private IOException failure;

    LogWriter(Writer out) {
        this.out = out;
        thread.start();
    }

    /** Has the line written after all those that were there before. Blocks while the queue is full. */
    void log(String line) throws InterruptedException {
        lines.put(line);
    }

    /** Waits until all lines are written. Throws IOException if one could not be. Nobody may log any more. */
    @Override
    public void close() throws IOException, InterruptedException {
        lines.put(END);
        thread.join();
        out.close();
        if (failure != null) {
            throw failure;
        }
    }

    private void write() {
        try {
            for (String line = lines.take(); line != END; line = lines.take()) {
                write(line);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** After a failure it goes on taking lines, because whoever logs must not wait for ever. */
    private void write(String line) {
        try {
            if (failure == null) {
                out.write(line + "\n");
                if (lines.isEmpty()) {
                    out.flush();
                }
            }
        } catch (IOException e) {
            failure = e;
        } catch (Throwable e) {
            failure = new IOException(e);
        }
    }

    @Command(
            name = "log-writer",
            header = "Many threads log, one writes: no line is torn.",
            mixinStandardHelpOptions = true,
            showDefaultValues = true)
    static final class Program implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Option(names = "--threads", defaultValue = "8", description = "Threads that log.")
        private int threads;

        @Option(names = "--lines", defaultValue = "3", description = "Lines of each.")
        private int lines;

        @Option(
                names = {"-o", "--output"},
                paramLabel = "FILE",
                description = "The log. Without it: stdout.")
        private Path output;

        @Override
        public Integer call() throws IOException, InterruptedException {
            Main.requireRange(spec.commandLine(), "--threads", threads, 1, 1000);
            Main.requireRange(spec.commandLine(), "--lines", lines, 0, 1_000_000);
            if (output != null && !Files.isDirectory(output.toAbsolutePath().getParent())) {
                throw new ParameterException(spec.commandLine(), "-o: there is no folder for " + output);
            }
            Writer out = output == null
                    ? new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8))
                    : Files.newBufferedWriter(output);
            List<Thread> loggers = new ArrayList<>();
            try (LogWriter log = new LogWriter(out)) {
                for (int i = 1; i <= threads; i++) {
                    int number = i;
                    loggers.add(new Thread(() -> logLines(log, "thread " + number)));
                }
                loggers.forEach(Thread::start);
                for (Thread logger : loggers) {
                    logger.join();
                }
            } catch (IOException e) {
                throw new IOException("cannot write " + (output == null ? "stdout" : output) + ": " + e.getMessage());
            }
            return 0;
        }

        private void logLines(LogWriter log, String name) {
            try {
                for (int i = 1; i <= lines; i++) {
                    log.log(name + ", line " + i);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
