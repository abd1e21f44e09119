package tenstages.server;

/** Stands in for work that takes time, such as a call to a database. */
interface SimulatedWork {
    /** Blocks the calling thread for as long as the work takes; throws IllegalStateException if it is interrupted. */
    void perform();

    /** Work that takes the given time in milliseconds, without using the CPU; none at all for 0. */
    static SimulatedWork ofMillis(int millis) {
        return millis == 0 ? () -> {} : () -> sleep(millis);
    }

    private static void sleep(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted at work", e);
        }
    }
}
