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
 * Puts a server to one item after the other, and says what came of each. Items that need the same options share a server, as
 * long as it lives and passes. One thread at a time may use it.
 */
public final class Examination implements AutoCloseable {
    /** The likely cause where a server that has started before does not start with other options. */
    public static final String NOT_STARTED =
            "It does not know one of its options, and should ignore it then; or its last run still has something open.";

    /** An item that takes longer is stuck: each single step in it has its own, shorter limit. */
    private static final Duration ITEM_LIMIT = Duration.ofSeconds(60);

    /** No item waits for more things in vain. */
    private static final int STEPS = 6;

    /** A server that dies of an item may take a moment for it. */
    private static final Duration LAST_BREATH = Duration.ofMillis(200);

    private static final Duration MOMENT = Duration.ofMillis(20);
    private static final String DIED = "Something that a client did, perhaps that it left, ended the whole server.";
    private static final int SHOWN_LINES = 10;
    private static final int MOST_SILENT_ITEMS = 3;

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

    /** Null while none is running. */
    private Server server;

    private List<String> serverOptions = List.of();
    private boolean everStarted;
    private int silentItems;

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
        this.patience = patience;
        this.itemLimit = itemLimit;
        this.userSuffix = userSuffix;
        this.listener = listener;
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
            ItemResult result = examineTwiceIfNeeded(item);
            results.add(result);
            listener.accept(result);
            stop = reasonToStop(result, all);
        }
        return new ExamResult(stage, List.copyOf(results), (System.nanoTime() - start) / 1e9);
    }

    @Override
    public void close() {
        examiner.shutdownNow();
        end();
    }

    private Optional<String> reasonNotToRun(ExamItem item) {
        boolean possible = launcher.starts() || !item.needsStart(stage);
        return possible ? Optional.empty() : Optional.of("the server must be started for it, with " + options(item));
    }

    private Optional<String> reasonToStop(ItemResult result, boolean all) {
        silentItems = wasSilent(result) ? silentItems + 1 : 0;
        if (silentItems == MOST_SILENT_ITEMS) {
            return Optional.of("the server did not answer in " + MOST_SILENT_ITEMS + " items in a row");
        }
        boolean failed = result.verdict() == Verdict.FAIL;
        return failed && !all ? Optional.of("an item before it failed") : Optional.empty();
    }

    private static boolean wasSilent(ItemResult result) {
        return result.failure()
                .flatMap(ExamFailure::likelyCause)
                .filter(Causes.NOTHING_IN_TIME::equals)
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
        try {
            prepare(item);
        } catch (IOException e) {
            if (!everStarted) {
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
            return survived(item)
                    ? result(item, Verdict.PASS, start, examinee.operations(), null, "", List.of())
                    : failed(item, start, examinee.operations(), new ExamFailure("the server ended", DIED));
        } catch (ExecutionException e) {
            return judged(item, start, examinee.operations(), e.getCause());
        } catch (TimeoutException e) {
            ExamFailure failure = new ExamFailure(
                    "the item was not over after " + itemLimit.toMillis() + " ms",
                    "The server reads or writes so slowly, or not at all, that nothing can be told.");
            return failed(item, start, examinee.operations(), failure);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            examinee.hangUp();
        }
    }

    /** A server that dies of the last thing that an item did does so a moment later. */
    private boolean survived(ExamItem item) {
        return item.endsServer() || server.awaitExit(MOMENT) < 0;
    }

    private static ExamFailure notStarted(IOException e) {
        return e instanceof StartFailure start
                ? new ExamFailure(start.what(), NOT_STARTED)
                : new ExamFailure(
                        "the server is not reached any more: " + e.getMessage(),
                        "The server has ended, or takes no further client.");
    }

    private static List<String> linesOf(IOException e) {
        return e instanceof StartFailure start ? start.lines() : List.of();
    }

    /** Takes the server that runs if it has the right options, and otherwise another one. */
    private void prepare(ExamItem item) throws IOException {
        List<String> options = Exam.options(item, stage);
        if (server != null && (!server.isAlive() || !options.equals(serverOptions))) {
            end();
        }
        if (server == null) {
            server = launcher.start(options);
            serverOptions = options;
            everStarted = true;
        }
    }

    private ItemResult judged(ExamItem item, long start, OperationCounts operations, Throwable e) throws IOException {
        if (e instanceof ExamFailure failure) {
            return failed(item, start, operations, failure);
        }
        if (e instanceof Inconclusive inconclusive) {
            end();
            return result(item, Verdict.INCONCLUSIVE, start, operations, null, inconclusive.getMessage(), List.of());
        }
        throw new IllegalStateException("the examiner is wrong, and not the server: " + item.id(), e);
    }

    /** A server that has failed may be in any state, so the next item gets another one. */
    private ItemResult failed(ExamItem item, long start, OperationCounts operations, ExamFailure failure) {
        int exitCode = server.awaitExit(LAST_BREATH);
        String reason = exitCode < 0 ? "" : "the server has ended, with exit code " + exitCode;
        List<String> lines = server.lastLines();
        end();
        return result(item, Verdict.FAIL, start, operations, failure, reason, lines);
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

    private void end() {
        if (server != null) {
            server.close();
            server = null;
        }
    }
}
