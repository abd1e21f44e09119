package tenstages.primitives;

import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One thread builds objects and hands them over through a field; another one looks at what is there. */
@Command(
        name = "publication",
        header = "An object that is seen before its fields are: without volatile, and without final.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class Publication implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--millis", defaultValue = "1000", description = "How long the two try, with each field.")
    private int millis;

    @Override
    public Integer call() throws InterruptedException {
        Main.requireRange(spec, "--millis", millis, 1, 60_000);
        return 0;
    }
}
