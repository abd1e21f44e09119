package tenstages.loadgen.film;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tenstages.loadgen.cli.Main;
import tenstages.loadgen.process.JavaCommand;
import tenstages.loadgen.process.ServerProcess;

/** A free session of a packaged stage, as somebody has typed it. */
@Timeout(120)
class SessionTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/");
    private static final int INTERRUPTED = 130;

    /** Ten clients send events to one slow worker, so its queue fills; and with the session everything ends. */
    @Test
    void aStageIsLoadedAndFilmedUntilSomebodyInterruptsTheSession() throws Exception {
        try (ServerProcess session = session("film", "5", "--server", "--queue 7 --work-ms 600000")) {
            await().atMost(PATIENCE).until(() -> ADDRESS.matcher(text(session)).find());
            Matcher address = ADDRESS.matcher(text(session));
            assertThat(address.find()).isTrue();
            List<ProcessHandle> children =
                    ProcessHandle.of(session.pid()).orElseThrow().descendants().toList();
            assertThat(children).isNotEmpty();
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                    URI.create(address.group() + "live").toURL().openStream(), UTF_8))) {
                expectLine(lines, "data: load connections=10 rate=20 .*");
                expectLine(lines, "data: lane \\d worker worker-1");
                expectLine(lines, "data: queue 7");
                expectLine(lines, "data: \\d+ [A-Z]{2} 7");
                expectLine(lines, "data: clients \\d+ \\S{10} 8 [1-9]\\d* 0");
            }
            session.signal("INT");
            assertThat(session.awaitExit(PATIENCE)).isEqualTo(INTERRUPTED);
            assertThat(text(session)).contains("interrupted: the session is over");
            for (ProcessHandle child : children) {
                child.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        }
    }

    private static void expectLine(BufferedReader lines, String pattern) throws IOException {
        String line = lines.readLine();
        while (!line.matches(pattern)) {
            line = lines.readLine();
        }
    }

    /** The shell says what is waited for in a server's place, and then becomes the program. */
    private static ServerProcess session(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "sh",
                "-c",
                "echo listening on 127.0.0.1:1; exec \"$@\"",
                "sh",
                JavaCommand.java(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(words));
        return ServerProcess.start(command);
    }

    private static String text(ServerProcess process) {
        return String.join(" ", process.stdoutLines());
    }
}
