package tenstages.loadgen;

@picocli.CommandLine.Command(name = "tour")
final class TourCommand implements Runnable {
    public void run() {}
}
