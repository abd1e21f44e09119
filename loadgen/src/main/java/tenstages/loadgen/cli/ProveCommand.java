package tenstages.loadgen.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tenstages.loadgen.process.Build;
import tenstages.loadgen.process.Program;
import tenstages.loadgen.process.Programs;
import tenstages.loadgen.proofs.Claim;
import tenstages.loadgen.proofs.Claims;
import tenstages.loadgen.proofs.Finding;
import tenstages.loadgen.proofs.Laboratory;
import tenstages.loadgen.proofs.Proved;
import tenstages.loadgen.proofs.Recording;
import tenstages.loadgen.proofs.Stressed;
import tenstages.loadgen.proofs.Trial;
import tenstages.loadgen.report.ProofReport;
import tenstages.loadgen.report.SchedulerPage;
import tenstages.loadgen.report.Terminal;
import tenstages.loadgen.report.WholeFile;

/** The verb {@code prove}: the schedule that goes wrong, or that there is none. */
@Command(
        name = "prove",
        header = "Tries the schedules of a few threads one by one: the one that goes wrong, or none.",
        description = {
            "",
            "The program's own classes, as they are now, run under a scheduler that tries one order of steps after"
                    + " the other. PROVED: what is claimed holds within the bounds that are printed, and every mistake"
                    + " that was made on purpose was found by the same search (exit code 0). BROKEN: a schedule goes"
                    + " wrong, and it is printed (exit code 1). NOT FINISHED: neither (exit code 5).",
            ""
        },
        mixinStandardHelpOptions = true)
final class ProveCommand implements Callable<Integer> {
    private static final int SECONDS = 40;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "N", description = "The stage, 6 to 10; or speed, channels or market-data.")
    private String name;

    @Option(names = "--raw", description = "Print what Lincheck says of each schedule that was found, too.")
    private boolean raw;

    @Option(
            names = "--stress",
            description = "Run it over and over on threads of this machine too, and count what comes out: half a minute"
                    + " and more. With 6 to 10, and speed.")
    private boolean stress;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "With 6 or 7: a page on which you are the scheduler, from all schedules of both.")
    private Path output;

    @Override
    public Integer call() throws IOException {
        String program = Programs.find(name).map(Program::shortName).orElse(name);
        List<Claim> claims = Claims.of(program);
        Usage.require(
                spec,
                !claims.isEmpty(),
                "N: must be one of " + String.join(", ", Claims.names()) + ", and not " + name);
        Usage.require(
                spec,
                !stress || !Claims.stressed(program).isEmpty(),
                "--stress: goes with 6 to 10, and speed; " + program
                        + " starts threads of its own, and jcstress can only run those that it has started");
        Usage.require(spec, output == null || name.matches("0?[67]"), "-o: goes with 6 and 7");
        OutputFile.check(spec.commandLine(), "-o", output);
        build(claims, program);
        Laboratory laboratory = new Laboratory(SECONDS);
        try (OnInterrupt notice = new OnInterrupt(() -> System.out.println("\ninterrupted: nothing is proved"))) {
            List<Proved> all = new ArrayList<>();
            for (Claim claim : claims) {
                System.out.println((all.isEmpty() ? "" : "\n") + ProofReport.title(claim, Terminal.width()));
                ProgressLine.show("trying schedules …");
                all.add(new Proved(claim, laboratory.run(claim.trials())));
                ProgressLine.clear();
                print(all.get(all.size() - 1));
            }
            if (stress) {
                stress(laboratory, program);
            }
            if (output != null) {
                write(laboratory);
            }
            return ExitCodes.ofProofs(all.stream().map(Proved::verdict).toList());
        }
    }

    private void build(List<Claim> claims, String program) throws IOException {
        List<Trial> trials = new ArrayList<>(output == null ? List.of() : Claims.recorded());
        trials.addAll(stress ? Claims.stressed(program) : List.of());
        claims.forEach(claim -> trials.addAll(claim.trials()));
        Set<String> modules = new LinkedHashSet<>(List.of(Laboratory.MODULE));
        for (Trial trial : trials) {
            modules.add(Programs.named(trial.program()).name());
        }
        new Build(Programs.root(), System.err::println).bringUpToDate(List.copyOf(modules));
    }

    private void print(Proved proved) throws IOException {
        System.out.println(ProofReport.text(proved, Terminal.width()));
        if (raw) {
            for (Finding finding : proved.findings()) {
                System.out.println("\n" + finding.trial().name() + ":");
                finding.report().forEach(System.out::println);
            }
        }
    }

    private static void stress(Laboratory laboratory, String program) throws IOException {
        List<Stressed> all = new ArrayList<>();
        for (Trial trial : Claims.stressed(program)) {
            ProgressLine.show("running " + trial.name() + " over and over …");
            all.add(laboratory.stress(trial));
        }
        ProgressLine.clear();
        System.out.println("\n" + ProofReport.odds(all, Terminal.width()));
    }

    private void write(Laboratory laboratory) throws IOException {
        ProgressLine.show("recording all schedules …");
        List<Recording> recordings = new ArrayList<>();
        for (Finding finding : laboratory.run(Claims.recorded())) {
            recordings.add(Recording.of(finding));
        }
        ProgressLine.clear();
        WholeFile.write(output, SchedulerPage.html(recordings));
        System.out.println("You are the scheduler: " + output);
    }
}
