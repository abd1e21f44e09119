package tenstages.loadgen.practice.mystery;

import static tenstages.loadgen.model.Fault.*;

import java.util.ArrayList;
import java.util.List;
import tenstages.loadgen.model.Fault;

/**
 * The mistakes that people look for: such as people make, that show on the wire every time, and that some item of the
 * exam tells from each other one of their level. A seed stands for a place in these lists: who adds one, or moves one,
 * gives other mysteries to seeds that are written down somewhere.
 */
final class Mysteries {
    static final List<Mystery> ALL = new ArrayList<>();

    static {
        lines();
        clients();
        json();
        requests();
        limits();
        balances();
        queue();
        races();
        counters();
        end();
    }

    private Mysteries() {}

    private static void lines() {
        lines(A_READ_IS_A_LINE, "It takes whatever one read returns for a line.", "s01.pieces");
        lines(
                FORGETS_HALF_A_LINE,
                "It forgets the beginning of a line whose end comes with the next read.",
                "s01.pieces");
        lines(
                HALF_A_LINE_HOLDS_REPLIES_BACK,
                "It keeps replies back while half a line waits behind them.",
                "s01.pieces");
        lines(KEEPS_CARRIAGE_RETURN, "It leaves the \\r of \\r\\n in the line.", "s01.carriage-return");
        lines(SPLITS_AT_CARRIAGE_RETURNS, "It takes a \\r alone for the end of a line.", "s01.echo");
        lines(STRIPS_ALL_CARRIAGE_RETURNS, "It takes every \\r off the end of a line, and not only one.", "s01.echo");
        lines(ECHO_REPAIRS_UTF8, "It turns bytes into text and back, so bytes that are no text change.", "s01.echo");
        lines(ECHO_TRIMS, "It takes the spaces off both ends of a line.", "s01.echo");
        lines(ECHO_CUTS_AT_NUL, "It ends a line at a zero byte, as C ends a string.", "s01.echo");
        lines(ECHO_CUTS_AT_255, "It takes the byte 255 for the end, as char c == EOF does.", "s01.echo");
        lines(ECHO_IS_A_FORMAT, "It prints the line as the format of a printf.", "s01.echo");
        lines(ECHO_CUTS_AT_64K, "It has 64 KB of room for a line, and drops the rest.", "s01.echo");
        lines(SKIPS_EMPTY_LINES, "It does not answer an empty line.", "s01.empty-line");
        lines(SWAPS_TWO_REPLIES, "It lets two replies change places.", "s01.order");
        lines(TEARS_A_REPLY, "It sends half a reply, one in a hundred.", "s01.order");
        lines(
                LOSES_REPLIES_AT_HALF_CLOSE,
                "It hangs up when the client has sent its end, whatever is due.",
                "s01.half-close");
        lines(
                STAYS_OPEN_AFTER_HALF_CLOSE,
                "It does not close when it has answered all of a client that has sent its end.",
                "s01.half-close");
        lines(
                ANSWERS_UNFINISHED_LINE,
                "It answers what stands behind the last newline when the client ends.",
                "s01.unfinished-line");
    }

    private static void clients() {
        lines(SERVES_ONE_CLIENT, "It stops listening when its first client leaves.", "s01.next-client");
        lines(SERVES_ONE_AT_A_TIME, "It serves one client to its end before it serves the next.", "s02.silent-client");
        lines(CLIENTS_SHARE_A_BUFFER, "It collects the bytes of all clients in one buffer.", "s02.silent-client");
        lines(
                HANGS_UP_AFTER_FIVE_SECONDS,
                "It hangs up on whoever has been silent for five seconds.",
                "s02.idle-client");
        lines(
                DEAF_HOLDS_EVERYBODY,
                "It waits in a write for a client that does not read, and all others wait too.",
                "s02.deaf-client");
        lines(ANSWERS_ANOTHER_CLIENT, "It gives a reply to another client than the one that asked.", "s02.own-replies");
        lines(DIES_OF_A_RESET, "It stops listening when a client resets its connection.", "s02.resets");
    }

    private static void json() {
        requests(
                SECOND_VALUE_IS_IGNORED, "It ignores what follows the first JSON value of a line.", "s03.invalid-json");
        requests(TRAILING_COMMAS_ARE_JSON, "It takes a comma before the closing bracket.", "s03.invalid-json");
        requests(SINGLE_QUOTES_ARE_JSON, "It takes strings in single quotes.", "s03.invalid-json");
        requests(NAN_IS_JSON, "It takes NaN for a number.", "s03.invalid-json");
        requests(COMMENTS_ARE_JSON, "It takes comments in JSON.", "s03.invalid-json");
        requests(SCALARS_ARE_NO_JSON, "It says that JSON which is no object is no JSON.", "s03.valid-json");
        requests(NULL_HANGS_UP, "It falls over a line that is null.", "s03.valid-json");
        requests(UTF8_IS_REPAIRED, "It decodes malformed UTF-8 without complaint.", "s03.utf-8");
        requests(BYTES_ARE_LATIN_1, "It takes each byte for a character.", "s03.utf-8");
        requests(DEEP_NESTING_HANGS_UP, "It overflows its stack on deep nesting.", "s03.depth");
    }

