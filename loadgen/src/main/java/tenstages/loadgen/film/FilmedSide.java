package tenstages.loadgen.film;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import tenstages.loadgen.pains.Side;
import tenstages.loadgen.pains.Subject;
import tenstages.loadgen.process.Cluster;
import tenstages.loadgen.process.Server;
import tenstages.loadgen.protocol.Onlookers;

/**
 * A side under attack with a camera in its server and an onlooker at each client. Of several servers at once only the
 * first one is filmed; one that follows it when it has ended is in the same film.
 */
public final class FilmedSide implements Subject, AutoCloseable {
    private final Side side;
    private final Subject subject;
    private final Path camera;
    private final int periodMillis;
    private final Footage footage = new Footage();
    private final ClientLog clients;
    private final Viewer viewer;
    private final Set<InetSocketAddress> watched = new HashSet<>();
    private Server filmed;

    /** Films the servers that the subject starts, with the camera in this jar. */
    FilmedSide(Side side, Subject subject, Path camera, int periodMillis) throws IOException {
        this.side = side;
        this.subject = subject;
        this.camera = camera;
        this.periodMillis = periodMillis;
        long periodNanos = TimeUnit.MILLISECONDS.toNanos(periodMillis);
        // The camera counts in the same way.
        LongSupplier now = () -> Math.floorDiv(System.nanoTime(), periodNanos);
        clients = new ClientLog(now);
        viewer = new Viewer(now, footage);
    }

    @Override
    public synchronized Server start(List<String> jvmOptions, Map<String, String> options) throws IOException {
        if (filmed != null && filmed.isAlive()) {
            return subject.start(jvmOptions, options);
        }
        List<String> all = new ArrayList<>(jvmOptions);
        all.add("-javaagent:" + camera + "=" + viewer.port() + "," + periodMillis);
        filmed = subject.start(all, options);
        watched.add(filmed.address());
        Onlookers.watch(filmed.address(), clients::onlooker);
        return filmed;
    }

    @Override
    public Cluster startCluster(Path data) throws IOException {
        return subject.startCluster(data);
    }

    @Override
    public boolean isDoubled() {
        return subject.isDoubled();
    }

    @Override
    public boolean showsItsThreads() {
        return subject.showsItsThreads();
    }

    Side side() {
        return side;
    }

    Footage footage() {
        return footage;
    }

    ClientLog clients() {
        return clients;
    }

    /** What comes later is not in the film. */
    @Override
    public synchronized void close() throws IOException {
        watched.forEach(Onlookers::unwatch);
        viewer.close();
    }
}
