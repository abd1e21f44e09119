package tenstages.loadgen.film;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the cameras of one side have seen, of one server after the other: the same name is the same lane. It keeps a
 * minute of it, and the first lanes. Any thread may call it.
 */
final class Footage {
    static final int MOST_SAMPLES = 12_000;
    private static final int MOST_LANES = 40;

    /** What is known of one moment. Lanes that came later are not in it. */
    private record Sample(List<LaneState> states, int queued, boolean isEnd) {}

    /** A thread; the event loop is called otherwise at first. */
    static final class Lane {
        final String kind;
        String name;

        Lane(String kind, String name) {
            this.kind = kind;
            this.name = name;
        }
    }

    private final List<Lane> lanes = new ArrayList<>();
    private final TreeMap<Long, Sample> samples = new TreeMap<>();

    /** What share of a core was used, in percent, from that period on. */
    private final TreeMap<Long, Integer> cpu = new TreeMap<>();

    private final Set<String> notes = new LinkedHashSet<>();
    private int locks;
    private Integer capacity;

    /** The lines of one camera. One thread. */
    final class Reel {
        /** Where the lanes of this camera are among all. */
        private final List<Integer> places = new ArrayList<>();

        /** A line of the camera: its class says which there are. Throws RuntimeException if it is none of these. */
        void add(String line) {
            String[] words = line.split(" ");
            synchronized (Footage.this) {
                switch (words[0]) {
                    case "lane" -> lane(Integer.parseInt(words[1]), words[2], line.split(" ", 4)[3]);
                    case "queue" -> capacity = Integer.valueOf(words[1]);
                    case "locks" -> locks = Integer.parseInt(words[1]);
                    case "note" -> notes.add(line.substring("note ".length()));
                    case "cpu" -> cpu.put(last() + 1, Integer.valueOf(words[1]));
                    case "end" -> end(Long.parseLong(words[1]));
                    default -> sample(words);
                }
            }
        }

        /** The camera's server has ended. */
        void end(long period) {
            synchronized (Footage.this) {
                LaneState[] states = new LaneState[lanes.size()];
                Arrays.fill(states, LaneState.ENDED);
                keep(Math.max(period, last() + 1), new Sample(List.of(states), 0, true));
            }
        }

        private void lane(int index, String kind, String name) {
            if (index == places.size()) {
                places.add(place(kind, name));
            } else if (places.get(index) >= 0) {
                lanes.get(places.get(index)).name = name;
            }
        }

        private void sample(String[] words) {
            LaneState[] states = new LaneState[lanes.size()];
            Arrays.fill(states, LaneState.ENDED);
            for (int i = 0; i < places.size(); i++) {
                set(states, places.get(i), words[1].charAt(i), -1);
            }
            for (String mark : List.of(words).subList(3, words.length)) {
                String[] parts = mark.split("[WH]");
                int lane = Integer.parseInt(parts[0]);
                set(states, places.get(lane), words[1].charAt(lane), Integer.parseInt(parts[1]));
            }
            keep(Long.parseLong(words[0]), new Sample(List.of(states), Integer.parseInt(words[2]), false));
        }
    }

    /** That of another server. */
    Reel reel() {
        return new Reel();
    }

    synchronized List<Lane> lanes() {
        return List.copyOf(lanes);
    }

    synchronized List<String> notes() {
        return List.copyOf(notes);
    }

    synchronized int locks() {
        return locks;
    }

    /** Null without a queue. */
    synchronized Integer capacity() {
        return capacity;
    }

    /** The first period from this one on in which a worker has something to do; -1 if there is none. */
    synchronized long firstWork(long from) {
        return samples.tailMap(from).entrySet().stream()
                .filter(sample -> works(sample.getValue()))
                .mapToLong(Map.Entry::getKey)
                .findFirst()
                .orElse(-1);
    }

    /** The last period; -1 if nothing was filmed. */
    synchronized long last() {
        return samples.isEmpty() ? -1 : samples.lastKey();
    }

    /** What that lane did: where nobody looked it is missed, unless the server had ended. */
    synchronized LaneState state(int lane, long period) {
        Sample sample = sample(period);
        if (sample == null) {
            return LaneState.MISSED;
        }
        return lane < sample.states.size()
                ? sample.states.get(lane)
                : sample.isEnd ? LaneState.ENDED : LaneState.MISSED;
    }

    /** The length of the queue, or what it was when it was last seen. */
    synchronized int queued(long period) {
        Map.Entry<Long, Sample> sample = samples.floorEntry(period);
        return sample == null ? 0 : Math.max(0, sample.getValue().queued);
    }

    /** The share of a core that the server used, in percent; -1 where nobody knows it. */
    synchronized int cpu(long period) {
        Map.Entry<Long, Integer> share = cpu.floorEntry(period);
        return share == null ? -1 : share.getValue();
    }

    /** Whether somebody should have looked, and nobody did. */
    synchronized boolean isMissed(long period) {
        return sample(period) == null;
    }

    /** Whether somebody looked just then. */
    synchronized boolean isSampled(long period) {
        Sample sample = samples.get(period);
        return sample != null && !sample.isEnd;
    }

    private static void set(LaneState[] states, int place, char letter, int number) {
        if (place >= 0) {
            states[place] = new LaneState(letter, number);
        }
    }

    private Sample sample(long period) {
        Map.Entry<Long, Sample> sample = samples.floorEntry(period);
        return sample != null && (sample.getKey() == period || sample.getValue().isEnd) ? sample.getValue() : null;
    }

    private boolean works(Sample sample) {
        for (int i = 0; i < sample.states.size(); i++) {
            if (lanes.get(i).kind.equals("worker")
                    && "SRWH".indexOf(sample.states.get(i).letter()) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** Where the lane of that name is, or will be; -1 if there is no room for it. */
    private int place(String kind, String name) {
        for (int i = 0; i < lanes.size(); i++) {
            boolean isLoop = kind.equals("loop") && lanes.get(i).kind.equals(kind);
            if (isLoop || lanes.get(i).name.equals(name)) {
                return i;
            }
        }
        if (lanes.size() == MOST_LANES) {
            notes.add("only the first " + MOST_LANES + " threads are in the picture");
            return -1;
        }
        lanes.add(new Lane(kind, name));
        return lanes.size() - 1;
    }

    private void keep(long period, Sample sample) {
        // A line that kill -9 has cut off may begin with half a number.
        if (samples.size() < MOST_SAMPLES && period > last()) {
            samples.put(period, sample);
        }
    }
}
