package tenstages.loadgen.practice.learn;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Tells which sources have been saved, by looking at the times and sizes of all files: that is the same on every
 * system, and in every editor. Hidden files, what builds and package managers fill, and what is no text do not count.
 * One thread at a time may use it.
 */
final class Watch {
    private static final Set<String> FILLED = Set.of(
            "node_modules", "target", "build", "out", "dist", "obj", "vendor", "venv", "__pycache__", "CMakeFiles");
    private static final String NO_SOURCE = ".*(~|\\.(log|tmp|swp|pyc|class|o|lock|sum))|#.*#|4913";
    private static final int BEGINNING = 1024;

    private final List<Path> roots;
    private Map<Path, Stamp> files;

    /** How a file is known to be another one than before. */
    private record Stamp(FileTime time, long size, Object key) {
        static Stamp of(BasicFileAttributes attributes) {
            return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
        }
    }

    /** Of these folders, with all that is below them, and files, as they are now. */
    Watch(List<Path> roots) {
        this.roots = List.copyOf(roots);
        files = scan();
    }

    /** The sources that have been written, made or deleted since the last call. */
    Set<Path> changes() {
        Map<Path, Stamp> before = files;
        files = scan();
        Set<Path> changed = new HashSet<>();
        files.forEach((path, stamp) -> {
            if (!stamp.equals(before.get(path)) && isText(path)) {
                changed.add(path);
            }
        });
        before.keySet().stream().filter(path -> !files.containsKey(path)).forEach(changed::add);
        return changed;
    }

    /** Those of the folders and files that are not there. */
    List<Path> missing() {
        return roots.stream().filter(root -> !Files.exists(root)).toList();
    }

    /** How many files there are. */
    int size() {
        return files.size();
    }

    /** When a file was written, in milliseconds since 1970; the end of time if it is gone. */
    long time(Path file) {
        Stamp stamp = files.get(file);
        return stamp == null ? Long.MAX_VALUE : stamp.time().toMillis();
    }

    private Map<Path, Stamp> scan() {
        Map<Path, Stamp> found = new HashMap<>();
        for (Path root : roots) {
            try {
                Files.walkFileTree(root, new Visitor(root, found));
            } catch (IOException e) {
                // It went while it was looked at: the next look will tell.
            }
        }
        return found;
    }

    /** A file that is gone by now counts: that is a change as well. */
    private static boolean isText(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            for (byte each : in.readNBytes(BEGINNING)) {
                if (each == 0) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return true;
        }
    }

    private static final class Visitor extends SimpleFileVisitor<Path> {
        private final Path root;
        private final Map<Path, Stamp> found;

        Visitor(Path root, Map<Path, Stamp> found) {
            this.root = root;
            this.found = found;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            boolean isOurs = folder.equals(root) || !isHidden(folder) && !FILLED.contains(name(folder));
            return isOurs ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            // Opening a pipe would wait for whoever writes into it.
            if (!attributes.isOther()
                    && (file.equals(root) || !isHidden(file) && !name(file).matches(NO_SOURCE))) {
                found.put(file, Stamp.of(attributes));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, IOException e) {
            return FileVisitResult.CONTINUE;
        }

        private static boolean isHidden(Path path) {
            return name(path).startsWith(".");
        }

        private static String name(Path path) {
            return Objects.toString(path.getFileName(), "");
        }
    }
}
