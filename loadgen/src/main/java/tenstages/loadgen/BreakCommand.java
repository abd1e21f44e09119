package tenstages.loadgen;

@picocli.CommandLine.Command(name = "break")
final class BreakCommand implements Runnable {
    public void run() {}
}
