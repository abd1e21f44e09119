package tenstages.loadgen.model;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/** A line in, a reply out; one line at a time of all clients together, as an event loop does. */
final class ModelHandler {
    private static final int CUT_BYTES = 64 * 1024;
    private static final int MEGABYTE = 1024 * 1024;
    private static final int STALL_MS = 500;

    private final int stage;
    private final Set<Fault> faults;
    private final ModelBank bank;
    private final ModelParser parser;
    private final ReentrantLock eventLoop;
    private final AtomicLong events = new AtomicLong();
    private final Map<Long, Long> countsOfClients = new ConcurrentHashMap<>();
    private boolean refusing;
    private boolean queueIsClosed;

    ModelHandler(int stage, Set<Fault> faults, ModelBank bank) {
        this.stage = stage;
        this.faults = faults;
        this.bank = bank;
        parser = new ModelParser(stage, faults);
        // Where the lock is held for long, each thread that waits for it has a turn.
        eventLoop = new ReentrantLock(stage == 4 || has(Fault.WORKS_BEFORE_IT_REPLIES));
    }

    /** The reply to a line of the client with this number. */
    ModelReply reply(byte[] line, long client) throws InterruptedException {
        if (stage <= 2) {
            return new ModelReply(echo(line), false);
        }
        if (has(Fault.GARBAGE_IS_ACCEPTED) && line.length > 0 && line[0] == '}') {
            return ModelReply.ACCEPTED;
        }
        try {
            ModelRequest request = parser.parse(line);
            if (request instanceof ModelRequest.Event && has(Fault.STALLS_NOW_AND_THEN)) {
                ModelBank.pause(events.incrementAndGet() % 20 == 0 ? STALL_MS : 0);
            }
            if (hasManyLoops()) {
                return reply(request, client);
            }
            eventLoop.lock();
            try {
                return reply(request, client);
            } finally {
                eventLoop.unlock();
            }
        } catch (ModelReply.Refusal refusal) {
            if (isAppliedAllTheSame(refusal.reply, line)) {
                bank.received.incrementAndGet();
                bank.apply(parser.nearly(line));
            }
            if (has(Fault.COUNTS_BEFORE_IT_CHECKS)
                    && !Arrays.equals(refusal.reply.line(), ModelReply.INVALID_JSON.line())) {
                bank.received.incrementAndGet();
            }
            if (has(Fault.COUNTS_INVALID_LINES_AS_FAILED)) {
                bank.received.incrementAndGet();
                bank.failed.incrementAndGet();
            }
            if (has(Fault.COUNTS_INVALID_LINES)) {
                bank.received.incrementAndGet();
                bank.dropped.incrementAndGet();
            }
            return refusal.reply;
        }
    }

    /** Lines of several clients are answered at the same time. */
    private boolean hasManyLoops() {
        return has(Fault.RACES)
                || has(Fault.COUNTS_AFTER_OFFERING)
                || has(Fault.COUNTERS_ARE_NOT_ATOMIC)
                || has(Fault.RECEIVED_IS_READ_FIRST)
                || has(Fault.PENDING_IS_CUT_AT_ZERO);
    }

    ReentrantLock eventLoop() {
        return eventLoop;
    }

    /** From now on nobody takes events out of the queue, though they are not yet refused. */
    void closeQueue() {
        eventLoop.lock();
        queueIsClosed = true;
        eventLoop.unlock();
    }

    /** From now on events are refused. */
    void refuseEvents() {
        eventLoop.lock();
        refusing = true;
        eventLoop.unlock();
    }

