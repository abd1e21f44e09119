package tenstages.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tenstages.loadgen.process.Program;
import tenstages.loadgen.process.Programs;

/** The diff between two neighbours is the lesson, so the page beside the code names every file of it, and no other. */
class WhatChangedTest {
    private static final Pattern NAMED = Pattern.compile("^\\| `([^`]+)` \\|", Pattern.MULTILINE);

    /** Stage 1, and whatever follows another program. */
    static Stream<Program> programs() throws IOException {
        return Programs.all().stream()
                .filter(program -> program.stage() == 1 || !program.follows().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("programs")
    void thePageBesideTheCodeNamesTheFilesThatDiffer(Program program) throws IOException {
        Optional<Program> other = program.before();
        Map<String, String> before = other.isPresent() ? mainFiles(other.get().folder()) : Map.of();
        assertThat(namedIn(program.folder().resolve("README.md")))
                .isEqualTo(different(before, mainFiles(program.folder())));
    }

    /** Every server is compared with another one: a detour that forgets to say with which shows here. */
    @Test
    void everyServerButTheFirstFollowsAnother() throws IOException {
        assertThat(Programs.all())
                .filteredOn(Program::isServer)
                .filteredOn(program -> program.follows().isEmpty())
                .extracting(Program::stage)
                .containsExactly(1);
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
