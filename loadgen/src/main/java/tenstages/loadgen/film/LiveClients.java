package tenstages.loadgen.film;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tenstages.loadgen.protocol.Onlooker;

/**
 * What the clients of the server that runs now do: counts of all, and a lane for each of the first ones. A lane that a
 * client has left is for the next one. Any thread may call it.
 */
final class LiveClients {
    private static final int MOST_LANES = 20;

    private final Consumer<String> lines;
    private final List<Client> lanes = new ArrayList<>();
    private int[] soFar = new int[Onlooker.Heard.values().length];

    /** Says by a line which client has which lane. */
    LiveClients(Consumer<String> lines) {
        this.lines = lines;
    }

    private final class Client implements Onlooker {
        private final int[] counts = soFar;
        private int underWay;
        private char mark;
        private boolean gone;

        @Override
        public void sent(int number) {
            synchronized (LiveClients.this) {
                underWay += number;
            }
        }

        @Override
        public void heard(Heard what) {
            synchronized (LiveClients.this) {
                underWay = Math.max(0, underWay - 1);
                counts[what.ordinal()]++;
                mark = ClientLog.mark(mark, what);
            }
        }

        @Override
        public void left() {
            synchronized (LiveClients.this) {
                gone = true;
            }
        }

        /** What it does, or has done since somebody looked at it. */
        char look() {
            char state = mark != 0 ? mark : gone ? 'X' : underWay > 0 ? 'C' : '.';
            mark = 0;
            return state;
        }
    }

    /** Those of another server. */
    synchronized void clear() {
        lanes.clear();
        soFar = new int[soFar.length];
    }

    /** One that has just come. */
    synchronized Onlooker come(String name) {
        Client client = new Client();
        int lane = 0;
        while (lane < lanes.size() && !lanes.get(lane).gone) {
            lane++;
        }
        if (lane < MOST_LANES) {
            lanes.subList(lane, Math.min(lane + 1, lanes.size())).clear();
            lanes.add(lane, client);
            lines.accept("client " + lane + " " + (name.isEmpty() ? "client-" + (lane + 1) : name));
        }
        return client;
    }

    /** A line about this period: what each lane does, and how many replies of each kind have come. */
    synchronized String look(long period) {
        StringBuilder line = new StringBuilder("clients " + period + " ");
        lanes.forEach(client -> line.append(client.look()));
        if (lanes.isEmpty()) {
            line.append('-');
        }
        for (int count : soFar) {
            line.append(' ').append(count);
        }
        return line.toString();
    }
}
