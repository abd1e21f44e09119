package tenstages.loadgen.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Ends a server, with all that is in its session, when this process ends, even if this process is killed: the pipe to
 * the guard then closes, the guard's read returns, and it kills. It also deletes the server's scratch folder.
 */
final class Guard {
    /** What puts a command into a session of its own, where the system has that. */
    static final List<String> SETSID = SearchPath.has("setsid") ? List.of("setsid") : List.of();

    /** Ends a process and its children, where there is no session: known by /proc, or by pgrep where it has none. */
    private static final String END_ALL =
            """
            end() {
              children=$(grep -l "^PPid:[[:blank:]]*$1\\$" /proc/[0-9]*/status || pgrep -P "$1")
              kill -s KILL "$1"
              for child in $children; do child=${child#/proc/}; end "${child%/status}"; done
            }
            """;

    private final Process process;

    private Guard(Process process) {
        this.process = process;
    }

    /** Begins to watch. Throws IOException if that is not possible; the server is ended then. */
    static Guard of(Process server, Path scratch) throws IOException {
        return of(server, scratch, SETSID);
    }

    static Guard of(Process server, Path scratch, List<String> setsid) throws IOException {
        long pid = server.pid();
        String kill = setsid.isEmpty() ? END_ALL + "end " + pid : "pkill -KILL -s " + pid + "; kill -s KILL -- -" + pid;
        List<String> words = new ArrayList<>(setsid);
        words.addAll(List.of(
                "sh",
                "-c",
                "trap '' INT TERM HUP; read -r _; " + kill + "; rm -rf -- \"$1\"",
                "sh",
                scratch.toString()));
        try {
            return new Guard(new ProcessBuilder(words)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            server.destroyForcibly();
            throw e;
        }
    }

    /** Lets the guard do now what it would do at our end, and waits until it is done. */
    void strike() {
        try {
            process.getOutputStream().close();
            process.waitFor();
        } catch (IOException e) {
            // The guard has ended already.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
