package tenstages.loadgen.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tenstages.loadgen.practice.Notebook;
import tenstages.loadgen.practice.predict.Guesses;

/** Where nobody sits at a terminal. */
final class Nobody {
    private Nobody() {}

    static Predicting.Learner toAsk() {
        return new Predicting.Learner(Optional.empty(), new Guesses(new Notebook(Path.of("nowhere"))), List.of());
    }
}
