package tenstages.loadgen.practice.mystery;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import sun.misc.Signal;
import tenstages.loadgen.model.ModelServer;
import tenstages.loadgen.model.ServerObserver;

/** The server of a mystery as the program that this process is: its port, its signals, its exit code. */
public final class MysteryServer {
    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    private MysteryServer() {}

    /**
     * Serves until the server ends, and returns its exit code. Throws IOException if the stage does not have such an
     * option, or the port is taken.
     */
    public static int serve(Riddle riddle, List<String> options) throws IOException {
        CompletableFuture<ModelServer> started = new CompletableFuture<>();
        for (String name : List.of("INT", "TERM")) {
            Signal.handle(new Signal(name), signal -> started.thenAccept(server -> server.signal(name)));
        }
        Mystery mystery = riddle.answer();
        Probes probes = Probes.in(System.getenv("TEN_DATA"));
        ModelServer server = ModelServer.start(mystery.level().stage(), options, mystery.fault(), new Telltale(probes));
        started.complete(server);
        return server.awaitExit(FOR_EVER);
    }

    /** What a program prints, and what is counted. */
    private record Telltale(Probes probes) implements ServerObserver {
        @Override
        public void connected() {
            probes.connected();
        }

        @Override
        public void asked(int lines) {
            probes.asked(lines);
        }

        @Override
        public void printed(String line, boolean error) {
            (error ? System.err : System.out).println(line);
        }
    }
}
