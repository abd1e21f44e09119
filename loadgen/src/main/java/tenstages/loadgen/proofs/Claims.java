package tenstages.loadgen.proofs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The one list of what is claimed, by what people type for the program. */
public final class Claims {
    private static final int REAL_LOCK = 2000;
    private static final int REAL_QUEUE = 1000;

    /** All of them are 21,506: too many for somebody who waits. */
    private static final int CELLS = 5000;

    private static final String PAYMENTS = "tenstages.server.TwoPayments";
    private static final String STRESSED = "tenstages.server.Stressed";
    private static final String LET_GO = "the lock let go between read and write";
    private static final Map<String, List<Claim>> ALL = new LinkedHashMap<>();

    static {
        ALL.put("6", List.of(lost()));
        ALL.put("7", List.of(kept("7", "stage07")));
        ALL.put("8", List.of(kept("8", "stage08")));
        ALL.put("9", List.of(pending(), counting()));
        ALL.put("10", List.of(drain()));
        ALL.put("speed", List.of(cells(), batches()));
        ALL.put("channels", List.of(tasks()));
        ALL.put("market-data", List.of(hub()));
    }

    private Claims() {}

    /** What people can type. */
    public static Set<String> names() {
        return ALL.keySet();
    }

    /** Of a program; none if nothing is claimed of it. */
    public static List<Claim> of(String name) {
        return ALL.getOrDefault(name, List.of());
    }

    /** The same two payments with each step written down: without a lock, and with one. */
    public static List<Trial> recorded() {
        String subject = "tenstages.server.RecordedPayments";
        return List.of(
                Trial.pain("stage 6, without a lock", "6", subject, "recorded", "stage06"),
                Trial.noneOfAll("stage 7, with a lock", "7", subject, "recorded", "stage07", "recorded-lock"));
    }

    /** What is run over and over on threads of the machine; nothing, where a program starts threads of its own. */
    public static List<Trial> stressed(String name) {
        return switch (name) {
            case "6" -> List.of(stressed("stage 6", "6", "stage06"), stressed("stage 7", "7", "stage07"));
            case "7" ->
                List.of(stressed("stage 7", "7", "stage07"), stressed(LET_GO, "7", "stage07", "controls/stage07"));
            case "8" ->
                List.of(stressed("stage 8", "8", "stage08"), stressed(LET_GO, "8", "stage08", "controls/stage08"));
            case "9" ->
                List.of(
                        Trial.pain("received read last", "9", STRESSED + "Pending", "stress-pending"),
                        Trial.pain(
                                "received read first",
                                "9",
                                STRESSED + "Pending",
                                "stress-pending",
                                "controls/stage09"));
            case "10" ->
                List.of(
                        Trial.pain("the pill waits", "10", STRESSED + "Drain", "stress-drain", "stage08"),
                        Trial.pain("the pill does not wait", "10", STRESSED + "Drain", "stress-pill-first", "stage08"));
            case "speed" ->
                List.of(
                        stressed("beyond/speed", "speed", "stage08"),
                        stressed("the cell looked up before the lock", "speed", "stage08", "controls/speed"));
            default -> List.of();
        };
    }

    private static Trial stressed(String what, String program, String... sources) {
        List<String> all = new ArrayList<>(List.of("stress-payments"));
        all.addAll(List.of(sources));
        return Trial.pain(what, program, STRESSED + "Payments", all.toArray(String[]::new));
    }

    private static Claim payments(String title, Trial... trials) {
        return new Claim(
                title,
                "Two workers, one event each, for alice: +100 and +100.",
                "the balance is 200",
                "a payment is lost",
                List.of(),
                Steps.in("Balances.java"),
                Map.of(),
                List.of(trials));
    }

    private static Claim lost() {
        Trial cured =
                Trial.noneOfAll("stage 7, given a lock that excludes", "7", PAYMENTS, "payments", "stage07", "lock");
        return payments(
                "stage 6 loses a payment, and stage 7 does not",
                Trial.pain("stage 6", "6", PAYMENTS, "payments", "stage06"),
                cured,
                cured.control("stage 7 with " + LET_GO, PAYMENTS, "controls/stage07"));
    }

    private static Claim kept(String stage, String made) {
        Trial all = Trial.noneOfAll("given a lock that excludes", stage, PAYMENTS, "payments", made, "lock");
        Trial real = Trial.noneOfFirst(REAL_LOCK, "with the lock as it is", stage, PAYMENTS, "payments", made);
        return payments(
                "stage " + stage + " loses no payment",
                all,
                all.control(LET_GO + ", given a lock that excludes", PAYMENTS, "controls/" + made),
                real,
                real.control(LET_GO + ", with the lock as it is", PAYMENTS, "controls/" + made));
    }

