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

    private static final String IN_SESSION = "pkill -KILL -s \"$2\"; kill -s KILL -- \"-$2\"";

    /** Without a session its processes are those that have its folder in their environment, or are its children. */
    private static final String WITHOUT_SESSION = "pkill -KILL -P \"$2\"; kill -s KILL \"$2\";"
            + " for found in $(grep -lF \"TEN_DATA=$1\" /proc/[0-9]*/environ); do"
            + " found=${found#/proc/}; kill -s KILL \"${found%/environ}\"; done";

    private final Process process;

    private Guard(Process process) {
        this.process = process;
    }

    /** Begins to watch. Throws IOException if that is not possible; the server is ended then. */
    static Guard of(Process server, Path scratch) throws IOException {
        return of(server, scratch, SETSID);
    }

    static Guard of(Process server, Path scratch, List<String> setsid) throws IOException {
        String kill = setsid.isEmpty() ? WITHOUT_SESSION : IN_SESSION;
        List<String> words = new ArrayList<>(setsid);
        words.addAll(List.of(
                "sh",
                "-c",
                "trap '' INT TERM HUP; read -r _; " + kill + "; rm -rf -- \"$1\"",
                "sh",
                scratch.toString(),
                String.valueOf(server.pid())));
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
