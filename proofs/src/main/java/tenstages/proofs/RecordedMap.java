package tenstages.proofs;

import java.util.concurrent.ConcurrentHashMap;

/** A map of balances whose reads and writes are written down. Each of its calls is one step. */
public final class RecordedMap extends ConcurrentHashMap<String, Long> {
    private static final long serialVersionUID = 1L;

    /** A map without balances. */
    public RecordedMap() {}

    @Override
    public Long getOrDefault(Object user, Long otherwise) {
        Long balance = super.getOrDefault(user, otherwise);
        Recorder.step("reads " + balance);
        return balance;
    }

    @Override
    public Long put(String user, Long balance) {
        Long before = super.put(user, balance);
        Recorder.step("writes " + balance);
        return before;
    }
}
