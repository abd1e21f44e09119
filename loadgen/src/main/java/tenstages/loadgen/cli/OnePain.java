package tenstages.loadgen.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tenstages.loadgen.pains.Scenario;
import tenstages.loadgen.process.Program;

/** A verb about the pain of stage N. */
abstract class OnePain implements Callable<Integer> {
    private final List<Scenario> scenarios;
    private final Needed needed;

    @Spec
    CommandSpec spec;

    @Parameters(paramLabel = "N", description = "The stage to break, 1 to 10; 11 is beyond/kafka, 12 beyond/http.")
    int stage;

    OnePain(List<Scenario> scenarios, Needed needed) {
        this.scenarios = scenarios;
        this.needed = needed;
    }

    /**
     * The scenario of stage N, once its programs are there. Throws ParameterException, with the reason, if there is no
     * such stage, or if the file cannot be written; null is no file.
     */
    Scenario ready(Path output) throws IOException {
        Scenario scenario = scenario();
        OutputFile.check(spec.commandLine(), "-o", output);
        needed.areThere(Needed.by(List.of(scenario)));
        return scenario;
    }

    /** The program of stage N alone, once it is there. Throws ParameterException if there is no such stage. */
    Program readyToHurt() throws IOException {
        Program program = scenario().hurt().resolved();
        needed.areThere(List.of(program));
        return program;
    }

    private Scenario scenario() {
        int last = scenarios.size();
        Usage.require(spec, stage >= 1 && stage <= last, "N: must be from 1 to " + last + ", and not " + stage);
        return scenarios.get(stage - 1);
    }
}
