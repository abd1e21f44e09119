package tenstages.primitives;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class VisibilityTest {
    /** A compiler that goes on reading the field hides the pain, so what can be tested is what is declared. */
    @Test
    void oneFlagIsVolatile() throws NoSuchFieldException {
        assertThat(Modifier.isVolatile(StopFlag.class.getDeclaredField("plain").getModifiers()))
                .isFalse();
        assertThat(Modifier.isVolatile(StopFlag.class.getDeclaredField("marked").getModifiers()))
                .isTrue();
    }
}