    private static Claim pending() {
        String subject = "tenstages.server.Pending";
        Trial last = Trial.noneOfAll("received read last", "9", subject, "pending");
        return new Claim(
                "stage 9 never counts fewer than no events as pending",
                "An event is counted as received, and then as processed; another thread takes a snapshot.",
                "pending is 0 or 1",
                "an event is processed that was never received",
                List.of("counters", "snapshot"),
                Steps.in("Metrics.java"),
                Map.of("processed\\.sum\\(\\): 1", "seen as processed, and not as received"),
                List.of(last, last.control("received read first", subject, "controls/stage09")));
    }

    private static Claim counting() {
        String subject = "tenstages.server.Counting";
        Trial before =
                Trial.noneOfFirst(REAL_QUEUE, "received counted before the offer", "9", subject, "counting", "stage08");
        return new Claim(
                "an event of stage 9 is counted before anybody can have applied it",
                "The event loop takes in an event, a worker applies it, and another thread takes a snapshot.",
                "pending is 0 or 1",
                "an event is processed that was never received",
                List.of("event loop", "worker", "snapshot"),
                Steps.in("Handler.java", "Worker.java", "Metrics.java"),
                Map.of(),
                List.of(before, before.control("received counted after the offer", subject, "controls/counting")));
    }

    private static Claim drain() {
        Trial one = Trial.noneOfFirst(REAL_QUEUE, "one worker", "10", "tenstages.server.Draining", "drain", "stage08");
        Trial two = Trial.noneOfFirst(
                REAL_QUEUE / 2, "two workers, two pills", "10", "tenstages.server.DrainingTwo", "drain", "stage08");
        return new Claim(
                "stage 10 leaves nothing behind that it has accepted",
                "The event loop answers two events, begins to refuse, and refuses a third; the signal's thread waits"
                        + " until it refuses, and puts the pill; a worker works until it takes the pill.",
                "nothing is accepted and not applied, and nothing is accepted after that",
                "an event was accepted, and nobody applies it",
                List.of("event loop", "signal's thread", "worker", "worker"),
                Steps.calls(),
                Map.of(),
                List.of(
                        one,
                        one.control("the pill does not wait", "tenstages.server.PillFirst"),
                        two,
                        two.control("the pills do not wait", "tenstages.server.PillFirstTwo")));
    }

    private static Claim cells() {
        Trial all = Trial.noneOfFirst(
                CELLS, "given a lock that excludes", "speed", PAYMENTS, "payments", "stage08", "lock");
        return payments(
                "a balance of beyond/speed is a cell, and loses no payment",
                all,
                all.control("the cell looked up before the lock is taken", PAYMENTS, "controls/speed"));
    }

    private static Claim batches() {
        String subject = "tenstages.server.Batching";
        Trial first = Trial.noneOfFirst(
                REAL_QUEUE, "room for what is accepted and not applied", "speed", subject, "batches", "stage08");
        return new Claim(
                "a batch of beyond/speed has a place for each event, and none is left",
                "One place. The event loop offers an event in each of two rounds, and then the end; a worker works.",
                "never more than one event is accepted and not applied, and none at the end",
                "more events are accepted than there are places",
                List.of("event loop", "worker"),
                Steps.in("Batches.java", "Worker.java"),
                Map.of(),
                List.of(first, first.control("room for what is in the queue", subject, "controls/batches")));
    }

    private static Claim tasks() {
        String subject = "tenstages.channels.TwoTasks";
        Trial pill = Trial.noneOfFirst(REAL_QUEUE, "an end behind the last task", "channels", subject, "channels");
        return new Claim(
                "task-queue does all it was given before the end",
                "Two tasks through a channel with two places, and the end; a consumer takes them.",
                "both tasks are done",
                "a task was put into the channel, and nobody does it",
                List.of("producer", "consumer"),
                Steps.in("TaskQueue.java"),
                Map.of("Thread#\\d+\\.interrupt\\(\\)", "overtakes what is in the channel"),
                List.of(pill, pill.control("the end is an interrupt", subject, "controls/channels")));
    }

    private static Claim hub() {
        String subject = "tenstages.market.Closing";
        Trial locked = Trial.noneOfFirst(REAL_QUEUE, "a lock around look and send", "market-data", subject, "hub");
        return new Claim(
                "no message follows the hub's last one",
                "Somebody sends a tick while the hub is shut down.",
                "a tick that the hub has taken is seen by it",
                "the hub has taken a tick, and never sees it",
                List.of("sender", "hub", "whoever closes"),
                Steps.in("Hub.java"),
                Map.of(),
                List.of(locked, locked.control("no lock around the two", subject, "controls/hub")));
    }
}
