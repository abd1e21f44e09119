package tenstages.primitives;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;

/** What a JVM knows of its own deadlocks. */
final class ThreadDump {
    private ThreadDump() {}

    /** Whether all of these threads wait for each other's locks, in a circle. */
    static boolean areDeadlocked(Thread... threads) {
        long[] found = ManagementFactory.getThreadMXBean().findDeadlockedThreads();
        return found != null
                && Stream.of(threads).allMatch(thread -> LongStream.of(found).anyMatch(id -> id == thread.getId()));
    }

    /** What {@code jcmd PID Thread.print} says of them at its end. The process asks itself, for the same text. */
    static List<String> deadlocks() throws JMException {
        Object dump = ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "threadPrint",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
        return String.valueOf(dump)
                .lines()
                .dropWhile(line -> !line.startsWith("Found one Java-level deadlock"))
                .takeWhile(line -> !line.startsWith("Java stack information"))
                .filter(line -> !line.isBlank() && !line.startsWith("="))
                .toList();
    }
}
