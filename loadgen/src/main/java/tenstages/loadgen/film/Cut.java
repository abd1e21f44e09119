package tenstages.loadgen.film;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import tenstages.loadgen.protocol.Onlooker.Heard;

/** One side of a film, from a moment before its first event on: so both sides begin together. */
final class Cut {
    private static final int FIRST_WITH_WORKERS = 5;
    private static final int LEAD_MILLIS = 100;
    private static final int MOST_MILLIS = 8000;

    private final FilmedSide filmed;
    private final Footage footage;
    private final ClientLog clients;
    private final int periodMillis;
    private final long begin;

    Cut(FilmedSide filmed, int periodMillis) {
        this.filmed = filmed;
        this.periodMillis = periodMillis;
        footage = filmed.footage();
        clients = filmed.clients();
        begin = firstEvent() - LEAD_MILLIS / periodMillis;
    }

    /** Without workers it is the first line that counts. */
    private long firstEvent() {
        long sent = Math.max(0, clients.firstSent());
        long work = footage.firstWork(sent);
        return work < 0 ? sent : work;
    }

    /** How many samples there are of it. */
    int length() {
        long all = footage.last() - begin + 1;
        return (int) Math.max(1, Math.min(all, MOST_MILLIS / periodMillis));
    }

    Film.Side side(int samples) {
        List<Film.Lane> all = threads(samples);
        List<Film.Lane> threads = all.stream().filter(Cut::isWorthALane).toList();
        List<Film.Lane> lanes = new ArrayList<>(threads);
        for (int i = 0; i < clients.lanes(); i++) {
            String runs = Runs.ofStates(clients.states(i, begin, samples));
            lanes.add(new Film.Lane("client-" + (i + 1), "client", runs));
        }
        boolean hasQueue = footage.capacity() != null;
        int[] queue =
                IntStream.range(0, samples).map(i -> footage.queued(begin + i)).toArray();
        int[] accepted = clients.heard(Heard.ACCEPTED, begin, samples);
        return new Film.Side(
                filmed.title().called(),
                filmed.title().program(),
                footage.locks(),
                footage.capacity(),
                lanes,
                hasQueue ? Runs.ofNumbers(queue) : null,
                counted(accepted),
                counted(clients.heard(Heard.REFUSED, begin, samples)),
                counted(clients.heard(Heard.ANSWERED, begin, samples)),
                hasQueue ? counted(applied(threads, queue, accepted)) : null,
                cpu(samples),
                (int) IntStream.range(0, samples)
                        .filter(i -> footage.isMissed(begin + i))
                        .count(),
                notes(threads, all.size() - threads.size()));
    }

    /** From stage 5 on there are workers; a program may call them otherwise, or have none. */
    private List<String> notes(List<Film.Lane> threads, int others) {
        List<String> notes = new ArrayList<>(footage.notes());
        boolean hasWorkers = threads.stream().anyMatch(lane -> lane.kind().equals("worker"));
        if (!threads.isEmpty() && !hasWorkers && filmed.title().promises() >= FIRST_WITH_WORKERS) {
            notes.add("no workers, no queue and no locks: the camera knows workers by their names, worker-1 and so on");
        }
        if (others > 0) {
            notes.add("not in the picture: " + others + (others == 1 ? " thread that was" : " threads that were")
                    + " never seen running");
        }
        return notes;
    }

    /** A server of one's own may have many threads that are there for the case of need. */
    private static boolean isWorthALane(Film.Lane thread) {
        return !thread.kind().equals("other") || thread.runs().contains("R");
    }

    /** Null if nobody knows it. */
    private String cpu(int samples) {
        int[] shares =
                IntStream.range(0, samples).map(i -> footage.cpu(begin + i)).toArray();
        boolean known = IntStream.of(shares).anyMatch(share -> share >= 0);
        return known
                ? Runs.ofNumbers(
                        IntStream.of(shares).map(share -> Math.max(0, share)).toArray())
                : null;
    }

    private List<Film.Lane> threads(int samples) {
        List<Footage.Lane> lanes = footage.lanes();
        return IntStream.range(0, lanes.size())
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> !lanes.get(i).kind.equals("loop"))
                        .thenComparing(i -> lanes.get(i).name.length())
                        .thenComparing(i -> lanes.get(i).name))
                .map(i -> new Film.Lane(lanes.get(i).name, lanes.get(i).kind, Runs.ofStates(states(i, samples))))
                .toList();
    }

    private List<LaneState> states(int lane, int samples) {
        return IntStream.range(0, samples)
                .mapToObj(i -> footage.state(lane, begin + i))
                .toList();
    }

    /**
     * Nobody counts them: what was accepted before the sample, and is neither in the queue nor at work, is applied. It
     * is never too many.
     */
    private int[] applied(List<Film.Lane> threads, int[] queue, int[] accepted) {
        int[] applied = new int[queue.length];
        int[] working = new int[queue.length];
        for (Film.Lane lane : threads) {
            LaneState[] states = Runs.states(lane.runs(), queue.length);
            for (int i = 0; i < states.length; i++) {
                boolean works = lane.kind().equals("worker") && "SRWH".indexOf(states[i].letter()) >= 0;
                working[i] += works ? 1 : 0;
            }
        }
        for (int i = 1; i < applied.length; i++) {
            int known = footage.isSampled(begin + i) ? accepted[i - 1] - queue[i] - working[i] : 0;
            applied[i] = Math.max(applied[i - 1], known);
        }
        return applied;
    }

    private static String counted(int[] numbers) {
        return numbers[numbers.length - 1] == 0 ? null : Runs.ofNumbers(numbers);
    }
}
