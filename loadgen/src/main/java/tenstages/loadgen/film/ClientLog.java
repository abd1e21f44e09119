package tenstages.loadgen.film;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import tenstages.loadgen.protocol.Onlooker;

/**
 * What the clients of one side did in each period. It keeps a minute of it, counts all clients, and has lanes for the
 * first ones. Any thread may call it.
 */
final class ClientLog {
    private static final int MOST_PERIODS = Footage.MOST_SAMPLES;
    private static final int MOST_LANES = 20;

    private final LongSupplier now;
    private final long first;
    private final int[][] heard = new int[Onlooker.Heard.values().length][MOST_PERIODS];
    private final List<Client> lanes = new ArrayList<>();
    private long firstSent = -1;

    /** From now on, in periods of the camera. */
    ClientLog(LongSupplier now) {
        this.now = now;
        first = now.getAsLong();
    }

    /** One that has a lane. */
    private final class Client implements Onlooker {
        private final char[] marks = new char[MOST_PERIODS];
        private final int[] underWay = new int[MOST_PERIODS];
        private int left = MOST_PERIODS;

        @Override
        public void sent(int lines) {
            count(lines, -1, this);
        }

        @Override
        public void heard(Heard what) {
            count(-1, what.ordinal(), this);
        }

        @Override
        public void left() {
            synchronized (ClientLog.this) {
                left = Math.min(left, index(now.getAsLong()));
            }
        }
    }

    /** One that is only counted. */
    private final class Passer implements Onlooker {
        @Override
        public void sent(int lines) {
            count(lines, -1, null);
        }

        @Override
        public void heard(Heard what) {
            count(-1, what.ordinal(), null);
        }
    }

    /** That of a client which has just come. */
    synchronized Onlooker onlooker() {
        if (lanes.size() == MOST_LANES) {
            return new Passer();
        }
        lanes.add(new Client());
        return lanes.get(lanes.size() - 1);
    }

    /** The period in which the first line was sent; -1 if none was. */
    synchronized long firstSent() {
        return firstSent;
    }

    synchronized int lanes() {
        return lanes.size();
    }

    /** What that client did in each of so many periods. */
    synchronized List<LaneState> states(int lane, long from, int count) {
        Client client = lanes.get(lane);
        int underWay = sum(client.underWay, from);
        List<LaneState> states = new ArrayList<>();
        for (long period = from; period < from + count; period++) {
            boolean kept = isKept(period);
            underWay += kept ? client.underWay[index(period)] : 0;
            if (kept && client.marks[index(period)] != 0) {
                states.add(new LaneState(client.marks[index(period)]));
            } else if (period - first >= client.left) {
                states.add(LaneState.ENDED);
            } else {
                states.add(underWay > 0 ? new LaneState('C', underWay > 1 ? underWay : -1) : new LaneState('.'));
            }
        }
        return states;
    }

    /** How many replies of this kind had come by the end of each of so many periods. */
    synchronized int[] heard(Onlooker.Heard what, long from, int count) {
        int[] each = heard[what.ordinal()];
        int[] soFar = new int[count];
        int sum = sum(each, from);
        for (int i = 0; i < count; i++) {
            sum += isKept(from + i) ? each[index(from + i)] : 0;
            soFar[i] = sum;
        }
        return soFar;
    }

    /** Lines that were sent, or a reply to one of them. */
    private synchronized void count(int lines, int what, Client client) {
        int at = index(now.getAsLong());
        if (firstSent < 0 && lines > 0) {
            firstSent = first + at;
        }
        if (at == MOST_PERIODS) {
            return;
        }
        if (what >= 0) {
            heard[what][at]++;
        }
        if (client != null) {
            client.underWay[at] += lines;
            client.marks[at] = what < 0 ? client.marks[at] : mark(client.marks[at], Onlooker.Heard.values()[what]);
        }
    }

    /** What tells most wins, if several replies come in one period. */
    static char mark(char before, Onlooker.Heard heard) {
        char next = "axo".charAt(heard.ordinal());
        return before != 0 && "axo".indexOf(before) < "axo".indexOf(next) ? before : next;
    }

    /** Of all periods before that one. */
    private int sum(int[] numbers, long before) {
        int sum = 0;
        for (int i = 0; i < index(before); i++) {
            sum += numbers[i];
        }
        return sum;
    }

    private boolean isKept(long period) {
        return period >= first && period < first + MOST_PERIODS;
    }

    private int index(long period) {
        return (int) Math.max(0, Math.min(MOST_PERIODS, period - first));
    }
}
