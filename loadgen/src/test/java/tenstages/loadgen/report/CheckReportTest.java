package tenstages.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tenstages.loadgen.exam.Exam;
import tenstages.loadgen.exam.ExamItem;
import tenstages.loadgen.exam.Examination;
import tenstages.loadgen.exam.ItemResult;

/** An exam as people read it, to the letter. */
class CheckReportTest {
    private static final int WIDTH = 80;

    @Test
    void anItemThatPassedIsALine() {
        assertThat(CheckReport.item(MadeExam.passed("s09.health", 9), WIDTH))
                .isEqualTo("  pass  s09.health                 a healthy server says ok");
    }

    @Test
    void aLongPromiseIsFoldedUnderItself() {
        assertThat(CheckReport.item(MadeExam.passed("s03.invalid-request", 3), WIDTH))
                .isEqualTo(
                        """
                          pass  s03.invalid-request        JSON that is no request is invalid_request
                                                           and names the first wrong field\
                        """);
    }

    @Test
    void anItemThatFailedSaysAllThatHelps() {
        assertThat(CheckReport.item(MadeExam.failed("s05.busy", 5), WIDTH))
                .isEqualTo(
                        """
                          FAIL  s05.busy                   a full queue answers server_busy at once, and
                                                           what is accepted is applied

                            what was seen
                            sent      sent <&\\n
                            expected  expected "1"
                            received  expected 2
                                               ^ first difference, at byte 9
                            the server has ended, with exit code 3
                            likely    The cause that is known.
                            or        The queue has no bound, or the connection waits for room in it.
                            hint      Ask the queue to take the event if it has room now (offer,
                                      put_nowait, try_send), and say server_busy if it has none.
                            options   --made up
                            read      docs/exam.md#s05busy
                            server | one\s
                            server | two <b>
                        """);
    }

    /** The end of a line is where a stack trace has its line number. */
    @Test
    void aLongLineOfTheServerGoesOnBelow() {
        String said = "    at tenstages.server.Connection.readAsMuchAsThereIsToBeRead(Connection.java:123)";
        assertThat(CheckReport.failure(MadeExam.failedSaying("s05.busy", 5, said), WIDTH)
                        .lines()
                        .filter(line -> line.contains("server | ")))
                .containsExactly(
                        "    server |     at",
                        "    server |         tenstages.server.Connection.readAsMuchAsThereIsToBeRead(Con",
                        "    server |         nection.java:123)");
    }

    /** Neither does a server that does not start, and ends with it. */
    @Test
    void ofAServerThatEndedBeforeItHadAnsweredTheItemKnowsNothing() {
        for (String cause : List.of(Examination.ENDED_UNANSWERED, Examination.NOT_STARTED)) {
            assertThat(CheckReport.failure(MadeExam.failedBecause("s01.order", 1, cause), WIDTH))
                    .contains("    likely    " + cause.substring(0, 20))
                    .doesNotContain("    or  ")
                    .doesNotContain("    hint  ");
        }
    }

    @Test
    void whereOnlyTheItemKnowsACauseThatOneIsTold() {
        assertThat(CheckReport.failure(MadeExam.failedWithoutBytes("s01.order", 1), WIDTH))
                .isEqualTo(
                        """
                            what was seen
                            likely    One read was taken for one line, or replies are written by more
                                      than one thread.
                            hint      A read returns any number of lines. After each read go on until no
                                      whole line is left, and answer in that order.
                            options   --made up
                            read      docs/exam.md#s01order\
                        """);
    }

    @Test
    void anItemThatCannotBeJudgedSaysWhy() {
        assertThat(CheckReport.item(MadeExam.notJudged("s09.health", 9), WIDTH))
                .isEqualTo(
                        """
                          ????  s09.health                 a healthy server says ok
                            cannot be judged: too busy\
                        """);
    }

    @Test
    void anItemThatCannotBeRunSaysWhy() {
        assertThat(CheckReport.item(MadeExam.notRun("s09.health", 9, "no time"), WIDTH))
                .isEqualTo(
                        """
                          skip  s09.health                 a healthy server says ok
                            not run: no time\
                        """);
    }

    @Test
    void theListNamesTheOptionsOfItemsThatHaveSome() {
        assertThat(CheckReport.list(Exam.of(5), 5, 200))
                .startsWith(
                        """
                          s05.accepted               a valid event is accepted
                          s05.busy                   a full queue answers server_busy at once, and what is accepted\
                         is applied [--queue 5 --work-ms 100]
                          s05.room                   the queue has as many places as it is told, for all\
                         clients together\
                         [--queue 23 --work-ms 60000]
                          s04.unknown-user           a user never seen has balance 0, however like another one,\
                         and one user is one, however written
                        """)
                .endsWith("\n  s01.carriage-return        \\r\\n ends a line too");
        assertThat(CheckReport.list(Exam.of(5), 5, 200).lines().count())
                .isEqualTo(Exam.of(5).size());
        for (ExamItem item : Exam.of(10)) {
            assertThat(CheckReport.list(Exam.of(10), 10, 80)).contains("  " + item.id() + " ");
        }
    }

    @Test
    void theSummarySaysWhatItComesTo() {
        ItemResult passed = MadeExam.passed("s01.order", 1);
        ItemResult failed = MadeExam.failed("s01.pieces", 1);
        ItemResult notJudged = MadeExam.notJudged("s01.pieces", 1);
        ItemResult notRun = MadeExam.notRun("s03.depth", 3, "an item before it failed");
        String start = "the server must be started for it, with --queue ";
        assertThat(CheckReport.summary(MadeExam.exam(1, passed, passed), WIDTH))
                .isEqualTo("PASS: 2 of 2 items passed in 12.3 s.");
        assertThat(CheckReport.summary(MadeExam.exam(1, passed, failed, notRun), 200))
                .isEqualTo("FAIL: 1 passed, 1 failed, 0 could not be judged, 1 not run: an item before it failed"
                        + " (--all goes on).");
        assertThat(CheckReport.summary(MadeExam.exam(1, passed, notJudged), 200))
                .isEqualTo("INCONCLUSIVE: 1 passed, 0 failed, 1 could not be judged, 0 not run.");
        assertThat(CheckReport.summary(
                        MadeExam.exam(
                                5,
                                MadeExam.notRun("s05.busy", 5, start + "5"),
                                MadeExam.notRun("s03.depth", 3, start + "6")),
                        200))
                .isEqualTo("NOTHING TESTED: 0 passed, 0 failed, 0 could not be judged, 2 not run:"
                        + " the server must be started for these (--cmd).");
    }

    @Test
    void noLineIsWiderThanTheTerminal() {
        for (int width : new int[] {60, 80, 100}) {
            for (ExamItem item : Exam.of(10)) {
                String text = CheckReport.item(MadeExam.failed(item.id(), 10), width);
                assertThat(text.lines()).allMatch(line -> line.length() <= width);
            }
        }
    }
}
