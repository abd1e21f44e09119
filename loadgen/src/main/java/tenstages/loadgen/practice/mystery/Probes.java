package tenstages.loadgen.practice.mystery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * How often a server was asked. It counts in memory that is a file too, so that whoever started it knows the count at
 * every moment, though the server be killed. Any thread may call its methods.
 */
final class Probes {
    private static final String FILE = "probes";
    private static final int CONNECTIONS_AT = 0;
    private static final int LINES_AT = Long.BYTES;
    private static final int BYTES = 2 * Long.BYTES;

    private final ByteBuffer counts;

    /**
     * What a server was asked.
     *
     * @param connections how many clients it has had
     * @param lines how many lines they have sent
     */
    record Count(long connections, long lines) {
        static final Count NONE = new Count(0, 0);

        Count plus(Count other) {
            return new Count(connections + other.connections, lines + other.lines);
        }

        /** For people. */
        String words() {
            return connections + (connections == 1 ? " connection" : " connections") + " and " + lines
                    + (lines == 1 ? " line" : " lines");
        }
    }

    private Probes(ByteBuffer counts) {
        this.counts = counts;
    }

    /** Those of a server that has this folder; null is none, and then they are counted for nobody. */
    static Probes in(String folder) throws IOException {
        if (folder == null) {
            return new Probes(ByteBuffer.allocate(BYTES));
        }
        try (FileChannel file = FileChannel.open(
                Path.of(folder).resolve(FILE),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            MappedByteBuffer mapped = file.map(FileChannel.MapMode.READ_WRITE, 0, BYTES);
            return new Probes(mapped);
        }
    }

    /** What the server that has this folder was asked so far. */
    static Count read(Path folder) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(folder.resolve(FILE)));
            return new Count(bytes.getLong(CONNECTIONS_AT), bytes.getLong(LINES_AT));
        } catch (IOException | IndexOutOfBoundsException e) {
            return Count.NONE;
        }
    }

    synchronized void connected() {
        add(CONNECTIONS_AT, 1);
    }

    synchronized void asked(int lines) {
        add(LINES_AT, lines);
    }

    private void add(int at, int more) {
        counts.putLong(at, counts.getLong(at) + more);
    }
}