    private byte[] echo(byte[] line) {
        if (has(Fault.ECHO_REPAIRS_UTF8)) {
            return new String(line, UTF_8).getBytes(UTF_8);
        }
        // A character for each byte: what a fault is not about comes back as it is.
        String text = new String(line, ISO_8859_1);
        if (has(Fault.ECHO_TRIMS) && !text.equals(text.strip())) {
            return text.strip().getBytes(ISO_8859_1);
        }
        if (has(Fault.ECHO_NAMES_GARBAGE) && text.startsWith("}{")) {
            return ModelReply.INVALID_JSON.line();
        }
        if (has(Fault.ECHO_CUTS_AT_NUL) && text.contains("\0")) {
            return text.split("\0", 2)[0].getBytes(ISO_8859_1);
        }
        if (has(Fault.ECHO_CUTS_AT_255)) {
            return text.split("\u00ff", 2)[0].getBytes(ISO_8859_1);
        }
        if (has(Fault.ECHO_IS_A_FORMAT) && text.contains("%")) {
            return text.replaceAll("%.", "").getBytes(ISO_8859_1);
        }
        if (has(Fault.ECHO_CUTS_AT_64K)) {
            return Arrays.copyOf(line, Math.min(line.length, CUT_BYTES));
        }
        return has(Fault.ECHO_CUTS_AT_A_MEGABYTE) ? Arrays.copyOf(line, Math.min(line.length, MEGABYTE)) : line;
    }

    private boolean isAppliedAllTheSame(ModelReply refusal, byte[] line) {
        String reply = new String(refusal.line(), UTF_8);
        return has(Fault.APPLIES_REFUSED_AMOUNTS) && reply.contains("amount: ")
                || has(Fault.APPLIES_REFUSED_ACTIONS) && reply.contains("action: ")
                || has(Fault.TYPED_EVENTS_ARE_APPLIED) && reply.contains("type: ");
    }

    private ModelReply reply(ModelRequest request, long client) throws InterruptedException {
        if (request instanceof ModelRequest.Event event) {
            String user = has(Fault.PROTO_IS_NO_USER) && event.user().equals("__proto__") ? "nobody " : event.user();
            return event(new ModelRequest.Event(key(user, client), event.change()), client);
        }
        if (request instanceof ModelRequest.BalanceQuery query) {
            return balance(key(query.user(), client));
        }
        if (request instanceof ModelRequest.MetricsQuery) {
            if (has(Fault.COUNTERS_PER_CLIENT)) {
                long count = countsOfClients.getOrDefault(client, 0L);
                return ModelReply.of("{\"received\":%d,\"processed\":%d,\"dropped\":0,\"pending\":0,\"failed\":0}"
                        .formatted(count, count));
            }
            return has(Fault.METRICS_ARE_REFUSED)
                    ? ModelReply.invalidRequest("type: must be balance")
                    : ModelReply.of(bank.metrics());
        }
        if (has(Fault.HEALTH_IS_FINE)) {
            return ModelReply.of("{\"status\":\"fine\"}");
        }
        boolean draining = refusing && !has(Fault.HEALTH_STAYS_OK) || has(Fault.HEALTH_IS_DRAINING);
        return draining ? ModelReply.DRAINING : ModelReply.OK;
    }

    private String key(String user, long client) {
        String key = ModelUsers.key(user, faults);
        return has(Fault.BALANCES_PER_CLIENT) ? client + " " + key : key;
    }

    private ModelReply balance(String user) throws InterruptedException {
        if (has(Fault.DRAIN_REFUSES_BALANCES) && refusing) {
            return ModelReply.SHUTTING_DOWN;
        }
        if (has(Fault.PROTOTYPE_IS_KNOWN) && List.of("constructor", "toString").contains(user)) {
            return ModelReply.OK;
        }
        if (has(Fault.USERS_ARE_PATTERNS)) {
            return ModelReply.balance(bank.balanceLike(user));
        }
        if (has(Fault.STRANGERS_ARE_REFUSED) && !bank.knows(user)) {
            return ModelReply.invalidRequest("user: must be known");
        }
        if (has(Fault.BALANCE_OF_A_STRANGER_IS_1) && !bank.knows(user)) {
            return ModelReply.balance(1);
        }
        return ModelReply.balance(bank.balanceOf(user));
    }

