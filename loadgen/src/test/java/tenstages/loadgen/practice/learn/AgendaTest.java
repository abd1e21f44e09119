package tenstages.loadgen.practice.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tenstages.loadgen.exam.Exam;
import tenstages.loadgen.exam.ExamItem;

class AgendaTest {
    private static final List<String> EXAM =
            Exam.of(5).stream().map(ExamItem::id).toList();

    @Test
    void whereNothingIsRedTheOrderIsThatOfTheExam() {
        assertThat(Agenda.of(5, "", Set.of(), false).ids()).isEqualTo(EXAM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"s05.room", "s05.accepted", "s01.order"})
    void theRedItemComesFirstAndNothingElseIsMoved(String red) {
        List<String> ids = Agenda.of(5, red, Set.of(), false).ids();

        assertThat(ids).startsWith(red).hasSameSizeAs(EXAM);
        assertThat(ids.subList(1, ids.size()))
                .isEqualTo(EXAM.stream().filter(id -> !id.equals(red)).toList());
    }

    @Test
    void theStageIsAskedBeforeWhatIsOlder() {
        Agenda agenda = Agenda.of(5, "s03.most", Set.of(), false);

        assertThat(agenda.first())
                .extracting(ExamItem::id)
                .containsExactlyInAnyOrder("s03.most", "s05.accepted", "s05.busy", "s05.room");
        assertThat(agenda.older()).allMatch(item -> item.since() < 5);
    }

    @Test
    void whatIsSkippedIsLeftOutUnlessAllAreAsked() {
        Set<String> skipped = Set.of("s05.busy", "s01.order");

        assertThat(Agenda.of(5, "", skipped, false).ids())
                .doesNotContainAnyElementsOf(skipped)
                .hasSize(EXAM.size() - 2);
        assertThat(Agenda.ofAll(5).ids()).isEqualTo(EXAM);
    }

    @Test
    void aRedItemThatTheStageDoesNotAskAnyMoreIsNotAsked() {
        assertThat(Agenda.of(5, "s01.echo", Set.of(), false).ids()).isEqualTo(EXAM);
    }

    @Test
    void onlyTheFastTrackGoesOnAfterARedItem() {
        assertThat(Agenda.of(5, "", Set.of(), false).all()).isFalse();
        assertThat(Agenda.of(5, "", Set.of(), true).all()).isTrue();
    }
}
