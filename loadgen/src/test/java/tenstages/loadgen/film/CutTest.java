package tenstages.loadgen.film;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import tenstages.loadgen.pains.Side;
import tenstages.loadgen.protocol.Onlooker;
import tenstages.loadgen.protocol.Onlooker.Heard;

/** What was filmed, as one side of a film. */
class CutTest {
    private static final int PERIOD_MILLIS = 10;

    /** Three events are accepted at once; a worker takes one after the other. */
    @Test
    void whatIsAcceptedAndNeitherWaitsNorIsAtWorkIsApplied() throws IOException {
        try (FilmedSide filmed = filmed(5)) {
            Onlooker client = filmed.clients().onlooker();
            client.sent(3);
            for (int i = 0; i < 3; i++) {
                client.heard(Heard.ACCEPTED);
            }
            long begin = filmed.clients().firstSent() + 1;
            film(
                    filmed,
                    "lane 0 loop event-loop",
                    "lane 1 worker worker-1",
                    "queue 7",
                    "locks 0",
                    begin + " ES 2",
                    begin + 1 + " ES 1",
                    begin + 2 + " ES 0",
                    begin + 4 + " EQ 0");
            Cut cut = new Cut(filmed, PERIOD_MILLIS);
            Film.Side side = cut.side(15);
            assertThat(side.lanes()).extracting(Film.Lane::name).containsExactly("event-loop", "worker-1", "client-1");
            assertThat(side.lanes().get(1).runs()).isEqualTo("-10S3-1Q1");
            assertThat(side.queue()).isEqualTo("0x10 2x1 -1x1 -1x3");
            assertThat(side.applied()).isEqualTo("0x11 1x1 1x2 1x1");
            assertThat(side.accepted()).isEqualTo("0x9 3x6");
            assertThat(side.refused()).isNull();
            assertThat(side.lost()).isEqualTo(11);
            assertThat(side.notes()).isEmpty();
            assertThat(cut.length()).isEqualTo(15);
        }
    }

    @Test
    void workersThatAreNotSeenAreMissed() throws IOException {
        for (int stage : List.of(4, 5)) {
            try (FilmedSide filmed = filmed(stage)) {
                film(filmed, "lane 0 loop event-loop", "100 E -1");
                assertThat(new Cut(filmed, PERIOD_MILLIS).side(1).notes()).hasSize(stage == 4 ? 0 : 1);
            }
        }
    }

    /** A server of one's own is seen from outside: what it uses is known, and many threads are only in reserve. */
    @Test
    void aThreadThatNeverRanHasNoLane() throws IOException {
        FilmedSide.Title title = new FilmedSide.Title("yours", "my-server", 0);
        try (FilmedSide filmed = new FilmedSide(title, (jvm, options) -> null, null, PERIOD_MILLIS, Audience.NOBODY)) {
            Onlooker client = filmed.clients().onlooker();
            client.sent(1);
            long begin = filmed.clients().firstSent();
            film(
                    filmed,
                    "note seen from outside",
                    "lane 0 other python3",
                    "lane 1 other reserve",
                    begin - 10 + " NN -1",
                    begin - 9 + " RN -1",
                    "cpu 35",
                    begin - 8 + " RN -1",
                    "end " + (begin - 7));
            Film.Side side = new Cut(filmed, PERIOD_MILLIS).side(5);
            assertThat(side.lanes()).extracting(Film.Lane::name).containsExactly("python3", "client-1");
            assertThat(side.lanes().get(0).runs()).isEqualTo("N1R2X2");
            assertThat(side.cpu()).isEqualTo("0x2 35x3");
            assertThat(side.program()).isEqualTo("my-server");
            assertThat(side.notes())
                    .containsExactly("seen from outside", "not in the picture: 1 thread that was never seen running");
        }
    }

    private static FilmedSide filmed(int stage) throws IOException {
        return new FilmedSide(Side.stage(stage), (jvm, options) -> null, Path.of("camera.jar"), PERIOD_MILLIS);
    }

    private static void film(FilmedSide filmed, String... lines) {
        Footage.Reel reel = filmed.footage().reel();
        List.of(lines).forEach(reel::add);
    }
}
