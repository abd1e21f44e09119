package tenstages.primitives;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ThreadLocalLeakTest {
    @Test
    void whatIsNotRemovedIsTheNextRequests() throws Exception {
        assertThat(ThreadLocalLeak.nextRequest(ThreadLocalLeak::serve)).isEqualTo("ada");
    }

    @Test
    void whatIsRemovedIsNot() throws Exception {
        assertThat(ThreadLocalLeak.nextRequest(ThreadLocalLeak::serveAndRemove)).isEqualTo("nobody");
    }
}
