package tenstages.loadgen.cli;

import picocli.CommandLine.Command;

/** The verb {@code version}. */
@Command(name = "version", header = "Prints the version.", mixinStandardHelpOptions = true)
final class VersionCommand implements Runnable {
    @Override
    public void run() {
        System.out.println(new Main.Version().getVersion()[0]);
    }
}
