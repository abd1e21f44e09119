package tenstages.market;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/** What the hub says of itself, again and again: written over and over in a terminal, or a line each second. */
final class LiveView implements Runnable {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final long LIVE_MS = 200;
    private static final long LINE_MS = 1000;
    private static final String HOME = "\u001b[H";
    private static final String ERASE_REST_OF_LINE = "\u001b[K";
    private static final String ERASE_BELOW = "\u001b[J";

    private final Hub hub;
    private final boolean live;

    LiveView(Hub hub, boolean live) {
        this.hub = hub;
        this.live = live;
    }

    /** Until the thread is interrupted. */
    @Override
    public void run() {
        try {
            while (true) {
                show();
                Thread.sleep(live ? LIVE_MS : LINE_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void show() throws InterruptedException {
        try {
            Message.Numbers numbers = hub.ask(TIMEOUT);
            System.out.print(live ? written(table(numbers)) : line(numbers));
            System.out.flush();
        } catch (TimeoutException e) {
            // It is busy, or shut down: the next look tells.
        }
    }

    /** Over what stood there before. */
    private static String written(String text) {
        return HOME + text.replace("\n", ERASE_REST_OF_LINE + "\n") + ERASE_BELOW;
    }

    /** All in one line. */
    static String line(Message.Numbers numbers) {
        return "received=%d delivered=%d missed=%d dead=%d stuck=%d died=%d%n"
                .formatted(
                        numbers.received(),
                        numbers.delivered(),
                        numbers.missed(),
                        numbers.deadLetters(),
                        numbers.stuck(),
                        numbers.died());
    }

    /** A line for each symbol, and that one. */
    static String table(Message.Numbers numbers) {
        StringBuilder text = new StringBuilder(
                "%-8s%12s%12s%12s%12s%12s%n".formatted("symbol", "last", "average", "min", "max", "ticks"));
        for (Map.Entry<String, Statistics> symbol : numbers.prices().entrySet()) {
            Statistics prices = symbol.getValue();
            text.append("%-8s%12s%12s%12s%12s%12d%n"
                    .formatted(
                            symbol.getKey(),
                            prices.last(),
                            prices.average(),
                            prices.min(),
                            prices.max(),
                            prices.count()));
        }
        return text + "\n" + line(numbers);
    }
}
