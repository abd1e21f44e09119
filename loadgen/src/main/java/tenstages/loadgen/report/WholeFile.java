package tenstages.loadgen.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;

/** A result's file: it is written whole, or not at all. */
public final class WholeFile {
    private WholeFile() {}

    /** A result that could not be written, although there is one. The message names the file. */
    public static final class NotWritten extends IOException {
        /** Why it could not be written. */
        public NotWritten(Path file, IOException cause) {
            super("cannot write " + file + ": " + reason(cause), cause);
        }

        private static String reason(IOException e) {
            String reason = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
            return reason == null ? e.getClass().getSimpleName() : reason;
        }
    }

    /**
     * Writes the text in UTF-8, whatever is in it, into a file beside this one, which then takes its place: an older
     * result stays until there is a new one. Throws NotWritten if that fails.
     */
    public static void write(Path file, String text) throws NotWritten {
        byte[] bytes = text.getBytes(UTF_8);
        try {
            if (isWrittenInPlace(file)) {
                Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.WRITE, inPlace(file));
            } else {
                replace(Files.exists(file) ? file.toRealPath() : file.toAbsolutePath(), bytes);
            }
        } catch (IOException e) {
            throw new NotWritten(file, e);
        }
    }

    /**
     * A pipe or a device is no file that could be replaced, nor is one in a folder that takes no other, nor what a link
     * leads to that is not there yet.
     */
    private static boolean isWrittenInPlace(Path file) {
        if (!Files.exists(file)) {
            return Files.isSymbolicLink(file);
        }
        return isDevice(file)
                || !Files.isRegularFile(file)
                || !Files.isWritable(file.toAbsolutePath().getParent());
    }

    /** /dev/stdout may be a file in which something stands already. */
    private static StandardOpenOption inPlace(Path file) {
        return isDevice(file) ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
    }

    private static boolean isDevice(Path file) {
        return file.toAbsolutePath().startsWith("/dev");
    }

    private static void replace(Path file, byte[] bytes) throws IOException {
        Path beside = file.resolveSibling(".ten-" + ProcessHandle.current().pid());
        try {
            Files.write(beside, bytes);
            keepPermissions(file, beside);
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private static void keepPermissions(Path old, Path beside) throws IOException {
        PosixFileAttributeView permissions = Files.getFileAttributeView(beside, PosixFileAttributeView.class);
        if (permissions != null && Files.exists(old)) {
            permissions.setPermissions(Files.getPosixFilePermissions(old));
        }
    }
}
