package tenstages.server;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryUsage;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the server is doing, as Prometheus reads it: in its text format 0.0.4, or in OpenMetrics 1.0. Whoever scrapes
 * makes the series of it, so all of it are sums since the start, and what is so now. It has no state.
 */
final class MetricsText {
    private static final String OPEN_METRICS = "application/openmetrics-text";
    private static final Pattern QUALITY = Pattern.compile("\\s*q\\s*=\\s*([01](?:\\.\\d{0,3})?)\\s*");
    private static final double NANOS = 1e9;

    // fixed at construction
    private final Config config;
    private final BlockingQueue<Request.Work> queue;
    private final Metrics metrics;
    private final ContentionStats contention;
    private final OperatingSystemMXBean process = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();

    MetricsText(Config config, BlockingQueue<Request.Work> queue, Metrics metrics, ContentionStats contention) {
        this.config = config;
        this.queue = queue;
        this.metrics = metrics;
        this.contention = contention;
    }

    /** Whether the field Accept would rather have OpenMetrics. It must name it: a type for all does not. */
    static boolean isOpenMetrics(String accept) {
        double open = quality(accept, OPEN_METRICS);
        return open > 0 && open >= quality(accept, "text/plain");
    }

    /** What the field says of a type: from 0 to 1, and 0 if it does not name the type. */
    private static double quality(String accept, String type) {
        return Arrays.stream(accept == null ? new String[0] : accept.split(",", -1))
                .map(range -> List.of(range.split(";", -1)))
                .filter(range -> range.get(0).strip().equalsIgnoreCase(type))
                .mapToDouble(range -> range.stream()
                        .map(QUALITY::matcher)
                        .filter(Matcher::matches)
                        .mapToDouble(quality -> Double.parseDouble(quality.group(1)))
                        .findFirst()
                        .orElse(1))
                .max()
                .orElse(0);
    }

    Reply reply(boolean openMetrics, int clients) {
        Lines lines = new Lines(openMetrics);
        addEvents(lines, metrics.snapshot());
        addServer(lines, clients);
        addLocks(lines, contention.sums());
        addProcess(lines);
        String type = openMetrics ? OPEN_METRICS + "; version=1.0.0" : "text/plain; version=0.0.4";
        return Reply.text(type + "; charset=utf-8", lines.end(), "Vary: Accept");
    }

    private static void addEvents(Lines lines, Metrics.Snapshot events) {
        lines.counter("tenstages_events_received", "Valid events.", events.received());
        lines.counter("tenstages_events_processed", "Events applied to a balance.", events.processed());
        lines.counter("tenstages_events_dropped", "Events refused; the client was told so.", events.dropped());
        lines.counter("tenstages_events_failed", "Events whose processing failed.", events.failed());
        lines.gauge("tenstages_events_pending", "Events accepted and not yet applied.", events.pending());
    }

    private void addServer(Lines lines, int clients) {
        lines.gauge("tenstages_queue_length", "What waits for a worker.", queue.size());
        lines.gauge("tenstages_queue_capacity", "What may wait for a worker.", config.queue());
        lines.gauge("tenstages_workers", "Threads that apply events.", config.workers());
        lines.gauge("tenstages_connections", "Clients that are connected.", clients);
        lines.gauge("tenstages_connections_limit", "Clients that may be connected.", config.maxConnections());
    }

    private static void addLocks(Lines lines, ContentionStats.Sums locks) {
        lines.counter("tenstages_lock_acquisitions", "Events that had the lock of a stripe.", locks.events());
        lines.counter("tenstages_lock_wait_seconds", "Time that workers waited for locks.", locks.waitNanos() / NANOS);
        lines.counter("tenstages_lock_hold_seconds", "Time that workers held locks.", locks.holdNanos() / NANOS);
    }

    private void addProcess(Lines lines) {
        lines.counter("process_cpu_seconds", "CPU time of the process.", process.getProcessCpuTime() / NANOS);
        double started = ManagementFactory.getRuntimeMXBean().getStartTime() / 1000.0;
        lines.gauge("process_start_time_seconds", "When the process started, since 1970.", started);
        MemoryUsage heap = memory.getHeapMemoryUsage();
        lines.gauge("jvm_heap_used_bytes", "Heap in use, with garbage that is not collected yet.", heap.getUsed());
        lines.gauge("jvm_heap_max_bytes", "Greatest heap; -1 if there is no limit.", heap.getMax());
        int threads = ManagementFactory.getThreadMXBean().getThreadCount();
        lines.gauge("jvm_threads_current", "Threads.", threads);
    }

    /** Lines as they are built. The two formats differ in the name of a counter's family, and in the last line. */
    private record Lines(StringBuilder text, boolean openMetrics) {
        Lines(boolean openMetrics) {
            this(new StringBuilder(4096), openMetrics);
        }

        void counter(String name, String help, Number value) {
            add(openMetrics ? name : name + "_total", "counter", help, name + "_total", value);
        }

        void gauge(String name, String help, Number value) {
            add(name, "gauge", help, name, value);
        }

        private void add(String family, String type, String help, String sample, Number value) {
            text.append("# HELP ").append(family).append(' ').append(help).append('\n');
            text.append("# TYPE ").append(family).append(' ').append(type).append('\n');
            text.append(sample).append(' ').append(value).append('\n');
        }

        String end() {
            return text.append(openMetrics ? "# EOF\n" : "").toString();
        }
    }
}
