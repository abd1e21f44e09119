package tenstages.bench;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import tenstages.loadgen.report.Streams;

/** The program: a verb for each measurement. */
@Command(
        name = "bench",
        header = "Measures beyond/speed at length, and the parts of servers.",
        footer = {
            "",
            "jmh ...: measures the parts with JMH, and takes its options (-h lists them, -l the benchmarks).",
            "Throughput and latency beside peers: ./ten race speed 10 echo rust redis (its --help tells more).",
            "Figures from different runs do not compare: take the ratios of one run."
        },
        mixinStandardHelpOptions = true,
        subcommands = {ScaleCommand.class, SoakCommand.class})
public final class Main {
    private static final int FAILED = 1;

    private Main() {}

    /** Exits with 0, with 1 if something could not be measured or is not as it should be, or with 2 for a mistake. */
    public static void main(String[] args) throws IOException {
        Locale.setDefault(Locale.ROOT);
        Streams.useUtf8();
        if (args.length > 0 && List.of(args).get(0).equals("jmh")) {
            org.openjdk.jmh.Main.main(Arrays.copyOfRange(args, 1, args.length));
            System.exit(Streams.outIsWritten() ? 0 : FAILED);
        }
        IExecutionExceptionHandler oneLine = (failure, command, result) -> {
            System.err.println(failure.getMessage());
            return FAILED;
        };
        CommandLine program = new CommandLine(new Main()).setExecutionExceptionHandler(oneLine);
        int exitCode = args.length == 0 ? program.execute("--help") : program.execute(args);
        System.exit(Streams.outIsWritten() || exitCode != 0 ? exitCode : FAILED);
    }
}
