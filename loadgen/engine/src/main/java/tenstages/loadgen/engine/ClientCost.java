package tenstages.loadgen.engine;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;

/**
 * What this client has cost so far.
 *
 * @param cpuNanos processor time of the thread that reads it
 * @param waitedNanos for which that thread was ready to run and had no processor; 0 where nobody knows
 * @param gcMillis garbage collections of the whole JVM
 */
record ClientCost(long cpuNanos, long waitedNanos, long gcMillis) {
    /** A reading of this moment; the second figure is given. */
    static ClientCost now(long waitedNanos) {
        return new ClientCost(
                ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime(),
                waitedNanos,
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                        .sum());
    }

    /** The cost since an earlier reading of the same thread, this time ago. */
    LoadResult.Client since(ClientCost before, long nanos) {
        return new LoadResult.Client(
                (cpuNanos - before.cpuNanos) / (double) nanos,
                (waitedNanos - before.waitedNanos) / (double) nanos,
                gcMillis - before.gcMillis,
                nanos / 1e9);
    }
}
