package tenstages.server;

import java.nio.ByteBuffer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.LongSerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** Changes of a balance as values of the log: what is bought, or minus what is sold, in eight bytes. */
final class ChangeSerde {
    static final Serde<Long> INSTANCE = Serdes.serdeFrom(new LongSerializer(), (topic, bytes) -> change(bytes));

    private static final long MAX_CHANGE = 1_000_000_000;

    private ChangeSerde() {}

    /** Throws SerializationException at what cannot come from a request. */
    private static long change(byte[] bytes) {
        if (bytes == null || bytes.length != Long.BYTES) {
            throw new SerializationException("its value must have 8 bytes");
        }
        long change = ByteBuffer.wrap(bytes).getLong();
        if (change == 0 || change < -MAX_CHANGE || change > MAX_CHANGE) {
            throw new SerializationException("its value must be an amount, not " + change);
        }
        return change;
    }
}
