package tenstages.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeSerdeTest {
    @ParameterizedTest
    @ValueSource(longs = {1, -1, 1_000_000_000, -1_000_000_000})
    void aChangeComesBackAsItWas(long change) {
        byte[] value = ChangeSerde.INSTANCE.serializer().serialize("topic", change);
        assertThat(read(value)).isEqualTo(change);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1_000_000_001, -1_000_000_001, Long.MIN_VALUE})
    void whatNoRequestCanAskForIsNoChange(long value) {
        byte[] bytes = ByteBuffer.allocate(Long.BYTES).putLong(value).array();
        assertThatThrownBy(() -> read(bytes)).isInstanceOf(SerializationException.class);
    }

    @Test
    void whatIsNoNumberIsNoChange() {
        assertThatThrownBy(() -> read(null)).isInstanceOf(SerializationException.class);
        assertThatThrownBy(() -> read("five".getBytes(UTF_8))).isInstanceOf(SerializationException.class);
        assertThatThrownBy(() -> read("no number".getBytes(UTF_8))).isInstanceOf(SerializationException.class);
    }

    private static long read(byte[] value) {
        return ChangeSerde.INSTANCE.deserializer().deserialize("topic", value);
    }
}
