package tenstages.server;

import java.nio.ByteBuffer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * Users as keys of the log: two bytes for each UTF-16 unit. The UTF-8 of Kafka's own serde would do for every name but
 * those with half a surrogate pair, which JSON can hold and UTF-8 cannot: they would all be the same user.
 */
final class UserSerde {
    static final Serde<String> INSTANCE = Serdes.serdeFrom((topic, user) -> bytes(user), (topic, bytes) -> user(bytes));

    private UserSerde() {}

    private static byte[] bytes(String user) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * user.length());
        bytes.asCharBuffer().put(user);
        return bytes.array();
    }

    /** Throws SerializationException at what is no user. */
    private static String user(byte[] bytes) {
        if (bytes == null || bytes.length == 0 || bytes.length % 2 != 0) {
            throw new SerializationException("its key must be a user");
        }
        return ByteBuffer.wrap(bytes).asCharBuffer().toString();
    }
}
