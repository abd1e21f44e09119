package tenstages.loadgen.engine;

import java.io.IOException;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Makes the code of a load fast before it counts. A JVM interprets its code first, and compiles it while it runs: until
 * then the tail of all times is the client's. So the client first loads a server in its own process, and the one that
 * is to be measured sees nothing of it.
 */
public final class WarmUp {
    /** Enough for any machine on which it was tried; most are done in two or three. */
    public static final Duration MOST = Duration.ofSeconds(5);

    /**
     * Connections are opened and closed as well as used, again and again: what has never been seen is compiled anew
     * when it comes.
     */
    private static final Duration ROUND = Duration.ofMillis(200);

    /** In a round in which no more was compiled than this, the code has come to rest. */
    private static final long AT_REST_MS = 3;

    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    /** With the server's ends they need twice as many file descriptors. */
    private static final int MOST_CONNECTIONS = 16;

    private static final double LEAST_RATE = 50_000;

    private WarmUp() {}

    /**
     * Loads that server as the plan would, on the calling thread: until its code has come to rest, or is to stop, but
     * no longer than this and one round more. Where that is not possible the load itself will say why.
     */
    public static void run(LoadPlan plan, Duration most, BooleanSupplier stopped) {
        long deadline = System.nanoTime() + most.toNanos();
        try (AcceptingServer server = new AcceptingServer()) {
            boolean atRest = false;
            while (!atRest && !stopped.getAsBoolean() && System.nanoTime() - deadline < 0) {
                long before = compiledMillis();
                new LoadEngine(against(server.address(), plan), progress -> {}).run();
                atRest = compiledMillis() - before <= AT_REST_MS;
            }
        } catch (IOException e) {
            // There are no ports, or no file descriptors.
        }
        // What it has left behind is not to be collected while times count.
        System.gc();
    }

    /** By a JVM that compiles nothing, there is no such bean. */
    private static long compiledMillis() {
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        return compiler == null ? 0 : compiler.getTotalCompilationTime();
    }

    /** A round of the same, over no more connections than there are file descriptors for in any case. */
    static LoadPlan against(InetSocketAddress server, LoadPlan plan) {
        return new LoadPlan(
                server,
                plan.lines(),
                Math.min(plan.connections(), MOST_CONNECTIONS),
                plan.pipeline(),
                plan.openLoop() ? Arrivals.poisson(Math.max(plan.arrivals().rate(), LEAST_RATE), 1) : null,
                ROUND,
                Long.MAX_VALUE,
                TIMEOUT,
                Math.min(plan.threads(), MOST_CONNECTIONS));
    }
}
