package tenstages.loadgen.exam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tenstages.loadgen.exam.ExamItem.Exchange;
import tenstages.loadgen.exam.ItemResult.Verdict;
import tenstages.loadgen.model.Fault;
import tenstages.loadgen.model.ModelServer;
import tenstages.loadgen.model.Quoting;
import tenstages.loadgen.process.Server;
import tenstages.loadgen.process.StartFailure;

/** How an exam goes from item to item, and what each verdict comes from. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Execution(ExecutionMode.CONCURRENT)
class ExaminationTest {
    /** A right server has as long as a busy machine makes it take. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** What a server that answers nothing costs, each time. */
    private static final Duration LITTLE_PATIENCE = Duration.ofSeconds(2);

    private static final Exchange PASSES = server -> server.connect().ask("x");
    private static final Exchange ENDS = server -> server.process().signal("KILL");
    private static final Exchange FAILS = server -> server.connect().send("x\n").expect("y");
    private static final Exchange CANNOT_BE_JUDGED = server -> {
        throw new Inconclusive("too busy");
    };

    private final List<List<String>> started = new CopyOnWriteArrayList<>();
    private final List<ModelServer> servers = new CopyOnWriteArrayList<>();
    private final List<ItemResult> heard = new ArrayList<>();

    @Test
    void anExamStopsAtTheFirstItemThatFails() throws IOException {
        ExamResult result = run(false, item("a", PASSES), item("b", FAILS), item("c", PASSES));
        assertThat(verdicts(result)).containsExactly(Verdict.PASS, Verdict.FAIL, Verdict.NOT_RUN);
        assertThat(result.items().get(2).reason()).isEqualTo("an item before it failed");
        assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(heard).containsExactlyElementsOf(result.items().subList(0, 2));
    }

    @Test
    void allItemsAreRunIfAllAreAskedFor() throws IOException {
        ExamResult result = run(true, item("a", FAILS), item("b", PASSES), item("c", FAILS));
        assertThat(verdicts(result)).containsExactly(Verdict.FAIL, Verdict.PASS, Verdict.FAIL);
        assertThat(result.count(Verdict.FAIL)).isEqualTo(2);
    }

    @Test
    void anItemThatCannotBeJudgedDoesNotEndTheExamAndIsNoPass() throws IOException {
        ExamResult result = run(false, item("a", CANNOT_BE_JUDGED), item("b", PASSES));
        assertThat(verdicts(result)).containsExactly(Verdict.INCONCLUSIVE, Verdict.PASS);
        assertThat(result.items().get(0).reason()).isEqualTo("too busy");
        assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void anItemThatCannotBeJudgedHasASecondTry() throws IOException {
        AtomicInteger tries = new AtomicInteger();
        Exchange onceBusy = server -> {
            if (tries.incrementAndGet() == 1) {
                throw new Inconclusive("too busy");
            }
        };
        assertThat(verdicts(run(false, item("a", onceBusy)))).containsExactly(Verdict.PASS);
        assertThat(heard).hasSize(1);
    }

    @Test
    void onlyAnExamOfWhichEveryItemPassedIsPassed() throws IOException {
        assertThat(run(false, item("a", PASSES), item("b", PASSES)).verdict()).isEqualTo(Verdict.PASS);
        ExamItem needsStart = item("b", PASSES, Map.of("--work-ms", "1"));
        ExamResult result = new Examination(4, new Found(), PATIENCE, "", heard::add)
                .run(List.of(item("a", PASSES), needsStart), false);
        assertThat(verdicts(result)).containsExactly(Verdict.PASS, Verdict.NOT_RUN);
        assertThat(result.items().get(1).reason()).isEqualTo("the server must be started for it, with --work-ms 1");
        assertThat(heard).hasSize(2 + 2).last().isEqualTo(result.items().get(1));
        assertThat(result.items().get(0).options()).isEqualTo("its own, because it ran already");
        assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void whereNoItemWasRunNothingIsTested() throws IOException {
        ExamResult result = new Examination(4, new Found(), PATIENCE, "", heard::add)
                .run(List.of(item("b", PASSES, Map.of("--work-ms", "1"))), false);
        assertThat(result.verdict()).isEqualTo(Verdict.NOT_RUN);
        assertThat(started).isEmpty();
    }

    @Test
    void itemsWithTheSameOptionsShareAServer() throws IOException {
        Map<String, String> slow = Map.of("--work-ms", "7");
        run(false, item("a", PASSES), item("b", PASSES), item("c", PASSES, slow), item("d", PASSES, slow));
        assertThat(started).containsExactly(List.of("--work-ms", "0"), List.of("--work-ms", "7"));
        assertThat(heard.stream().map(ItemResult::options))
                .containsExactly("--work-ms 0", "--work-ms 0", "--work-ms 7", "--work-ms 7");
        assertThat(servers).noneMatch(Server::isAlive);
    }

    @Test
    void aServerThatFailedOrEndedIsNotUsedAgain() throws IOException {
        run(true, item("a", FAILS), lastItem("b", ENDS), item("c", CANNOT_BE_JUDGED), item("d", PASSES));
        assertThat(started).hasSize(5);
        assertThat(heard.get(1).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void onlyAnItemOfTheLastStageMayEndTheServer() throws IOException {
        ItemResult result = run(false, item("a", ENDS)).items().get(0);
        assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(result.failure().orElseThrow().what()).isEqualTo("the server ended");
        assertThat(result.reason()).isEqualTo("the server has ended, with exit code 137");
    }

    @Test
    void aServerThatEndedIsToldWithItsExitCodeAndLastLines() throws IOException {
        Exchange dies = server -> {
            server.process().signal("KILL");
            server.connect().send("x\n").expect("never");
        };
        ItemResult result = run(false, item("a", dies)).items().get(0);
        assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(result.reason()).isEqualTo("the server has ended, with exit code 137");
        assertThat(result.serverLines()).hasSize(1).first().asString().startsWith("listening on ");
    }

    @Test
    void ofWhatAServerPrintedTheLastTenLinesAreKept() throws IOException {
        try (ModelServer model = ModelServer.start(4, List.of())) {
            List<String> lines =
                    IntStream.rangeClosed(1, 40).mapToObj(i -> "line " + i).toList();
            Server chatty = new Quoting(model, lines);
            ExamResult result = new Examination(4, options -> chatty, PATIENCE, "", heard::add)
                    .run(List.of(item("a", FAILS)), false);
            assertThat(result.items().get(0).serverLines())
                    .hasSize(10)
                    .startsWith("line 31")
                    .endsWith("line 40");
        }
    }

    @Test
    void onlyWhatAServerPrintedSinceTheItemBeganStandsBelowAFailure() throws IOException {
        List<String> printed = new CopyOnWriteArrayList<>();
        Exchange chats = server -> printed.add("of the item before");
        Exchange chatsAndFails = server -> {
            printed.add("of this one");
            FAILS.run(server);
        };
        Examination.Launcher chatty = options -> new Quoting(start(options), printed);
        try (Examination exam = new Examination(4, chatty, PATIENCE, "", heard::add)) {
            ExamResult result = exam.run(List.of(item("a", chats), item("b", chatsAndFails)), false);
            assertThat(result.items().get(1).serverLines()).containsExactly("of this one");
        }
    }

    @Test
    void whatASecondServerPrintedAtItsStartStandsThereToo() throws IOException {
        ExamItem another = item("c", FAILS, Map.of("--work-ms", "7"));
        Examination.Launcher telling = options -> new Quoting(start(options), List.of("with " + options));
        try (Examination exam = new Examination(4, telling, PATIENCE, "", heard::add)) {
            ExamResult result = exam.run(List.of(item("a", PASSES), item("b", PASSES), another), false);
            assertThat(result.items().get(2).serverLines())
                    .hasSize(2)
                    .endsWith("with [--work-ms, 7]")
                    .first()
                    .asString()
                    .startsWith("listening on ");
        }
    }

    @Test
    void aServerThatNeverStartsEndsTheExam() {
        Examination exam = new Examination(
                4,
                options -> {
                    throw new IOException("no such program");
                },
                PATIENCE,
                "",
                heard::add);
        assertThatThrownBy(() -> exam.run(List.of(item("a", PASSES)), true))
                .isInstanceOf(IOException.class)
                .hasMessage("no such program");
        assertThat(heard).isEmpty();
    }

    @Test
    void aServerThatOnlyRefusesSomeOptionsFailsTheirItems() throws IOException {
        Examination.Launcher choosy = options -> {
            if (options.contains("7")) {
                throw new StartFailure("what is --work-ms?", List.of("usage"));
            }
            return start(options);
        };
        ExamResult result = new Examination(4, choosy, PATIENCE, "", heard::add)
                .run(List.of(item("a", PASSES), item("b", PASSES, Map.of("--work-ms", "7")), item("c", PASSES)), true);
        assertThat(verdicts(result)).containsExactly(Verdict.PASS, Verdict.FAIL, Verdict.PASS);
        assertThat(result.items().get(1).failure().orElseThrow().what()).isEqualTo("what is --work-ms?");
        assertThat(result.items().get(1).serverLines()).containsExactly("usage");
        assertThat(result.items().get(1).operations()).isEqualTo(OperationCounts.NONE);
    }

    @Test
    void whereTheExaminerCannotStartItNothingIsSaidOfTheServer() throws IOException {
        Examination.Launcher exhausted = options -> {
            if (options.contains("7")) {
                throw new IOException("Too many open files");
            }
            return start(options);
        };
        ExamResult result = new Examination(4, exhausted, PATIENCE, "", heard::add)
                .run(List.of(item("a", PASSES), item("b", PASSES, Map.of("--work-ms", "7"))), true);
        assertThat(verdicts(result)).containsExactly(Verdict.PASS, Verdict.INCONCLUSIVE);
        assertThat(result.items().get(1).reason())
                .isEqualTo("the examiner could not start the server: Too many open files");
    }

    @Test
    void anItemThatIsCutOffGetsNoFurtherClient() throws Exception {
        CountDownLatch refused = new CountDownLatch(1);
        Exchange stubborn = server -> {
            try {
                while (true) {
                    server.connect().close();
                }
            } catch (IOException e) {
                refused.countDown();
            }
        };
        new Examination(4, this::start, PATIENCE, Duration.ofMillis(200), "", heard::add)
                .run(List.of(item("a", stubborn)), false);
        assertThat(refused.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(heard.get(0).verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void aServerThatAnswersNothingThreeTimesIsGivenUp() throws IOException {
        Examination exam = exam(LITTLE_PATIENCE, Fault.ANSWERS_NOTHING);
        ExamResult result =
                exam.run(List.of(item("a", PASSES), item("b", PASSES), item("c", PASSES), item("d", PASSES)), true);
        assertThat(verdicts(result)).containsExactly(Verdict.FAIL, Verdict.FAIL, Verdict.FAIL, Verdict.NOT_RUN);
        assertThat(result.items().get(3).reason()).isEqualTo("the server did not answer in 3 items in a row");
    }

    @Test
    void anAnswerInBetweenStartsTheCountAnew() throws IOException {
        Exchange silent = server -> server.connect().reply();
        ExamItem[] items = {
            item("a", silent),
            item("b", silent),
            item("c", PASSES),
            item("d", silent),
            item("e", silent),
            item("f", PASSES)
        };
        ExamResult result = exam(LITTLE_PATIENCE).run(List.of(items), true);
        assertThat(result.count(Verdict.NOT_RUN)).isZero();
    }

    @Test
    void aServerThatEndsByItselfThreeTimesIsGivenUpAndTheItemsAreNotToBlame() throws IOException {
        Exchange endsFirst = server -> {
            server.process().signal("KILL");
            server.connect().ask("x");
        };
        ExamResult result = run(
                true,
                item("a", endsFirst),
                item("b", endsFirst),
                item("c", PASSES),
                item("d", endsFirst),
                item("e", endsFirst),
                item("f", endsFirst),
                item("g", PASSES));
        assertThat(result.items().get(0).likelyCause()).isEqualTo(Examination.ENDED_UNANSWERED);
        assertThat(result.items().get(0).reason()).isEqualTo("the server has ended, with exit code 137");
        assertThat(result.items().get(5).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(result.items().get(6).reason()).isEqualTo("the server ended by itself in 3 items in a row");
    }

    @Test
    void aServerThatEndsAfterAnAnswerMayHaveEndedBecauseOfTheItem() throws IOException {
        Exchange answeredFirst = server -> {
            ExamClient client = server.connect();
            client.ask("x");
            server.process().signal("KILL");
            client.send("x\n").reply();
        };
        assertThat(run(false, item("a", answeredFirst))
                        .items()
                        .get(0)
                        .failure()
                        .orElseThrow()
                        .likelyCause())
                .isNotEqualTo(Optional.of(Examination.ENDED_UNANSWERED));
    }

    @Test
    void anItemThatMostlyWaitsRunsBesideTheOthersWithAServerOfItsOwn() throws IOException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        Exchange waits = server -> {
            PASSES.run(server);
            begun.countDown();
            await(over);
        };
        Exchange meanwhile = server -> {
            await(begun);
            PASSES.run(server);
            over.countDown();
        };
        ExamResult result = run(false, item("a", PASSES), item("b", meanwhile), waiting("c", waits), item("d", PASSES));
        assertThat(verdicts(result)).containsExactly(Verdict.PASS, Verdict.PASS, Verdict.PASS, Verdict.PASS);
        assertThat(heard.stream().map(each -> each.item().id())).containsExactly("a", "b", "c", "d");
        assertThat(started).hasSize(2);
        assertThat(servers).noneMatch(Server::isAlive);
    }

    @Test
    void whereNoSecondServerCanBeStartedItRunsInItsTurn() throws IOException {
        Examination.Launcher oneAtATime = options -> {
            if (!servers.isEmpty()) {
                throw new StartFailure("one is enough", List.of());
            }
            return start(options);
        };
        ExamResult result = new Examination(4, oneAtATime, PATIENCE, "", heard::add)
                .run(List.of(item("a", PASSES), waiting("b", PASSES)), false);
        assertThat(verdicts(result)).containsExactly(Verdict.PASS, Verdict.PASS);
    }

    @Test
    void anItemThatDoesNotComeToItsEndIsCutOff() throws IOException {
        Exchange endless = server -> {
            ExamClient client = server.connect();
            while (true) {
                client.ask("x");
            }
        };
        Examination exam = new Examination(4, this::start, PATIENCE, Duration.ofMillis(200), "", heard::add);
        ItemResult result = exam.run(List.of(item("a", endless)), false).items().get(0);
        assertThat(result.failure().orElseThrow().what()).isEqualTo("the item was not over after 200 ms");
        assertThat(result.seconds()).isGreaterThanOrEqualTo(0.2);
    }

    @Test
    void aMistakeOfTheExaminerIsNotOneOfTheServer() {
        Exchange wrong = server -> {
            throw new IllegalArgumentException("mine");
        };
        assertThatThrownBy(() -> run(false, item("a", wrong)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the examiner is wrong, and not the server: a");
    }

    @Test
    void operationsAreCountedItemByItem() throws IOException {
        Exchange mixed = server -> {
            ExamClient client = server.connect();
            client.ask("x");
            client.send("y\nz\n").reset();
        };
        long start = System.nanoTime();
        ExamResult result = run(false, item("a", mixed), item("b", PASSES));
        double elapsed = (System.nanoTime() - start) / 1e9;
        assertThat(result.items().get(0).operations()).isEqualTo(new OperationCounts(1, 0, 2));
        assertThat(result.items().get(1).operations()).isEqualTo(new OperationCounts(1, 0, 0));
        assertThat(result.seconds())
                .isBetween(
                        result.items().stream().mapToDouble(ItemResult::seconds).sum(), elapsed);
    }

    @Test
    void usersAreNamedAsTheExamSays() throws IOException {
        List<String> names = new ArrayList<>();
        Exchange named = server -> names.add(server.user("ada"));
        new Examination(4, this::start, PATIENCE, "-7", heard::add).run(List.of(item("a", named)), false);
        assertThat(names).containsExactly("ada-7");
    }

    @Test
    void whereThisMachineHasNoMoreToGiveNothingIsSaidOfTheServer() throws IOException {
        for (IOException ours : List.of(new BindException("no port"), new IOException("Too many open files"))) {
            Exchange unconnected = server -> {
                throw ours;
            };
            ItemResult result = run(false, item("a", unconnected)).items().get(0);
            assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
            assertThat(result.reason())
                    .isEqualTo("the examiner itself got no further connection: " + ours.getMessage());
        }
    }

    private ExamResult run(boolean all, ExamItem... items) throws IOException {
        try (Examination exam = exam(PATIENCE)) {
            return exam.run(List.of(items), all);
        }
    }

    private Examination exam(Duration patience, Fault... faults) {
        return new Examination(4, options -> start(options, faults), patience, "", heard::add);
    }

    private ModelServer start(List<String> options, Fault... faults) throws IOException {
        started.add(options);
        ModelServer server = ModelServer.start(4, options, faults);
        servers.add(server);
        return server;
    }

    private static ExamItem item(String id, Exchange exchange) {
        return item(id, exchange, Map.of());
    }

    private static ExamItem item(String id, Exchange exchange, Map<String, String> options) {
        return new ExamItem(id, 4, 10, "a promise", options, exchange);
    }

    private static ExamItem waiting(String id, Exchange exchange) {
        return new ExamItem(id, 4, 10, "a promise", Map.of(), exchange, true);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ExamItem lastItem(String id, Exchange exchange) {
        return new ExamItem(id, 10, 10, "a promise", Map.of(), exchange);
    }

    private static List<Verdict> verdicts(ExamResult result) {
        return result.items().stream().map(ItemResult::verdict).toList();
    }

    /** A server that somebody else has started. */
    private final class Found implements Examination.Launcher {
        @Override
        public Server start(List<String> options) throws IOException {
            return ExaminationTest.this.start(List.of());
        }

        @Override
        public boolean starts() {
            return false;
        }
    }
}
