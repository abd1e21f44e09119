package tenstages.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tenstages.channels.PingPong.Kind;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PingPongTest {
    @ParameterizedTest
    @EnumSource
    void eachWaitsForTheOthersWord(Kind kind) throws InterruptedException {
        // Unguarded: the channels alone order what the two threads do.
        List<String> words = new ArrayList<>();
        PingPong.play(kind.channel(), kind.channel(), 1000, words::add);
        List<String> expected = new ArrayList<>();
        for (int i = 1; i <= 1000; i++) {
            expected.add("ping " + i);
            expected.add("pong " + i);
        }
        assertThat(words).isEqualTo(expected);
    }

    @Test
    void aWordMayLieInAQueueAndNotInARendezvous() throws InterruptedException {
        assertThat(Kind.QUEUE.channel().offer(1)).isTrue();
        BlockingQueue<Integer> rendezvous = Kind.RENDEZVOUS.channel();
        assertThat(rendezvous.offer(1)).isFalse();
        Thread giver = new Thread(() -> {
            try {
                rendezvous.put(2);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        giver.start();
        await().until(() -> giver.getState() == Thread.State.WAITING);
        assertThat(rendezvous.take()).isEqualTo(2);
        giver.join();
    }
}