    private static void requests() {
        requests(
                ERRORS_OVERTAKE,
                "It writes errors at once and other replies later: they change places.",
                "s03.mixed-order");
        requests(
                AMOUNT_IS_CHECKED_FIRST,
                "It names the last wrong field, where the first is asked for.",
                "s03.invalid-request");
        requests(FIELD_NAMES_IN_ANY_CASE, "It takes USER for user.", "s03.invalid-request");
        requests(AMOUNT_MAY_BE_NEGATIVE, "It takes a negative amount.", "s03.invalid-request");
        requests(AMOUNT_WRAPS_AT_32_BITS, "It lets an amount overflow 32 bits.", "s03.invalid-request");
        requests(AMOUNT_MAY_BE_A_STRING, "It takes an amount in quotes for a number.", "s03.no-coercion");
        requests(AMOUNT_MAY_BE_A_FRACTION, "It takes 100.0 for an integer.", "s03.no-coercion");
        requests(USER_MAY_BE_BLANK, "It takes a user of nothing but spaces.", "s03.invalid-request");
        requests(USER_IN_BYTES, "It counts a user in bytes, where characters are meant.", "s03.most");
        requests(UNKNOWN_FIELDS_ARE_REFUSED, "It refuses an event with a field that it does not know.", "s03.accepted");
        requests(
                FIRST_OF_EQUAL_NAMES_COUNTS,
                "It takes the first of two fields of one name, and not the last.",
                "s03.accepted");
        requests(NULL_TYPE_IS_NONE, "It takes a type of null for no type.", "s03.type");
        requests(REPLIES_WITH_SPACES, "It has a space in its replies that nobody promised.", "s03.accepted");
    }

    private static void limits() {
        requests(LIMIT_ONE_LOWER, "It refuses a line of exactly the limit.", "s03.line-limit");
        requests(
                LIMIT_COUNTS_CHARACTERS,
                "It counts the characters of a line, where bytes are meant.",
                "s03.line-too-long");
        requests(LIMIT_WAITS_FOR_NEWLINE, "It measures a line only when its newline has come.", "s03.line-too-long");
        requests(STAYS_OPEN_AFTER_LAST_REPLY, "It does not close after line_too_long.", "s03.line-too-long");
        requests(RESETS_AFTER_LAST_REPLY, "It resets the connection after its last reply.", "s03.line-too-long");
        requests(HTTP_IS_INVALID_JSON, "It takes a line of HTTP for bad JSON, and goes on.", "s03.not-http");
        requests(NO_CONNECTION_LIMIT, "It takes any number of connections.", "s03.max-connections");
        requests(TURNS_AWAY_WITHOUT_A_WORD, "It turns a client too many away without a word.", "s03.max-connections");
        requests(LEAVING_MAKES_NO_ROOM, "It counts connections up, and never down.", "s03.max-connections");
    }

    private static void balances() {
        work(SELL_ADDS, "It adds what is sold.", "s05.accepted");
        work(NEVER_BELOW_ZERO, "It lets no balance fall below 0.", "s05.accepted");
        work(APPLIES_TWICE, "It applies each event twice.", "s05.accepted");
        work(NEVER_APPLIES, "It accepts events, and nobody takes them out of the queue.", "s05.accepted");
        work(FOLDS_CASE, "It takes Nora and nora for one user.", "s04.unknown-user");
        work(TRIMS_USERS, "It takes the spaces off a user.", "s04.unknown-user");
        work(USERS_ARE_CUT_AT_64, "It keeps 64 characters of a user.", "s04.unknown-user");
        work(STRANGERS_ARE_REFUSED, "It knows no balance of a user without events.", "s04.unknown-user");
        work(BALANCES_PER_CLIENT, "It has balances for each connection.", "s04.shared");
        work(
                APPLIES_REFUSED_AMOUNTS,
                "It applies an event before it has checked the amount.",
                "s04.errors-change-nothing");
        work(BALANCES_HAVE_32_BITS, "It keeps a balance in 32 bits.", "s04.big-balance");
        work(BALANCES_ARE_FLOATS, "It keeps a balance as a float.", "s04.big-balance");
        work(A_BIG_BALANCE_KILLS, "It loses a worker at each exception, and an overflow is one.", "s04.big-balance");
        work(HANGING_UP_UNDOES, "It undoes the events of a client that is reset.", "s04.hang-up");
        work(ACTS_AFTER_LAST_REPLY, "It acts on what follows a line that was too long.", "s03.lingering");
    }

