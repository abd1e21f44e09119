package tenstages.ladder;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tenstages.loadgen.process.Programs;
import tenstages.loadgen.proofs.Finding;
import tenstages.loadgen.proofs.Laboratory;
import tenstages.loadgen.proofs.Trial;

/**
 * The proofs proved: each mistake that people make is found by the trial that claims that there is none, and what is
 * right is not. A minute or two, so only when asked for: {@code -Dproof.score=.+}, or with a pattern of some of them,
 * such as {@code 10:.*}.
 */
@EnabledIfSystemProperty(named = "proof.score", matches = ".+")
@Timeout(900)
class ProofScoreTest {
    private static final Map<Edit, Finding> FINDINGS = new HashMap<>();

    @TempDir
    private static Path folder;

    /**
     * An edit of a program, from {@code edits.txt}.
     *
     * @param name what it is
     * @param right whether it does no harm
     * @param program whose it is
     * @param trial the trial that has to find it
     * @param file the file that is edited
     * @param pairs what is replaced, each with what takes its place
     */
    private record Edit(String name, boolean right, String program, String trial, String file, List<String> pairs) {
        @Override
        public String toString() {
            return program + ": " + name;
        }
    }

    static Stream<Edit> edits() throws IOException {
        Path file = Programs.root().resolve("ladder/src/test/resources/edits.txt");
        return Stream.of(Files.readString(file).split("(?m)^=+\n", -1))
                .filter(each -> !each.isBlank())
                .map(ProofScoreTest::edit)
                .filter(edit -> edit.toString().matches(System.getProperty("proof.score")));
    }

    /** A head of five lines, and then what is replaced: a line {@code -->} within a pair, {@code --} between two. */
    private static Edit edit(String text) {
        String[] lines = text.split("\n", 6);
        List<String> pairs = new ArrayList<>();
        for (String pair : lines[5].split("(?m)^--\n", -1)) {
            String[] both = pair.split("(?m)^-->\n?", -1);
            pairs.add(both[0].stripTrailing());
            pairs.add(both[1].stripTrailing());
        }
        return new Edit(lines[0], lines[1].equals("right"), lines[2], lines[3], lines[4], pairs);
    }

    /** One process for each program: starting one takes longer than most searches. */
    @BeforeAll
    static void tryThemAll() throws IOException {
        for (List<Edit> edits : edits().collect(groupingBy(Edit::program)).values()) {
            List<Trial> trials = new ArrayList<>();
            for (Edit edit : edits) {
                trials.add(trial(edit));
            }
            List<Finding> findings = new Laboratory(60).run(trials);
            for (int i = 0; i < edits.size(); i++) {
                FINDINGS.put(edits.get(i), findings.get(i));
            }
        }
    }

    /** Claims that no schedule goes wrong, also where it is the pain of a stage that one does. */
    private static Trial trial(Edit edit) throws IOException {
        Trial trial = EditedTrial.named(edit.program, edit.trial);
        Trial claimed = new Trial(
                trial.role() == Trial.Role.PAIN ? Trial.Role.NONE_OF_ALL : trial.role(),
                trial.name(),
                trial.program(),
                trial.sources(),
                trial.subject(),
                trial.limit());
        return EditedTrial.of(claimed, Files.createTempDirectory(folder, "edit"), edit.file, edit.pairs);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("edits")
    void aMistakeIsFoundAndWhatIsRightIsNot(Edit edit) {
        Finding finding = FINDINGS.get(edit);
        assertThat(finding.verdict())
                .as(String.join("\n", finding.report()))
                .isEqualTo(edit.right ? Finding.Verdict.AS_EXPECTED : Finding.Verdict.BROKEN);
    }
}
