package tenstages.loadgen.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import tenstages.loadgen.pains.Scenario;
import tenstages.loadgen.pains.Side;
import tenstages.loadgen.process.Build;
import tenstages.loadgen.process.Program;
import tenstages.loadgen.process.Programs;

/** The programs that a verb is about to start: built first if they are not, or have been changed. */
@FunctionalInterface
interface Needed {
    /** With Maven. */
    Needed BUILT = programs -> new Build(Programs.root(), System.err::println)
            .bringUpToDate(programs.stream()
                    .filter(program -> program.whyNot().isEmpty())
                    .map(Program::name)
                    .toList());

    /** Throws {@link Build.Failure}, with what to do, if one cannot be built. */
    void areThere(Collection<Program> programs) throws IOException;

    /** Those of a pain. */
    static List<Program> by(List<Scenario> scenarios) throws IOException {
        List<Program> programs = new ArrayList<>();
        for (Scenario scenario : scenarios) {
            for (Side side : scenario.sides()) {
                if (!programs.contains(side.resolved())) {
                    programs.add(side.resolved());
                }
            }
        }
        return programs;
    }
}
