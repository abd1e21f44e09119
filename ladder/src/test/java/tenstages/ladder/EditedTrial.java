package tenstages.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tenstages.loadgen.proofs.Claims;
import tenstages.loadgen.proofs.Laboratory;
import tenstages.loadgen.proofs.Trial;

/** A trial of a claim after somebody has edited a file of its program: the edit takes the place of the file. */
final class EditedTrial {
    private EditedTrial() {}

    /** The trial of a claim with this name. */
    static Trial named(String program, String trial) {
        return Claims.of(program).stream()
                .flatMap(claim -> claim.trials().stream())
                .filter(each -> each.name().equals(trial))
                .findFirst()
                .orElseThrow();
    }

    /** The same with a file edited: of each pair, the first stands in the file, and the second takes its place. */
    static Trial of(Trial trial, Path folder, String file, List<String> pairs) throws IOException {
        Path source = Laboratory.source(trial, file);
        String text = Files.readString(source);
        for (int i = 0; i < pairs.size(); i += 2) {
            assertThat(text).as(file).contains(pairs.get(i));
            text = text.replace(pairs.get(i), pairs.get(i + 1));
        }
        Files.writeString(folder.resolve(file), text);
        List<String> sources = new ArrayList<>(trial.sources());
        sources.add(folder.toString());
        return new Trial(trial.role(), trial.name(), trial.program(), sources, trial.subject(), trial.limit());
    }
}
