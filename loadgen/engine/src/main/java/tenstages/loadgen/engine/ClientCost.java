package tenstages.loadgen.engine;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;

/**
 * What this client has cost so far.
 *
 * @param cpuNanos processor time of the thread that reads it
 * @param gcMillis garbage collections of the whole JVM
 */
record ClientCost(long cpuNanos, long gcMillis) {
    /** A reading of this moment. */
    static ClientCost now() {
        return new ClientCost(
                ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime(),
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                        .sum());
    }

    /** The cost since an earlier reading of the same thread, this time ago. */
    LoadResult.Client since(ClientCost before, long nanos) {
        return new LoadResult.Client(
                (cpuNanos - before.cpuNanos) / (double) nanos, gcMillis - before.gcMillis, nanos / 1e9);
    }
}
