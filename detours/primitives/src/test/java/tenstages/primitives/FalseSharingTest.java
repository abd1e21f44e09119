package tenstages.primitives;

import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FalseSharingTest {
    /** What that costs is up to the machine. */
    @Test
    void theOtherThreadCountsInItsOwnCell() {
        FalseSharing program = CommandLine.populateCommand(new FalseSharing(), "--millis", "5");
        await().until(() -> program.count(16, 17, new ArrayList<>()) > 0);
    }
}
