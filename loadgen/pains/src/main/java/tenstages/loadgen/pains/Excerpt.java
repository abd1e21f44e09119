package tenstages.loadgen.pains;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A few lines of a stage's source: one line, and if it opens a block, all of that.
 *
 * @param file the name of the source file
 * @param firstLine the first line, without its indentation
 */
public record Excerpt(String file, String firstLine) {
    /**
     * The lines as they are now in a program's folder, without their common indentation; empty if the file has no such
     * line any more.
     */
    public List<String> in(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("src/main"))) {
            List<Path> found = files.filter(path -> path.endsWith(file)).toList();
            return found.isEmpty() ? List.of() : block(Files.readAllLines(found.get(0)));
        }
    }

    private List<String> block(List<String> lines) {
        List<String> from = lines.stream()
                .dropWhile(line -> !line.strip().equals(firstLine))
                .toList();
        if (from.isEmpty()) {
            return List.of();
        }
        if (!firstLine.endsWith("{")) {
            return List.of(firstLine);
        }
        int indentation = from.get(0).indexOf(firstLine);
        String end = " ".repeat(indentation) + "}";
        List<String> block = from.stream()
                .takeWhile(line -> !line.equals(end))
                .map(line -> line.substring(Math.min(indentation, line.length())))
                .collect(Collectors.toList());
        block.add("}");
        return block;
    }
}
