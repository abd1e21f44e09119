package tenstages.loadgen.cli;

import picocli.CommandLine.Command;

/** The verb {@code version}. */
@Command(name = "version", header = "Says which ten this is, and which Java runs it.", mixinStandardHelpOptions = true)
final class VersionCommand implements Runnable {
    @Override
    public void run() {
        System.out.println(new Main.Version().getVersion()[0]);
    }
}
