package tenstages.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import tenstages.loadgen.exam.Exam;
import tenstages.loadgen.exam.ExamItem;
import tenstages.loadgen.exam.Examinee;
import tenstages.loadgen.process.ServerProcess;

/** Every promise of the protocol up to this stage, put to the server as a process, over TCP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContractTest {
    private static final int STAGE = Integer.getInteger("tenstages.stage");

    /** Items with the same options share a server. */
    private final Map<List<String>, ServerProcess> servers = new HashMap<>();

    @TestFactory
    Stream<DynamicTest> keeps() {
        List<ExamItem> items = Exam.of(STAGE);
        assertThat(items).isNotEmpty().anyMatch(item -> item.since() == 1);
        return items.stream()
                .map(item -> DynamicTest.dynamicTest(item.id() + ": " + item.promise(), () -> examine(item)));
    }

    @AfterAll
    void endServers() {
        servers.values().forEach(ServerProcess::close);
    }

    private void examine(ExamItem item) throws IOException {
        List<String> options = Exam.options(item, STAGE);
        ServerProcess server = servers.get(options);
        if (server == null || !server.isAlive()) {
            server = start(options);
            servers.put(options, server);
        }
        Examinee examinee = new Examinee(STAGE, server);
        // A @Timeout would not reach a dynamic test.
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> item.examine(examinee));
    }

    private static ServerProcess start(List<String> options) throws IOException {
        String java = ProcessHandle.current().info().command().orElse("java");
        List<String> command = new ArrayList<>(List.of(java, "-ea"));
        // It starts sooner so, and runs only for some seconds.
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of("tenstages.server.Main", "--port", "0"));
        command.addAll(options);
        return ServerProcess.start(command);
    }
}
