package tenstages.camera;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.instrument.Instrumentation;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * An agent ({@code -javaagent:JAR=PORT,MILLISECONDS}): looks at the threads of a stage once in each period, and sends
 * what it sees to a port of this machine, a line for each look:
 *
 * <pre>
 *   lane 0 loop event-loop        a thread that comes into the picture, or has another name now
 *   queue 1000                    there is a queue, with room for so many
 *   locks 64                      there are so many locks
 *   note no queue, …              what is not in the picture, and why
 *   29012345 EWHS 17 1W0 2H0      period 29012345: what each lane does, 17 in the queue, who waits for and who holds 0
 * </pre>
 *
 * <p>Periods count from the beginning of {@link System#nanoTime()}, which on Linux is one clock for all processes. A
 * look that comes too late is left out.
 */
public final class Camera implements Runnable {
    // fixed at construction
    private final int port;
    private final long periodNanos;

    private Camera(int port, int periodMillis) {
        this.port = port;
        periodNanos = TimeUnit.MILLISECONDS.toNanos(periodMillis);
    }

    /** The JVM calls it before the main method of the program. */
    public static void premain(String arguments, Instrumentation instrumentation) {
        String[] words = arguments.split(",");
        Fields.open(instrumentation);
        Thread thread = new Thread(new Camera(Integer.parseInt(words[0]), Integer.parseInt(words[1])), "camera");
        thread.setDaemon(true);
        thread.start();
    }

    /** Whatever happens to a camera, the server that it films goes on. */
    @Override
    public void run() {
        try (Socket viewer = new Socket(InetAddress.getLoopbackAddress(), port)) {
            viewer.setTcpNoDelay(true);
            filmOrSayWhyNot(viewer.getOutputStream());
        } catch (IOException e) {
            // Nobody watches any more.
        }
    }

    private void filmOrSayWhyNot(OutputStream out) throws IOException {
        try {
            film(out);
        } catch (RuntimeException | Error e) {
            out.write(("note the camera could not go on: " + e + "\n").getBytes(UTF_8));
        }
    }

    /** Each line is sent at once, so that also the last one before kill -9 arrives. */
    private void film(OutputStream out) throws IOException {
        Stage stage = new Stage();
        while (true) {
            long period = Math.floorDiv(System.nanoTime(), periodNanos);
            out.write((stage.news() + period + " " + stage.look() + "\n").getBytes(UTF_8));
            long next = (period + 1) * periodNanos;
            for (long left = next - System.nanoTime(); left > 0; left = next - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }
    }
}
