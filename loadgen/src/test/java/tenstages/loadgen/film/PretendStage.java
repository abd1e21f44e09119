package tenstages.loadgen.film;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import tenstages.loadgen.model.ScriptedServer;
import tenstages.loadgen.process.JavaCommand;
import tenstages.loadgen.process.ServerProcess;

/** A program that accepts every line, and has a thread that is called as that of a stage. */
public final class PretendStage {
    private PretendStage() {}

    /** Starts one with these options for its JVM. */
    public static ServerProcess start(List<String> jvmOptions) throws IOException {
        List<String> command = new ArrayList<>(List.of(JavaCommand.java()));
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), PretendStage.class.getName()));
        return ServerProcess.start(command);
    }

    public static void main(String[] args) throws IOException {
        Thread.currentThread().setName("event-loop");
        ScriptedServer server = ScriptedServer.answering(number -> ScriptedServer.ACCEPTED);
        System.out.println("listening on 127.0.0.1:" + server.address().getPort());
        while (true) {
            LockSupport.park();
        }
    }
}
