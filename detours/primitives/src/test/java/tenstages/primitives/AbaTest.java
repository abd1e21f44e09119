package tenstages.primitives;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tenstages.primitives.Aba.Owned;
import tenstages.primitives.NodeStack.Node;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AbaTest {
    private static Node threeNodes() {
        return new Node("a", new Node("b", new Node("c", null)));
    }

    @Test
    void withoutAStampTwoHaveTheSameNode() {
        Owned owned = Aba.aba(new PlainStack(threeNodes()));
        assertThat(owned).isEqualTo(new Owned("a", "b", List.of("b", "c")));
        assertThat(owned.hasEachOnce()).isFalse();
    }

    @Test
    void withAStampEachNodeHasOneOwner() {
        Owned owned = Aba.aba(new StampedStack(threeNodes()));
        assertThat(owned).isEqualTo(new Owned("a", "b", List.of("c")));
        assertThat(owned.hasEachOnce()).isTrue();
    }
}
