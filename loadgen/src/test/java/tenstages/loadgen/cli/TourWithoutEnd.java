package tenstages.loadgen.cli;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine;
import tenstages.loadgen.pains.MadeBreaking;
import tenstages.loadgen.pains.Outcome;
import tenstages.loadgen.pains.Scenario;

/** A program for {@link InterruptTest}: a tour, or without arguments a break, that stays in its second scenario. */
final class TourWithoutEnd {
    static final String IN_THE_SECOND = "in the second scenario";

    private TourWithoutEnd() {}

    /** The argument is the file of the tour's page. */
    public static void main(String[] args) {
        Scenario first = MadeBreaking.scenario(1, true);
        Scenario second = MadeBreaking.scenario(2, true, bench -> stay());
        List<Scenario> scenarios = List.of(first, second);
        CommandLine program = args.length > 0
                ? new CommandLine(new TourCommand(scenarios, programs -> {}, Nobody::toAsk))
                : new CommandLine(new BreakCommand(scenarios, programs -> {}, Nobody::toAsk));
        program.setCaseInsensitiveEnumValuesAllowed(true);
        System.exit(args.length > 0 ? program.execute("-o", args[0]) : program.execute("2"));
    }

    private static Outcome stay() {
        System.out.println(IN_THE_SECOND);
        while (true) {
            LockSupport.park();
        }
    }
}
