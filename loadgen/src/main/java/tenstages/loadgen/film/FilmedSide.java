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
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import tenstages.loadgen.pains.Side;
import tenstages.loadgen.pains.Subject;
import tenstages.loadgen.process.Cluster;
import tenstages.loadgen.process.Server;
import tenstages.loadgen.process.ServerProcess;
import tenstages.loadgen.protocol.Onlooker;
import tenstages.loadgen.protocol.Onlookers;

/**
 * A side under attack with a camera in its server and an onlooker at each client. Of several servers at once only the
 * first one is filmed; one that follows it when it has ended is in the same film.
 */
public final class FilmedSide implements Subject, AutoCloseable {
    private final Title title;
    private final Subject subject;
    private final Path camera;
    private final int periodMillis;
    private final Audience audience;
    private final LongSupplier now;
    private final Footage footage = new Footage();
    private final ClientLog clients;
    private final Viewer viewer;
    private final Set<InetSocketAddress> watched = new HashSet<>();
    private Server filmed;
    private Lookout lookout;

    /**
     * What is filmed.
     *
     * @param called its name in a sentence
     * @param program the folder of the program, or the command
     * @param promises the stage whose promises it keeps; 0 if nobody knows
     */
    record Title(String called, String program, int promises) {
        static Title of(Side side) throws IOException {
            return new Title(side.called(), side.name(), side.resolved().promises());
        }
    }

    /** Films the servers that the subject starts, with the camera in this jar. */
    FilmedSide(Side side, Subject subject, Path camera, int periodMillis) throws IOException {
        this(Title.of(side), subject, camera, periodMillis, Audience.NOBODY);
    }

    /** The same for whatever has this title, while somebody looks on. Without a camera it is looked at from outside. */
    FilmedSide(Title title, Subject subject, Path camera, int periodMillis, Audience audience) throws IOException {
        this.title = title;
        this.subject = subject;
        this.camera = camera;
        this.periodMillis = periodMillis;
        this.audience = audience;
        long periodNanos = TimeUnit.MILLISECONDS.toNanos(periodMillis);
        // The camera counts in the same way.
        now = () -> Math.floorDiv(System.nanoTime(), periodNanos);
        clients = new ClientLog(now);
        viewer = new Viewer(now, this::reel);
    }

    @Override
    public synchronized Server start(List<String> jvmOptions, Map<String, String> options) throws IOException {
        if (filmed != null && filmed.isAlive()) {
            return subject.start(jvmOptions, options);
        }
        List<String> all = new ArrayList<>(jvmOptions);
        if (camera != null) {
            all.add("-javaagent:" + camera + "=" + viewer.port() + "," + periodMillis);
        }
        filmed = subject.start(all, options);
        if (camera == null && filmed instanceof ServerProcess process) {
            lookOutFor(process);
        }
        watched.add(filmed.address());
        Onlookers.watch(filmed.address(), this::onlooker);
        return filmed;
    }

    private void lookOutFor(ServerProcess process) throws IOException {
        if (lookout != null) {
            lookout.close();
        }
        lookout = new Lookout(process.pid(), periodMillis, reel());
    }

    /** Where the lines of a camera go. */
    private Consumer<String> reel() {
        Footage.Reel reel = footage.reel();
        Consumer<String> shown = audience.server(title.called(), periodMillis);
        return line -> {
            reel.add(line);
            shown.accept(line);
        };
    }

    private Onlooker onlooker() {
        return Onlooker.both(clients.onlooker(), audience.client());
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

    Title title() {
        return title;
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
        if (lookout != null) {
            lookout.close();
        }
        viewer.close();
    }
}
