package tenstages.loadgen.exam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import tenstages.loadgen.protocol.Replies;

/** What was taken counts once, what was refused not at all, and of what was not answered nobody knows. */
class LedgerTest {
    private final Ledger ledger = new Ledger();

    @Test
    void onlyTheSumOfWhatWasTakenIsRightWhereEverythingWasAnswered() {
        ledger.answered(5, Replies.ACCEPTED);
        ledger.answered(-2, Replies.balance(3));
        ledger.answered(100, Replies.BUSY);
        assertThat(ledger.least()).isEqualTo(3);
        allows(3);
        forbids(2, "the balance must be 3, and is 2");
        forbids(4, "the balance must be 3, and is 4");
    }

    @Test
    void whatWasNotAnsweredMayCountOrNot() {
        ledger.answered(10, Replies.ACCEPTED);
        ledger.unanswered(3, 4);
        ledger.unanswered(-5, 2);
        allows(0);
        allows(10);
        allows(22);
        forbids(-1, "the balance must be from 0 to 22, and is -1 (6 events were not answered, and may count or not)");
        forbids(23, "the balance must be from 0 to 22, and is 23 (6 events were not answered, and may count or not)");
    }

    @Test
    void anotherAnswerIsAFailure() {
        assertThatThrownBy(() -> ledger.answered(1, Replies.INVALID_JSON))
                .isInstanceOf(ExamFailure.class)
                .hasMessage("an event must be taken or refused, and was answered " + Replies.INVALID_JSON);
    }

    private void allows(long balance) {
        assertThatCode(() -> ledger.check(balance)).doesNotThrowAnyException();
    }

    private void forbids(long balance, String message) {
        assertThatThrownBy(() -> ledger.check(balance))
                .isInstanceOf(ExamFailure.class)
                .hasMessage(message);
    }
}
