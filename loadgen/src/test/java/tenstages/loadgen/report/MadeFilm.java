package tenstages.loadgen.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Films as the camera writes them, of servers that are only reckoned: a state for each lane and each sample. */
final class MadeFilm {
    private static final int SAMPLES = 800;

    /** What a lane does in a sample, and with which lock, or -1. */
    record State(char letter, int lock) {
        static final State NOT_SAMPLED = new State('-', -1);
    }

    final String name;
    final int locks;
    final Map<String, State[]> lanes = new LinkedHashMap<>();
    final int[] applied;
    final int[] queue;

    private MadeFilm(String name, int locks, int samples) {
        this.name = name;
        this.locks = locks;
        applied = new int[samples];
        queue = new int[samples];
    }

    /** Break 7: sixteen workers work for 20 samples and hold a lock for two; the event loop reads under a lock. */
    static MadeFilm seven(String name, int locks) {
        MadeFilm film = new MadeFilm(name, locks, SAMPLES);
        film.lane("event-loop");
        for (int worker = 1; worker <= 16; worker++) {
            film.lane("worker-" + worker);
        }
        Random random = new Random(7);
        List<String> names = List.copyOf(film.lanes.keySet());
        Map<Integer, Deque<Integer>> waiting = new LinkedHashMap<>();
        int[] left = new int[17];
        int[] lock = new int[17];
        char[] state = new char[17];
        Arrays.fill(state, 'Q');
        state[0] = 'E';
        for (int i = 0; i < SAMPLES; i++) {
            film.applied[i] = i == 0 ? 0 : film.applied[i - 1];
            for (int lane = 0; lane < 17; lane++) {
                left[lane]--;
                if (lane == 0 && state[0] == 'E' && i % 20 == 15 && i > 40) {
                    lock[0] = random.nextInt(locks);
                    waiting.computeIfAbsent(lock[0], key -> new ArrayDeque<>()).add(0);
                    state[0] = 'W';
                } else if (lane == 0 && state[0] == 'R' && left[0] <= 0) {
                    state[0] = 'E';
                } else if (state[lane] == 'Q' && i >= 12) {
                    state[lane] = 'S';
                    left[lane] = 20 + random.nextInt(4);
                } else if (state[lane] == 'S' && left[lane] <= 0) {
                    lock[lane] = random.nextInt(locks);
                    waiting.computeIfAbsent(lock[lane], key -> new ArrayDeque<>())
                            .add(lane);
                    state[lane] = 'W';
                } else if (state[lane] == 'H' && left[lane] <= 0) {
                    film.applied[i]++;
                    state[lane] = 'S';
                    left[lane] = 20 + random.nextInt(2);
                }
            }
            for (Deque<Integer> queued : waiting.values()) {
                int which = queued.isEmpty() ? -1 : lock[queued.peek()];
                boolean free = true;
                for (int lane = 0; lane < 17; lane++) {
                    free &= state[lane] != 'H' || lock[lane] != which;
                }
                if (which >= 0 && free) {
                    int lane = queued.poll();
                    state[lane] = lane == 0 ? 'R' : 'H';
                    left[lane] = 2;
                }
            }
            film.queue[i] = i < 12 ? i * 100 : 1184 - film.applied[i];
            for (int lane = 0; lane < 17; lane++) {
                boolean contended = state[lane] == 'W' || state[lane] == 'H';
                film.lanes.get(names.get(lane))[i] = i >= 600 && i < 606
                        ? State.NOT_SAMPLED
                        : new State(i < 12 && lane == 0 ? 'R' : state[lane], contended ? lock[lane] : -1);
            }
        }
        return film;
    }

    private void lane(String lane) {
        lanes.put(lane, new State[SAMPLES]);
    }

    /** How many workers are in a state. */
    long workers(char letter, int sample) {
        return lanes.entrySet().stream()
                .filter(lane -> lane.getKey().startsWith("worker") && lane.getValue()[sample].letter() == letter)
                .count();
    }

