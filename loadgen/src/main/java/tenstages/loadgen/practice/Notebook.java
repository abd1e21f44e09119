package tenstages.loadgen.practice;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import tenstages.loadgen.process.Programs;
import tenstages.loadgen.report.WholeFile;

/**
 * What a learner has done so far, one file for each verb, in {@code .ten} of the project's folder. Nothing of it leaves
 * the machine, and no verb needs it: a notebook that cannot be read or written costs the memory and nothing else. One
 * thread at a time may use it; of two processes the last one to write wins.
 */
public final class Notebook {
    private static final ObjectMapper MAPPER = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .setDefaultSetterInfo(JsonSetter.Value.forValueNulls(Nulls.SKIP, Nulls.SKIP));

    private final Path file;
    private boolean complained;

    /** The notebook in this file, which need not be there yet. */
    public Notebook(Path file) {
        this.file = file;
    }

    /** The project's notebook of that name. Throws IOException if the project's folder is not found. */
    public static Notebook named(String name) throws IOException {
        return new Notebook(Programs.root().resolve(".ten").resolve(name + ".json"));
    }

    /**
     * What stands in it; {@code blank} if there is nothing that can be read. A null counts as missing. A file that is
     * no JSON is set aside.
     */
    public <T> T read(Class<T> type, T blank) {
        if (!Files.exists(file)) {
            return blank;
        }
        try {
            T read = MAPPER.readValue(Files.readAllBytes(file), type);
            return read == null ? blank : read;
        } catch (JsonProcessingException e) {
            setAside();
            return blank;
        } catch (IOException e) {
            complain("cannot read " + file + ": what was done before is not known");
            return blank;
        }
    }

    /** Puts this in place of what stands in it, whole or not at all. If that fails, stderr has one line, once. */
    public void write(Object content) {
        try {
            Files.createDirectories(file.getParent());
            WholeFile.write(file, MAPPER.writeValueAsString(content) + "\n");
        } catch (IOException e) {
            complain("cannot write " + file + ": what is done now will not be remembered");
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
