package tenstages.loadgen.pains;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import tenstages.loadgen.model.Fault;
import tenstages.loadgen.process.Server;

/** Servers with /sleep and /fast: all requests on one thread, as the JDK has it unless told otherwise, or on many. */
record HttpModel(boolean isCured, Set<Fault> faults) implements Subject {
    private static final long NAP_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int REFUSED = 7;

    @Override
    public Server start(List<String> jvmOptions, Map<String, String> options) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        boolean all = faults.contains(Fault.SERVES_ALL_AT_ONCE) || isCured;
        ExecutorService threads = all && !faults.contains(Fault.SERVES_ONE_AT_A_TIME)
                ? Executors.newCachedThreadPool()
                : Executors.newSingleThreadExecutor();
        server.setExecutor(threads);
        AtomicInteger asked = new AtomicInteger();
        server.createContext("/", exchange -> {
            boolean refused = faults.contains(Fault.REFUSES_SOME) && asked.incrementAndGet() == REFUSED;
            if (exchange.getRequestURI().getPath().equals("/sleep")) {
                LockSupport.parkNanos(NAP_NANOS);
            }
            exchange.sendResponseHeaders(refused ? 503 : 200, -1);
            exchange.close();
        });
        server.start();
        return new Running(server, threads);
    }

    private record Running(HttpServer server, ExecutorService threads) implements Server {
        @Override
        public InetSocketAddress address() {
            return server.getAddress();
        }

        @Override
        public boolean isAlive() {
            return true;
        }

        @Override
        public void signal(String name) throws IOException {
            throw new IOException("it is no process");
        }

        @Override
        public int awaitExit(Duration timeout) {
            return -1;
        }

        @Override
        public List<String> stdoutLines() {
            return List.of();
        }

        @Override
        public List<String> lastLines() {
            return List.of();
        }

        @Override
        public void close() {
            server.stop(0);
            threads.shutdownNow();
        }
    }
}