    ObjectNode json() {
        ObjectNode film = JsonNodeFactory.instance
                .objectNode()
                .put("name", name)
                .put("program", "stage07-contention")
                .put("locks", locks)
                .put("capacity", 1200)
                .put("queue", deltas(queue))
                .put("applied", deltas(applied))
                .put("lost", 6);
        lanes.forEach((lane, states) -> film.withArray("lanes")
                .addObject()
                .put("name", lane)
                .put("kind", lane.startsWith("worker") ? "worker" : "loop")
                .put("runs", runs(states)));
        return film;
    }

    static String runs(State[] states) {
        StringBuilder text = new StringBuilder();
        for (int i = 0, end; i < states.length; i = end) {
            end = i;
            while (end < states.length && states[end].equals(states[i])) {
                end++;
            }
            text.append(states[i].letter()).append(end - i);
            if (states[i].lock() >= 0) {
                text.append('_').append(states[i].lock());
            }
        }
        return text.toString();
    }

    static String deltas(int[] values) {
        List<String> text = new ArrayList<>();
        for (int i = 0, end, before = 0; i < values.length; i = end) {
            end = i;
            while (end < values.length && values[end] == values[i]) {
                end++;
            }
            text.add((values[i] - before) + (end - i > 1 ? "x" + (end - i) : ""));
            before = values[i];
        }
        return String.join(" ", text);
    }

    /** One above the other. */
    static ObjectNode page(String title, int pain, int period, int samples, double poster, JsonNode... films) {
        ObjectNode page = JsonNodeFactory.instance
                .objectNode()
                .put("format", 1)
                .put("title", title)
                .put("break", pain)
                .put("period", period)
                .put("samples", samples)
                .put("poster", poster);
        page.putArray("moments");
        page.putArray("films").addAll(List.of(films));
        return page;
    }

    static ObjectNode breakSeven() {
        ObjectNode page = page(
                "Break 7: sixteen workers, one lock",
                7,
                5000,
                SAMPLES,
                1.29,
                seven("Stage 7: one lock", 1).json(),
                seven("Stage 8: 64 locks", 64).json());
        page.withArray("moments").addArray().add(0.2).add("one holds, the others wait");
        page.withArray("moments").addArray().add(1.29).add("the event loop waits with them");
        page.withArray("moments").addArray().add(3.5).add("and how many are applied");
        return page;
    }

    /** Break 4: the event loop works for 50 samples at a time; a queue and a worker let it serve. */
    static ObjectNode breakFour() {
        ObjectNode above = film("Stage 4: the event loop works", 0)
                .put("answered", "0x52 1x50 1x50 1x50 1x50 1x50 1x50 1x48")
                .put("lost", 0);
        lane(above, "event-loop", "loop", "E1R1" + "S49R1".repeat(7) + "S48");
        ObjectNode below = film("Stage 5: a queue and a worker", 0)
                .put("capacity", 100)
                .put("queue", "0x2 4x2 16x10 40x10 40x28 -1 1x49 -1 1x297")
                .put("accepted", "0x3 5x1 16x10 40x10 39x28 1x348")
                .put("refused", "0x52 40x4 30x6 20x8 31x30 20x100 40x100 31x100")
                .put("lost", 0);
        lane(below, "event-loop", "loop", "E2R30E3R2E6R1E11R1E20R1E323");
        lane(below, "worker-1", "worker", "Q3S397");
        for (int client = 1; client <= 8; client++) {
            lane(
                    above,
                    "client-" + client,
                    "client",
                    client == 3 ? ".1C50o1C348" : "." + client + "C" + (400 - client));
            lane(
                    below,
                    "client-" + client,
                    "client",
                    ".2C" + client + "a1.4a1.5a1C3a1.4" + "x20C3".repeat(8) + ".40x80X20");
        }
        ObjectNode page = page("Break 4: slow work on the event loop", 4, 10_000, 400, 0.3, above, below);
        page.withArray("moments").addArray().add(0.3).add("the queue fills");
        page.withArray("moments").addArray().add(2.6).add("all eight wait for one");
        return page;
    }

    static ObjectNode film(String name, int locks) {
        ObjectNode film = JsonNodeFactory.instance.objectNode().put("name", name);
        film.put("program", "a server").put("locks", locks).putArray("lanes");
        return film;
    }

    static ObjectNode lane(ObjectNode film, String name, String kind, String runs) {
        film.withArray("lanes").addObject().put("name", name).put("kind", kind).put("runs", runs);
        return film;
    }
}
