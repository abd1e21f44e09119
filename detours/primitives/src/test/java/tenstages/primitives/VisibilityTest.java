package tenstages.primitives;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class VisibilityTest {
    /** What a compiler does with the other kind differs, so what can be tested is what is declared. */
    @Test
    void oneOrderHasFinalFieldsAndOneReferenceIsVolatile() throws NoSuchFieldException {
        assertThat(Stream.of(Publication.Order.class.getDeclaredFields()).map(Field::getModifiers))
                .noneMatch(Modifier::isFinal);
        assertThat(Stream.of(Publication.FinalOrder.class.getDeclaredFields()).map(Field::getModifiers))
                .allMatch(Modifier::isFinal);
        assertThat(Modifier.isVolatile(
                        Publication.class.getDeclaredField("plain").getModifiers()))
                .isFalse();
        assertThat(Modifier.isVolatile(
                        Publication.class.getDeclaredField("marked").getModifiers()))
                .isTrue();
    }

    /** A compiler that goes on reading the field hides the pain, so what can be tested is what is declared. */
    @Test
    void oneFlagIsVolatile() throws NoSuchFieldException {
        assertThat(Modifier.isVolatile(StopFlag.class.getDeclaredField("plain").getModifiers()))
                .isFalse();
        assertThat(Modifier.isVolatile(StopFlag.class.getDeclaredField("marked").getModifiers()))
                .isTrue();
    }
}
