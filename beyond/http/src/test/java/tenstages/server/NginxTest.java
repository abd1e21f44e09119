package tenstages.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tenstages.loadgen.process.JavaCommand;
import tenstages.loadgen.process.ServerProcess;

/** Two servers behind an nginx, and one of them is stopped under load: no client sees it. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NginxTest {
    private static final int CLIENTS = 4;

    /** Many users do not have its folder on their path. */
    private static final Optional<String> PROGRAM = Stream.of((System.getenv("PATH") + ":/usr/sbin").split(":"))
            .map(path -> new File(path, "nginx"))
            .filter(File::canExecute)
            .map(File::getPath)
            .findFirst();

    @TempDir
    private Path folder;

    private final AtomicInteger accepted = new AtomicInteger();
    private final List<HttpSocket.Answer> others = new ArrayList<>();
    private volatile boolean over;

    @Test
    void aServerThatDrainsLosesNoRequest() throws Exception {
        assumeThat(PROGRAM).as("nginx is there").isPresent();
        try (ServerProcess stays = start();
                ServerProcess leaves = start()) {
            Process nginx = nginx(stays, leaves);
            try {
                List<CompletableFuture<Void>> clients = new ArrayList<>();
                for (int i = 0; i < CLIENTS; i++) {
                    clients.add(CompletableFuture.runAsync(this::sendUntilItIsOver, task -> new Thread(task).start()));
                }
                await().until(() -> accepted.get() > 500);
                leaves.signal("TERM");
                assertThat(leaves.awaitExit(Duration.ofSeconds(20))).isZero();
                int soFar = accepted.get();
                await().until(() -> accepted.get() > soFar + 500);
                over = true;
                clients.forEach(CompletableFuture::join);
                stays.signal("TERM");
                assertThat(stays.awaitExit(Duration.ofSeconds(20))).isZero();
            } finally {
                nginx.destroy();
                nginx.waitFor(20, TimeUnit.SECONDS);
            }
            assertThat(others).isEmpty();
            assertThat(processed(leaves)).isGreaterThan(100);
            assertThat(processed(stays) + processed(leaves)).isEqualTo(accepted.get());
        }
    }

    private void sendUntilItIsOver() {
        try (HttpSocket client = new HttpSocket(folder.resolve("nginx.sock"))) {
            while (!over) {
                HttpSocket.Answer answer = client.ask(Requests.post(Requests.BUY));
                if (answer.status() == 202) {
                    accepted.incrementAndGet();
                } else {
                    synchronized (others) {
                        others.add(answer);
                    }
                }
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static int processed(ServerProcess server) {
        List<String> lines = server.stdoutLines();
        return Integer.parseInt(lines.get(lines.size() - 1).replaceAll(".*\"processed\":(\\d+).*", "$1"));
    }

    /** It listens on a file, so no port is taken. What was refused because of a drain may be sent to the other one. */
    private Process nginx(ServerProcess one, ServerProcess other) throws IOException {
        String configuration =
                """
                daemon off;
                master_process off;
                pid FOLDER/nginx.pid;
                error_log FOLDER/error.log;
                events {}
                http {
                  access_log off;
                  client_body_temp_path FOLDER/body;
                  proxy_temp_path FOLDER/proxy;
                  fastcgi_temp_path FOLDER/fastcgi;
                  uwsgi_temp_path FOLDER/uwsgi;
                  scgi_temp_path FOLDER/scgi;
                  keepalive_requests 1000000;
                  upstream servers {
                    server 127.0.0.1:ONE;
                    server 127.0.0.1:OTHER;
                    keepalive 8;
                  }
                  server {
                    listen unix:FOLDER/nginx.sock;
                    location / {
                      proxy_pass http://servers;
                      proxy_http_version 1.1;
                      proxy_set_header Connection "";
                      proxy_next_upstream error http_503 non_idempotent;
                    }
                  }
                }
                """
                        .replace("FOLDER", folder.toString())
                        .replace("ONE", String.valueOf(one.address().getPort()))
                        .replace("OTHER", String.valueOf(other.address().getPort()));
        Path file = Files.writeString(folder.resolve("nginx.conf"), configuration, UTF_8);
        List<String> command = List.of(PROGRAM.orElseThrow(), "-e", folder + "/error.log", "-c", file.toString());
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said.log").toFile())
                .start();
        await().until(() -> {
            assertThat(process.isAlive()).isTrue();
            return Files.exists(folder.resolve("nginx.sock"));
        });
        return process;
    }

    private static ServerProcess start() throws IOException {
        return ServerProcess.start(List.of(
                JavaCommand.java(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "tenstages.server.Main",
                "--port=0",
                "--work-ms=1",
                "--hold-ms=0",
                "--queue=1000"));
    }
}
