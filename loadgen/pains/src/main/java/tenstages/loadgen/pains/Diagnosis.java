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
public final class Diagnosis {
    private static final int MOST_LINES = 12;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    private static final int MOST_LOOKS = 8;
    private static final String THREAD = "\"event-loop\"";
    private static final String WAITS_FOR_CLIENTS = "sun.nio.ch.SelectorImpl.select";
    private static final Pattern FRAME = Pattern.compile("\\s*(?:at .*|\\.\\.\\. \\d+ more)");
    private static final Pattern OWN_FRAME =
            Pattern.compile("\\s*at (?:\\S+/)?tenstages\\.server\\.(\\w+)[^(]*\\((\\w+\\.java:\\d+)\\)");

    private Diagnosis() {}

    /**
     * Runs the scenario once more on one side and looks at its event loop meanwhile. Returns a sentence if the loop was
     * mostly at work or blocked at one line, instead of waiting for clients; an empty text otherwise.
     */
    public static String ofEventLoop(Scenario scenario, Subject subject) {
        List<String> printed = Collections.synchronizedList(new ArrayList<>());
        try (Bench bench = new Bench(subject, scenario.options())) {
            Thread looks = new Thread(() -> look(bench, printed), "looks");
            looks.setDaemon(true);
            looks.start();
            scenario.attack().run(bench);
            looks.join();
        } catch (IOException e) {
            // What was seen until then is what is asked for.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return places(List.copyOf(printed));
    }

    /** What the servers said on stderr: each line once, and of a stack trace those of the project's own code. */
    static List<String> words(List<Server> servers) {
        Map<String, Integer> times = new LinkedHashMap<>();
        for (Server server : servers) {
            for (String line : server.firstErrors()) {
                if (!FRAME.matcher(line).matches() || OWN_FRAME.matcher(line).matches()) {
                    times.merge(line.replace("\t", "    "), 1, Integer::sum);
                }
            }
        }
        return times.entrySet().stream()
                .limit(MOST_LINES)
                .map(line -> line.getKey() + (line.getValue() > 1 ? "  (" + line.getValue() + " times)" : ""))
                .toList();
    }

    /** Looks at a server that does not answer, while it does not. */
    static String ofStuck(List<Server> servers) {
        List<String> printed = new ArrayList<>();
        try {
            for (int i = 0; i < MOST_LOOKS / 2; i++) {
                look(servers, printed);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return places(printed);
    }

    private static void look(Bench bench, List<String> printed) {
        try {
            for (int i = 0; i < MOST_LOOKS; i++) {
                look(bench.servers(), printed);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Only the lines that the look itself brings count: the server prints others too, and its last ones are kept. */
    private static void look(List<Server> servers, List<String> printed) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS.toMillis() / 2);
        for (Server server : servers) {
            try {
                if (server.isAlive()) {
                    long before = server.stdoutCount();
                    server.signal("QUIT");
                    TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS.toMillis() / 2);
                    printed.addAll(server.stdoutSince(before));
                }
            } catch (IOException e) {
                // It has just ended.
            }
        }
    }

    /** The line at which the event loop was in most of the looks, in words. */
    static String places(List<String> printed) {
        List<List<String>> stacks = stacks(printed);
        Map<String, Integer> looks = new LinkedHashMap<>();
        for (List<String> stack : stacks) {
            if (stack.stream().noneMatch(frame -> frame.contains(WAITS_FOR_CLIENTS))) {
                stack.stream()
                        .map(OWN_FRAME::matcher)
                        .filter(Matcher::matches)
                        .findFirst()
                        .ifPresent(frame -> looks.merge(frame.group(2), 1, Integer::sum));
            }
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
