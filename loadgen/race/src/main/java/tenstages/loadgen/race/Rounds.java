package tenstages.loadgen.race;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * All heats of a race: for one number of connections after the other, each server has its turn in each round, so that
 * what slows the machine for a while slows all of them. Any thread may ask how it stands.
 */
public final class Rounds {
    // fixed at construction
    private final Race race;
    private final List<Contestant> contestants;
    private final List<Integer> connections;

    /** For each number of connections, and in it for each server, one heat for each round. */
    @GuardedBy("this")
    private final List<List<Heat>> heats = new ArrayList<>();

    /** Runs nothing yet. */
    public Rounds(Race race, List<Contestant> contestants, List<Integer> connections) {
        this.race = race;
        this.contestants = List.copyOf(contestants);
        this.connections = List.copyOf(connections);
    }

    /** Runs all heats. Tells in words which one comes next. */
    public void run(Consumer<String> progress) {
        int all = connections.size() * race.rounds() * contestants.size();
        for (int load = 0; load < connections.size(); load++) {
            int count = connections.get(load);
            for (int round = 0; round < race.rounds(); round++) {
                for (int i = 0; i < contestants.size(); i++) {
                    Contestant contestant = contestants.get(i);
                    progress.accept(
                            "%d of %d: %s, %d connections …".formatted(done() + 1, all, contestant.name(), count));
                    add(load * contestants.size() + i, race.run(contestant, count));
                }
            }
        }
    }

    /** How many heats are over. */
    public synchronized int done() {
        return heats.stream().mapToInt(List::size).sum();
    }

    /** A heat for each server under each load, as far as they are over: of several rounds the median. */
    public synchronized List<Heat> medians() {
        return heats.stream().map(Heat::median).toList();
    }

    private synchronized void add(int place, Heat heat) {
        if (place == heats.size()) {
            heats.add(new ArrayList<>());
        }
        heats.get(place).add(heat);
    }
}
