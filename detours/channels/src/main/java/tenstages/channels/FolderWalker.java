package tenstages.channels;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Finds the files in a folder and all folders in it. What is no file (a pipe, a device) is left out, because it could
 * be read for ever; a folder that cannot be read is told, and is no end to the others.
 */
final class FolderWalker extends SimpleFileVisitor<Path> {
    /** Who is told of files; it may wait. */
    @FunctionalInterface
    interface Found {
        void put(Path path) throws InterruptedException;
    }

    /** Who is told of failures; it may wait. */
    @FunctionalInterface
    interface Failed {
        void put(Path path, IOException failure) throws InterruptedException;
    }

    private final Found found;
    private final Failed failed;

    FolderWalker(Found found, Failed failed) {
        this.found = found;
        this.failed = failed;
    }

    @Override
    public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
        boolean isDangling = attributes.isSymbolicLink() && !Files.exists(path);
        return Files.isRegularFile(path) || isDangling ? tell(() -> found.put(path)) : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException e) {
        return tell(() -> failed.put(path, e));
    }

    @Override
    public FileVisitResult postVisitDirectory(Path path, IOException e) {
        return e == null ? FileVisitResult.CONTINUE : tell(() -> failed.put(path, e));
    }

    /** Something that may wait. */
    @FunctionalInterface
    private interface Telling {
        void tell() throws InterruptedException;
    }

    private static FileVisitResult tell(Telling telling) {
        try {
            telling.tell();
            return FileVisitResult.CONTINUE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FileVisitResult.TERMINATE;
        }
    }
}
