package tenstages.loadgen.film;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Where the cameras of one side send what they see: a port of this machine alone, and a thread for each. */
final class Viewer implements AutoCloseable {
    private final LongSupplier now;
    private final Supplier<Consumer<String>> reels;
    private final ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final List<Thread> threads = new ArrayList<>();
    private final List<Socket> cameras = new ArrayList<>();

    /**
     * Asks for a reel for each camera, and gives it the camera's lines; the last one, {@code end PERIOD}, says when its
     * server ended, in periods of the camera.
     */
    Viewer(LongSupplier now, Supplier<Consumer<String>> reels) throws IOException {
        this.now = now;
        this.reels = reels;
        start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket camera = listener.accept();
                synchronized (this) {
                    cameras.add(camera);
                }
                Consumer<String> reel = reels.get();
                start(() -> read(camera, reel));
            }
        } catch (IOException e) {
            // The film is over.
        }
    }

    private void read(Socket camera, Consumer<String> reel) {
        try (camera;
                BufferedReader lines = new BufferedReader(new InputStreamReader(camera.getInputStream(), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                reel.accept(line);
            }
        } catch (IOException | RuntimeException e) {
            // Its server was killed, perhaps in the middle of a line.
        }
        reel.accept("end " + now.getAsLong());
    }

    private synchronized void start(Runnable task) {
        Thread thread = new Thread(task, "film");
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    /** Once the servers have ended, or before: what comes later is not in the film. */
    @Override
    public void close() throws IOException {
        listener.close();
        List<Thread> reading;
        synchronized (this) {
            for (Socket camera : cameras) {
                camera.close();
            }
            reading = List.copyOf(threads);
        }
        for (Thread thread : reading) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
