package tenstages.loadgen.practice.learn;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import tenstages.loadgen.model.Fault;
import tenstages.loadgen.model.ModelServer;
import tenstages.loadgen.process.JavaCommand;

/** A server that keeps all promises of a stage, or all but one, as somebody writes it. */
final class ModelledServer {
    private ModelledServer() {}

    /** Arguments: the stage, the name of its fault or {@code none}, and options of the stage. */
    public static void main(String[] arguments) throws IOException {
        Fault[] faults = Set.of(Fault.values()).stream()
                .filter(fault -> fault.name().equals(arguments[1]))
                .toArray(Fault[]::new);
        List<String> options = List.of(arguments).subList(2, arguments.length);
        ModelServer.start(Integer.parseInt(arguments[0]), options, faults).awaitExit(Duration.ofDays(1));
    }

    /** The command, for the shell, that starts it. */
    static String command(int stage, String fault) {
        return JavaCommand.java() + " -XX:TieredStopAtLevel=1 -cp '" + System.getProperty("java.class.path") + "' "
                + ModelledServer.class.getName() + " " + stage + " " + fault + " --port {port}";
    }
}
