package tenstages.primitives;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tenstages.primitives.PoolGrowth.Pool;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PoolGrowthTest {
    @Test
    void theCoreIsFirstThenTheQueueThenTheMaximum() {
        assertThat(after(2)).isEqualTo(new Pool(2, 0, 0, Set.of(1, 2)));
        assertThat(after(5)).isEqualTo(new Pool(2, 3, 0, Set.of(1, 2)));
        assertThat(after(7)).isEqualTo(new Pool(4, 3, 0, Set.of(1, 2, 6, 7)));
        assertThat(after(9)).isEqualTo(new Pool(4, 3, 2, Set.of(1, 2, 6, 7)));
    }

    private static Pool after(int tasks) {
        return PoolGrowth.after(tasks, new ArrayBlockingQueue<>(3));
    }

    @Test
    void aQueueWithoutABoundIsNeverFullSoTheMaximumIsNeverReached() {
        assertThat(PoolGrowth.after(100, new LinkedBlockingQueue<>())).isEqualTo(new Pool(2, 98, 0, Set.of(1, 2)));
    }

    @Test
    void aQueueWithoutAPlaceIsAlwaysFull() {
        assertThat(PoolGrowth.after(5, new SynchronousQueue<>())).isEqualTo(new Pool(4, 0, 1, Set.of(1, 2, 3, 4)));
    }
}
