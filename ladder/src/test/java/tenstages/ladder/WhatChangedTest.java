package tenstages.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tenstages.loadgen.process.Stages;

/** The diff between two neighbours is the lesson, so the page of a stage names every file of it, and no other. */
class WhatChangedTest {
    private static final Pattern NAMED = Pattern.compile("^\\| `([^`]+)` \\|", Pattern.MULTILINE);

    static Stream<Integer> stages() {
        return Stream.concat(
                Stream.iterate(1, stage -> stage <= Stages.BEYOND, stage -> stage + 1), Stream.of(Stages.SPEED));
    }

    @ParameterizedTest
    @MethodSource("stages")
    void thePageOfAStageNamesTheFilesThatDiffer(int stage) throws IOException {
        Map<String, String> before = stage == 1 ? Map.of() : mainFiles(Stages.folder(Stages.before(stage)));
        assertThat(namedIn(Stages.folder(stage).resolve("README.md")))
                .isEqualTo(different(before, mainFiles(Stages.folder(stage))));
    }

    /** The names of the files that are not the same in both. */
    static Set<String> different(Map<String, String> before, Map<String, String> after) {
        Set<String> all = new TreeSet<>(before.keySet());
        all.addAll(after.keySet());
        return all.stream()
                .filter(file -> !String.valueOf(before.get(file)).equals(after.get(file)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The texts of a program's main files, by their names. */
    static Map<String, String> mainFiles(Path program) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(program.resolve("src/main"))) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(path.getFileName().toString(), Files.readString(path));
            }
        }
        return files;
    }

    /** The files that the table of a page names. */
    static Set<String> namedIn(Path page) throws IOException {
        return NAMED.matcher(Files.readString(page))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
