package tenstages.primitives;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;

/** A request says who its user is, in a variable of its thread. The thread serves the next request, too. */
@Command(
        name = "thread-local",
        header = "A ThreadLocal in a pool: the next request finds what the last one left.",
        mixinStandardHelpOptions = true)
final class ThreadLocalLeak implements Callable<Integer> {
    /** Each thread has a value of its own, for as long as the thread lives, and not only for a request. */
    private static final ThreadLocal<String> USER = ThreadLocal.withInitial(() -> "nobody");

    @Override
    public Integer call() throws InterruptedException, ExecutionException {
        System.out.println("A pool has one thread. Ada logs in, then a request comes that has not logged in.");
        String left = nextRequest(ThreadLocalLeak::serve);
        System.out.println("  set:                     the next request is taken for " + left);
        String removed = nextRequest(ThreadLocalLeak::serveAndRemove);
        System.out.println("  set, removed in finally: the next request is taken for " + removed);
        return Main.verdict(left.equals("ada"), removed.equals("nobody"));
    }

    /** Serves ada, and then somebody who has not said who they are: who the server takes them for. */
    static String nextRequest(UnaryOperator<String> server) throws InterruptedException, ExecutionException {
        ExecutorService pool = Executors.newFixedThreadPool(1);
        try {
            pool.submit(() -> server.apply("ada")).get();
            return pool.submit(() -> server.apply("")).get();
        } finally {
            pool.shutdown();
        }
    }

    /** Wrong: nobody takes the user back out. */
    static String serve(String login) {
        if (!login.isEmpty()) {
            USER.set(login);
        }
        return USER.get();
    }

    /** Finally, because a request that fails leaves its user behind as well. */
    static String serveAndRemove(String login) {
        try {
            return serve(login);
        } finally {
            USER.remove();
        }
    }
}