    private static void queue() {
        work(UNBOUNDED_QUEUE, "It has a queue without a bound.", "s05.busy");
        work(WAITS_FOR_ROOM, "It waits for room in the queue, where it should say no.", "s05.busy");
        work(QUEUE_OF_FIVE, "It has a queue of five, whatever it is told.", "s05.room");
        work(QUEUE_COUNTS_WORK_IN_HAND, "It counts the event in hand as one in the queue.", "s05.room");
        work(APPLIES_A_REFUSED_EVENT, "It applies an event that it has refused.", "s05.busy");
        work(BUSY_IS_ANOTHER_REPLY, "It refuses in words of its own.", "s05.busy");
        work(WORKS_BEFORE_IT_REPLIES, "It replies only when the event is applied.", "s05.accepted");
        work(ONE_WORKER, "It has one worker, whatever it is told.", "s06.parallel");
        work(WORKS_NOT_AT_ALL, "It does no work at all, whatever --work-ms says.", "s06.parallel");
        work(WORKS_UNDER_THE_LOCK, "It does the work while it holds the lock of the stripe.", "s06.parallel");
        work(ONE_LOCK, "It has one lock for all users.", "s08.other-stripes");
        work(HOLDS_NOT_AT_ALL, "It holds the lock for no time at all, whatever --hold-ms says.", "s08.other-stripes");
    }

    private static void races() {
        end(LOSES_UPDATES, "It lets two workers overwrite each other's change of a balance.", "s07.exact");
        end(LOSES_AN_ACCEPTED_EVENT, "It accepts an event, counts it as processed, and drops it.", "s07.exact");
        end(
                LOCKS_ALL_STRIPES,
                "It locks its own stripe and then all others, and comes to a deadlock.",
                "s08.other-stripes");
    }

    private static void counters() {
        end(DROPPED_IS_NOT_COUNTED, "It does not count what it refuses.", "s09.metrics");
        end(COUNTS_INVALID_LINES, "It counts lines that are no events.", "s09.metrics");
        end(COUNTS_REFUSED_AS_FAILED, "It counts what it refuses as failed.", "s09.metrics");
        end(COUNTERS_PER_CLIENT, "It has counters for each connection.", "s09.metrics");
        end(COUNTERS_DO_NOT_ADD_UP, "It keeps pending as a counter of its own, which lags behind.", "s09.metrics");
        end(METRICS_IN_ANOTHER_ORDER, "It tells the counters in another order than promised.", "s09.metrics");
        end(NEVER_COMES_TO_REST, "It leaves one event pending for ever.", "s09.metrics");
    }

    private static void end() {
        end(SIGNAL_KILLS, "It ends at once at a signal, and loses what it has accepted.", "s10.drain");
        end(TERM_KILLS, "It drains at SIGINT, and ends at once at SIGTERM.", "s10.terminate");
        end(
                DRAIN_FORGETS_WORK_IN_HAND,
                "It ends when its queue is empty, whatever the workers have in hand.",
                "s10.drain");
        end(DRAIN_LOSES_AN_EVENT, "It throws one event of the queue away when the drain begins.", "s10.drain");
        end(DRAIN_INTERRUPTS_WORK, "It interrupts its workers when the drain begins.", "s10.drain");
        end(DRAIN_ACCEPTS_EVENTS, "It accepts events while it drains.", "s10.drain");
        end(DRAIN_ACCEPTS_CLIENTS, "It accepts connections while it drains.", "s10.drain");
        end(HEALTH_STAYS_OK, "It says ok while it drains.", "s10.drain");
        end(DRAIN_HANGS_UP_AT_ONCE, "It hangs up on its clients when the drain begins.", "s10.drain");
        end(DRAIN_LEAVES_CLIENTS_OPEN, "It waits at the end for an idle client to leave.", "s10.drain");
        end(DRAIN_WAITS_FOR_HALF_A_LINE, "It waits at the end for the rest of half a line.", "s10.drain");
        end(DRAIN_EXITS_WITH_1, "It ends a good drain with exit code 1.", "s10.drain");
        end(NO_LAST_LINE, "It does not print its counters at the end.", "s10.drain");
        end(LATE_DRAIN_EXITS_WITH_0, "It ends a drain that ran out of time with exit code 0.", "s10.deadline");
        end(DEADLINE_OF_ITS_OWN, "It drains for 6 s, whatever --drain-ms says.", "s10.deadline");
        end(LOSS_IS_NOT_TOLD, "It does not say how many events are lost when the time is over.", "s10.deadline");
        end(SECOND_SIGNAL_IS_IGNORED, "It ignores a second signal while it drains.", "s10.second-signal");
    }

    private static void lines(Fault fault, String words, String item) {
        ALL.add(new Mystery(Level.LINES, fault, words, item));
    }

    private static void requests(Fault fault, String words, String item) {
        ALL.add(new Mystery(Level.REQUESTS, fault, words, item));
    }

    private static void work(Fault fault, String words, String item) {
        ALL.add(new Mystery(Level.WORK, fault, words, item));
    }

    private static void end(Fault fault, String words, String item) {
        ALL.add(new Mystery(Level.END, fault, words, item));
    }
}
