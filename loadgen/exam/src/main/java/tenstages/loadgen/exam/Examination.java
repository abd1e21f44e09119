package tenstages.loadgen.exam;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import tenstages.loadgen.exam.ItemResult.Verdict;
import tenstages.loadgen.process.Server;
import tenstages.loadgen.process.StartFailure;

/**
 * Puts a server to one item after the other, and says what came of each. Items that need the same options share a
 * server, as long as it lives and passes. One thread at a time may use it.
 */
public final class Examination implements AutoCloseable {
    /** The likely cause where a server that has started before does not start with other options. */
    public static final String NOT_STARTED = Causes.NOT_STARTED;

    /** The likely cause where a server ended before it had answered: the item may have nothing to do with it. */
    public static final String ENDED_UNANSWERED = Causes.ENDED_UNANSWERED;

    /** An item that takes longer is stuck: each single step in it has its own, shorter limit. */
    private static final Duration ITEM_LIMIT = Duration.ofSeconds(60);

    /** An item waits at most this many times for something that never comes. */
    private static final int STEPS = 6;

    /** A server that dies of an item may take a moment for it. */
    private static final Duration LAST_BREATH = Duration.ofMillis(200);

    private static final Duration MOMENT = Duration.ofMillis(20);
    private static final int SHOWN_LINES = 10;
    private static final int MOST_SILENT_ITEMS = 3;
    private static final int MOST_DEATHS = 3;

