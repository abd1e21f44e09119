package tenstages.loadgen.practice;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.UnaryOperator;
import tenstages.loadgen.process.Programs;
import tenstages.loadgen.report.WholeFile;

/**
 * What a learner has done so far, one file for each verb, in {@code .ten} of the project's folder. Nothing of it leaves
 * the machine, and no verb needs it: a notebook that cannot be read or written costs the memory and nothing else. One
 * thread at a time may use it; other processes may use the same file.
 */
public final class Notebook {
    private static final ObjectMapper MAPPER = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            // No field of a class becomes null by a null in the file, and no place of a list.
            .setDefaultSetterInfo(JsonSetter.Value.construct(Nulls.SKIP, Nulls.SKIP));

    /** Nobody learns so much: a file that is longer was written by something else. */
    private static final int MOST_BYTES = 10_000_000;

    private final Path file;
    private boolean complained;
    private boolean isUnread;

    /** The notebook in this file, which need not be there yet. */
    public Notebook(Path file) {
        this.file = file;
    }

    /** The project's notebook of that name. Throws IOException if the project's folder is not found. */
    public static Notebook named(String name) throws IOException {
        return new Notebook(Programs.root().resolve(".ten").resolve(name + ".json"));
    }

    /**
     * What stands in it, without what is null; {@code blank} if there is nothing that can be read. A file that is no
     * JSON is set aside.
     */
    public <T> T read(Class<T> type, T blank) {
        isUnread = false;
        if (!Files.exists(file)) {
            return blank;
        }
        try {
            T read = MAPPER.readValue(bytes(), type);
            return read == null ? blank : read;
        } catch (JsonProcessingException e) {
            setAside();
            return blank;
        } catch (IOException e) {
            isUnread = true;
            complain("cannot read " + file + ": what was done before is not known");
            return blank;
        }
    }

    /**
     * Puts in place of what stands in it what this makes of that, as {@link #read} and {@link #write} do, and returns
     * it. Between the two no other process does the same; where a folder takes no lock, one may.
     */
    public <T> T change(Class<T> type, T blank, UnaryOperator<T> change) {
        // The system keeps processes apart, and not the threads of one.
        synchronized (Notebook.class) {
            FileChannel lock = locked();
            try {
                T changed = change.apply(read(type, blank));
                write(changed);
                return changed;
            } finally {
                unlock(lock);
            }
        }
    }

    /** Null if there is no lock to be had. */
    private FileChannel locked() {
        Path beside = file.resolveSibling(file.getFileName() + ".lock");
        FileChannel lock = null;
        try {
            Files.createDirectories(file.getParent());
            requireFile(beside);
            lock = FileChannel.open(beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            lock.lock();
            return lock;
        } catch (IOException e) {
            unlock(lock);
            return null;
        }
    }

    private static void unlock(FileChannel lock) {
        try {
            if (lock != null) {
                lock.close();
            }
        } catch (IOException e) {
            // It is closed, or it never was a lock.
        }
    }

    /**
     * Puts this in place of what stands in it, whole or not at all. If that fails, stderr has one line, once. What
     * could not be read before is not replaced: it may be all that somebody has done.
     */
    public void write(Object content) {
        if (isUnread) {
            return;
        }
        try {
            requireFile(file);
            Files.createDirectories(file.getParent());
            WholeFile.write(file, MAPPER.writeValueAsString(content) + "\n");
        } catch (IOException e) {
            complain("cannot write " + file + ": what is done now will not be remembered");
        }
    }

    /** What is cut off makes it no JSON. Throws IOException also where reading would wait for ever. */
    private byte[] bytes() throws IOException {
        requireFile(file);
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MOST_BYTES);
        }
    }

    private static void requireFile(Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IOException("no file");
        }
    }

    private void setAside() {
        Path aside = file.resolveSibling(file.getFileName() + ".broken");
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            complain(file + " could not be understood, and is now " + aside.getFileName() + ": it begins anew");
        } catch (IOException e) {
            complain("cannot understand " + file + ": what was done before is not known");
        }
    }

    private void complain(String line) {
        if (!complained) {
            complained = true;
            System.err.println(line);
        }
    }
}