    private ModelReply event(ModelRequest.Event event, long client) throws InterruptedException {
        if (has(Fault.RECEIVED_IS_NOT_ATOMIC) && (client & 1) == 0 && bank.received.get() % 100 == 99) {
            // Two clients that read the same number write the same number.
            bank.received.decrementAndGet();
        }
        countsOfClients.merge(client, 1L, Long::sum);
        if (!has(Fault.COUNTS_AFTER_OFFERING)) {
            bank.count(bank.received);
        }
        if (has(Fault.HANGING_UP_UNDOES)) {
            bank.sentBy(client, event);
        }
        if (has(Fault.REFUSES_SOME) && bank.received.get() % 10 == 0) {
            bank.dropped.incrementAndGet();
            return ModelReply.BUSY;
        }
        if (stage > 10) {
            // Nothing is accepted that would be forgotten.
            if (!has(Fault.LOSES_AN_ACCEPTED_EVENT) || bank.received.get() % 10 != 0) {
                bank.apply(event);
            }
            if (has(Fault.APPLIES_TWICE) && bank.received.get() % 10 == 0) {
                bank.apply(event);
            }
            return ModelReply.ACCEPTED;
        }
        if (stage == 3) {
            if (has(Fault.REMEMBERS)) {
                bank.apply(event);
            }
            return has(Fault.REPLIES_WITH_SPACES) ? ModelReply.of("{\"status\": \"accepted\"}") : ModelReply.ACCEPTED;
        }
        return stage == 4 || has(Fault.WORKS_BEFORE_IT_REPLIES) ? applied(event) : offered(event, client);
    }

    private ModelReply applied(ModelRequest.Event event) throws InterruptedException {
        long before = bank.balanceOf(event.user());
        long after = bank.apply(event);
        if (has(Fault.APPLIES_TWICE)) {
            after = bank.apply(event);
        }
        return ModelReply.balance(has(Fault.REPLIES_BALANCE_BEFORE) ? before : after);
    }

    private ModelReply offered(ModelRequest.Event event, long client) throws InterruptedException {
        if (refusing && !has(Fault.DRAIN_ACCEPTS_EVENTS)) {
            if (has(Fault.DRAIN_DOES_NOT_COUNT_REFUSED)) {
                bank.received.decrementAndGet();
            } else {
                bank.count(refused());
            }
            return ModelReply.SHUTTING_DOWN;
        }
        if (queueIsClosed) {
            if (has(Fault.DRAIN_CLOSES_THE_QUEUE_FIRST)) {
                throw new InterruptedException("the queue is closed");
            }
            bank.dropped.incrementAndGet();
            return ModelReply.ACCEPTED;
        }
        boolean taken = has(Fault.QUEUE_PER_CLIENT) ? bank.offer(event, client) : bank.offer(event);
        if (has(Fault.COUNTS_AFTER_OFFERING)) {
            Thread.yield();
            bank.received.incrementAndGet();
        }
        if (taken) {
            return ModelReply.ACCEPTED;
        }
        if (has(Fault.DROPPED_IS_NOT_COUNTED)) {
            bank.received.decrementAndGet();
            return ModelReply.BUSY;
        }
        bank.count(refused());
        if (has(Fault.APPLIES_A_REFUSED_EVENT) && bank.dropped.get() == 1) {
            bank.keepRefused(event);
        }
        return has(Fault.BUSY_IS_ANOTHER_REPLY)
                ? ModelReply.of("{\"status\":\"rejected\",\"reason\":\"busy\"}")
                : ModelReply.BUSY;
    }

    /** What counts an event that is refused. */
    private AtomicLong refused() {
        return has(Fault.COUNTS_REFUSED_AS_FAILED) ? bank.failed : bank.dropped;
    }

    private boolean has(Fault fault) {
        return faults.contains(fault);
    }
}
