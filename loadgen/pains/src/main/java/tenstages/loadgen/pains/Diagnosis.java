package tenstages.loadgen.pains;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tenstages.loadgen.process.Server;

/**
 * Why a server does not do what it should, by its own evidence: what it said on stderr, and where its event loop was
 * whenever somebody looked. A look is what a JVM prints on stdout when it is sent SIGQUIT.
 */
public final class Diagnosis implements AutoCloseable {
    private static final int MOST_LINES = 12;
    private static final Duration FIRST_LOOK = Duration.ofMillis(500);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final Duration TIME_TO_PRINT = Duration.ofMillis(100);
    private static final int MOST_LOOKS = 8;
    private static final String THREAD = "\"event-loop\"";

    /** The class in which the event loop is while it waits; what it calls stands above that in the stack. */
    private static final String WAITS_FOR_CLIENTS = "EventLoop";

    private static final Pattern FRAME = Pattern.compile("\\s*(?:at .*|\\.\\.\\. \\d+ more)");
    private static final Pattern OWN_FRAME =
            Pattern.compile("\\s*at (?:\\S+/)?tenstages\\.server\\.(\\w+)[^(]*\\((\\w+\\.java:\\d+)\\)");

    private final List<String> printed = Collections.synchronizedList(new ArrayList<>());
    private final Thread looks;

    /**
     * Runs the scenario once more and looks at the event loop meanwhile. Returns a sentence if the loop was mostly at
     * work or blocked at one line, instead of waiting for clients; an empty text otherwise.
     */
    public static String ofEventLoop(Scenario scenario, Subject subject) {
        try (Bench bench = new Bench(subject, scenario.options());
                Diagnosis looks = new Diagnosis(bench, FIRST_LOOK)) {
            try {
                scenario.attack().run(bench);
            } catch (IOException e) {
                // What is seen until then is what is asked for.
            }
            return looks.found();
        }
    }

    /** Looks at the servers of the bench, if there still are any after that time. */
    Diagnosis(Bench bench, Duration after) {
        looks = new Thread(
                () -> {
                    try {
                        TimeUnit.MILLISECONDS.sleep(after.toMillis());
                        look(bench, printed);
                    } catch (InterruptedException e) {
                        // There is nothing to look at any more.
                    }
                },
                "looks");
        looks.setDaemon(true);
        looks.start();
    }

    /** What was seen so far, in words; empty if the event loop was where it should be, or nobody looked. */
    String found() {
        return places(List.copyOf(printed));
    }

    @Override
    public void close() {
        looks.interrupt();
    }

    /** What the servers said on stderr: each line once, and of a stack trace those of the project's own code. */
    static List<String> words(List<Server> servers) {
        return servers.stream()
                .flatMap(server -> server.firstErrors().stream())
                .filter(line -> !FRAME.matcher(line).matches()
                        || OWN_FRAME.matcher(line).matches())
                .map(line -> line.replace("\t", "    "))
                .distinct()
                .limit(MOST_LINES)
                .toList();
    }

    private static void look(Bench bench, List<String> printed) {
        try {
            for (int i = 0; i < MOST_LOOKS; i++) {
                for (Server server : bench.serversToLookAt()) {
                    look(server, printed);
                }
                TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Only the lines that the look itself brings count: the server prints others too. */
    private static void look(Server server, List<String> printed) throws InterruptedException {
        try {
            if (server.isAlive()) {
                long before = server.stdoutCount();
                server.signal("QUIT");
                TimeUnit.MILLISECONDS.sleep(TIME_TO_PRINT.toMillis());
                printed.addAll(server.stdoutSince(before));
            }
        } catch (IOException e) {
            // The server has just ended.
        }
    }

    /** The line at which the event loop was in most of the looks, in words. */
    static String places(List<String> printed) {
        List<List<String>> stacks = stacks(printed);
        Map<String, Integer> looks = new LinkedHashMap<>();
        for (List<String> stack : stacks) {
            stack.stream()
                    .map(OWN_FRAME::matcher)
                    .filter(Matcher::matches)
                    .findFirst()
                    .filter(frame -> !frame.group(1).equals(WAITS_FOR_CLIENTS))
                    .ifPresent(frame -> looks.merge(frame.group(2), 1, Integer::sum));
        }
        return looks.entrySet().stream()
                .max(Comparator.comparing(Map.Entry::getValue))
                .filter(place -> place.getValue() * 2 > stacks.size())
                .map(place -> "in " + place.getValue() + " of " + stacks.size()
                        + " looks its event loop did not wait for clients, but was at " + place.getKey())
                .orElse("");
    }

    /** The stack traces of the event loop in what was printed, one for each look. */
    private static List<List<String>> stacks(List<String> printed) {
        List<List<String>> stacks = new ArrayList<>();
        boolean inside = false;
        for (String line : printed) {
            if (line.startsWith(THREAD)) {
                stacks.add(new ArrayList<>());
                inside = true;
            } else if (inside && line.isBlank()) {
                inside = false;
            } else if (inside) {
                stacks.get(stacks.size() - 1).add(line);
            }
        }
        return stacks;
    }
}