    private final int stage;
    private final Launcher launcher;
    private final Duration patience;
    private final Duration itemLimit;
    private final String userSuffix;
    private final Consumer<ItemResult> listener;
    private final ExecutorService examiner = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "examiner");
        thread.setDaemon(true);
        return thread;
    });

    private final ServerInUse servers;

    private final ItemsBeside beside;
    private int silentItems;
    private int deaths;

    /** How a server is started, or found. */
    @FunctionalInterface
    public interface Launcher {
        /** Returns a server with these options that listens. Throws IOException, with the reason, if there is none. */
        Server start(List<String> options) throws IOException;

        /** Whether it can start a server with options and signal it; otherwise items that need that are not run. */
        default boolean starts() {
            return true;
        }
    }

    /**
     * An exam for a server that claims to be at this stage.
     *
     * @param patience how long it has for whatever must happen
     * @param userSuffix ends the names of all users; see {@link Examinee}
     * @param listener hears of each item that was run, or that cannot be
     */
    public Examination(
            int stage, Launcher launcher, Duration patience, String userSuffix, Consumer<ItemResult> listener) {
        this(stage, launcher, patience, limit(patience), userSuffix, listener);
    }

    private static Duration limit(Duration patience) {
        Duration limit = patience.multipliedBy(STEPS);
        return limit.compareTo(ITEM_LIMIT) > 0 ? limit : ITEM_LIMIT;
    }

    Examination(
            int stage,
            Launcher launcher,
            Duration patience,
            Duration itemLimit,
            String userSuffix,
            Consumer<ItemResult> listener) {
        this.stage = stage;
        this.launcher = launcher;
        servers = new ServerInUse(launcher);
        this.patience = patience;
        this.itemLimit = itemLimit;
        this.userSuffix = userSuffix;
        this.listener = listener;
        beside = new ItemsBeside(
                () -> new Examination(stage, launcher, patience, itemLimit, userSuffix, result -> {}), examiner);
    }

    /**
     * Runs the items in their order; unless all are asked for, only until one fails. Throws IOException if no server
     * could be started at all.
     */
    public ExamResult run(List<ExamItem> items, boolean all) throws IOException {
        long start = System.nanoTime();
        List<ItemResult> results = new ArrayList<>();
        Optional<String> stop = Optional.empty();
        for (ExamItem item : items) {
            Optional<String> reason = stop.or(() -> reasonNotToRun(item));
            if (reason.isPresent()) {
                ItemResult notRun = ItemResult.notRun(item, reason.get());
                results.add(notRun);
                if (stop.isEmpty()) {
                    listener.accept(notRun);
                }
                continue;
            }
            Optional<ItemResult> early = beside.result(item);
            ItemResult result = early.isPresent() ? early.get() : examineTwiceIfNeeded(item);
            results.add(result);
            listener.accept(result);
            stop = reasonToStop(result, all);
            if (results.size() == 1 && stop.isEmpty()) {
                // By now it is known that the server can be started.
                beginBeside(items);
            }
        }
        return new ExamResult(stage, List.copyOf(results), (System.nanoTime() - start) / 1e9);
    }

    @Override
    public void close() {
        examiner.shutdownNow();
        servers.close();
        beside.close();
    }

    private void beginBeside(List<ExamItem> items) {
        items.stream()
                .skip(1)
                .filter(item -> item.mostlyWaits() && reasonNotToRun(item).isEmpty())
                .forEach(beside::begin);
    }

    private Optional<String> reasonNotToRun(ExamItem item) {
        boolean possible = launcher.starts() || !item.needsStart(stage);
        return possible ? Optional.empty() : Optional.of("the server must be started for it, with " + options(item));
    }

    private Optional<String> reasonToStop(ItemResult result, boolean all) {
        silentItems = hasCause(result, Causes.NOTHING_IN_TIME) ? silentItems + 1 : 0;
        if (silentItems == MOST_SILENT_ITEMS) {
            return Optional.of("the server did not answer in " + MOST_SILENT_ITEMS + " items in a row");
        }
        deaths = hasCause(result, ENDED_UNANSWERED) ? deaths + 1 : 0;
        if (deaths == MOST_DEATHS) {
            return Optional.of("the server ended by itself in " + MOST_DEATHS + " items in a row");
        }
        boolean failed = result.verdict() == Verdict.FAIL;
        return failed && !all ? Optional.of("an item before it failed") : Optional.empty();
    }

    private static boolean hasCause(ItemResult result, String beginning) {
        return result.failure()
                .flatMap(ExamFailure::likelyCause)
                .filter(cause -> cause.startsWith(beginning))
                .isPresent();
    }

    private String options(ExamItem item) {
        List<String> options = Exam.options(item, stage);
        return options.isEmpty() ? "none" : String.join(" ", options);
    }

    /** What stood in the way of a judgement may have been there for a moment only. */
    private ItemResult examineTwiceIfNeeded(ExamItem item) throws IOException {
        ItemResult result = examine(item);
        return result.verdict() == Verdict.INCONCLUSIVE ? examine(item) : result;
    }

    private ItemResult examine(ExamItem item) throws IOException {
        long start = System.nanoTime();
        Server server;
        try {
            server = servers.take(Exam.options(item, stage));
        } catch (IOException e) {
            if (!servers.everStarted()) {
                throw e;
            }
            if (launcher.starts() && !(e instanceof StartFailure)) {
                String reason = "the examiner could not start the server: " + e.getMessage();
                return result(item, Verdict.INCONCLUSIVE, start, OperationCounts.NONE, null, reason, List.of());
            }
            return result(item, Verdict.FAIL, start, OperationCounts.NONE, notStarted(e), "", linesOf(e));
        }
        Examinee examinee = new Examinee(stage, server, patience, userSuffix);
        Future<?> examination = examiner.submit(() -> item.examine(examinee));
        try {
            examination.get(itemLimit.toMillis(), TimeUnit.MILLISECONDS);
            return survived(item, server)
                    ? result(item, Verdict.PASS, start, examinee.operations(), null, "", List.of())
                    : failed(item, start, examinee, new ExamFailure("the server ended", Causes.DIED));
        } catch (ExecutionException e) {
            return judged(item, start, examinee, e.getCause());
        } catch (TimeoutException e) {
            ExamFailure failure =
                    new ExamFailure("the item was not over after " + itemLimit.toMillis() + " ms", Causes.NEVER_OVER);
            return failed(item, start, examinee, failure);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            examinee.hangUp();
        }
    }

    /** A server that dies of the last thing that an item did does so a moment later. */
    private static boolean survived(ExamItem item, Server server) {
        return item.endsServer() || server.awaitExit(MOMENT) < 0;
    }

    private static ExamFailure notStarted(IOException e) {
        return e instanceof StartFailure start
                ? new ExamFailure(start.what(), NOT_STARTED)
                : new ExamFailure("the server is not reached any more: " + e.getMessage(), Causes.GONE);
    }

    private static List<String> linesOf(IOException e) {
        return e instanceof StartFailure start ? start.lines() : List.of();
    }

    private ItemResult judged(ExamItem item, long start, Examinee examinee, Throwable e) {
        if (e instanceof ExamFailure failure) {
            return failed(item, start, examinee, failure);
        }
        if (e instanceof Inconclusive inconclusive) {
            servers.end();
            return result(
                    item,
                    Verdict.INCONCLUSIVE,
                    start,
                    examinee.operations(),
                    null,
                    inconclusive.getMessage(),
                    List.of());
        }
        throw new IllegalStateException("the examiner is wrong, and not the server: " + item.id(), e);
    }

    /** A server that has failed may be in any state, so the next item gets another one. */
    private ItemResult failed(ExamItem item, long start, Examinee examinee, ExamFailure failure) {
        int exitCode = examinee.process().awaitExit(LAST_BREATH);
        String reason = exitCode < 0 ? "" : "the server has ended, with exit code " + exitCode;
        List<String> lines = servers.linesOfItem();
        servers.end();
        OperationCounts operations = examinee.operations();
        boolean byItself = exitCode >= 0 && operations.ok() == 0 && !item.endsServer();
        ExamFailure told = byItself ? failure.by(Causes.ENDED_UNANSWERED) : failure;
        return result(item, Verdict.FAIL, start, operations, told, reason, lines);
    }

    private ItemResult result(
            ExamItem item,
            Verdict verdict,
            long start,
            OperationCounts operations,
            ExamFailure failure,
            String reason,
            List<String> serverLines) {
        double seconds = (System.nanoTime() - start) / 1e9;
        List<String> shown = serverLines.subList(Math.max(0, serverLines.size() - SHOWN_LINES), serverLines.size());
        return new ItemResult(
                item,
                verdict,
                launcher.starts() ? options(item) : "its own, because it ran already",
                seconds,
                operations,
                Optional.ofNullable(failure),
                reason,
                List.copyOf(shown));
    }
}
