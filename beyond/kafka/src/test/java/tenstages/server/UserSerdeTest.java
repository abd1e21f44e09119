package tenstages.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserSerdeTest {
    @ParameterizedTest
    @ValueSource(strings = {"ada", "\u00e9", "\ud83d\ude00", "\ud800", "\udc00\ud800", "?", "\u0000"})
    void aUserComesBackAsItWas(String user) {
        byte[] key = UserSerde.INSTANCE.serializer().serialize("topic", user);
        assertThat(key).hasSize(2 * user.length());
        assertThat(UserSerde.INSTANCE.deserializer().deserialize("topic", key)).isEqualTo(user);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void whatIsNoUserIsToldFromOne(int length) {
        assertThatThrownBy(() -> UserSerde.INSTANCE.deserializer().deserialize("topic", new byte[length]))
                .isInstanceOf(SerializationException.class);
    }
}
