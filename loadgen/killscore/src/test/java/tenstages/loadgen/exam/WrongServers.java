package tenstages.loadgen.exam;

import static tenstages.loadgen.model.Fault.*;

import java.util.ArrayList;
import java.util.List;
import tenstages.loadgen.model.Fault;

/** For each item of the exam the servers that must fail it: each keeps every promise of its stage but one. */
final class WrongServers {
    /**
     * A server that an item must find out.
     *
     * @param item the id of the item
     * @param stage what the server claims to be
     * @param fault what is wrong with it
     */
    record Wrong(String item, int stage, Fault fault) {}

    static final List<Wrong> ALL = new ArrayList<>();

    static {
        framing();
        limits();
        isolation();
        json();
        requests();
        balances();
        users();
        more();
        queue();
        metrics();
        drain();
    }

    private WrongServers() {}

    private static void framing() {
        wrong(
                "s01.echo",
                1,
                ECHO_REPAIRS_UTF8,
                ECHO_TRIMS,
                ECHO_CUTS_AT_64K,
                ECHO_CUTS_AT_NUL,
                ECHO_CUTS_AT_255,
                ECHO_IS_A_FORMAT,
                SPLITS_AT_CARRIAGE_RETURNS,
                KEEPS_CARRIAGE_RETURN,
                STRIPS_ALL_CARRIAGE_RETURNS);
        wrong("s01.order", 1, SWAPS_TWO_REPLIES, SWALLOWS_A_REPLY, DOUBLES_A_REPLY, TEARS_A_REPLY);
        wrong("s01.order", 3, SWAPS_TWO_REPLIES, SWALLOWS_A_REPLY, DOUBLES_A_REPLY, TEARS_A_REPLY, MERGES_TWO_REPLIES);
        wrong("s01.pieces", 1, A_READ_IS_A_LINE, FORGETS_HALF_A_LINE, HALF_A_LINE_HOLDS_REPLIES_BACK);
        wrong("s01.pieces", 3, HALF_A_LINE_HOLDS_REPLIES_BACK);
        wrong("s01.carriage-return", 1, KEEPS_CARRIAGE_RETURN);
        wrong("s01.empty-line", 1, SKIPS_EMPTY_LINES);
        wrong("s01.empty-line", 3, SKIPS_EMPTY_LINES, BLANK_IS_NULL);
        wrong("s01.half-close", 1, LOSES_REPLIES_AT_HALF_CLOSE, STAYS_OPEN_AFTER_HALF_CLOSE, SAYS_GOODBYE);
        wrong("s01.half-close", 3, LOSES_MANY_REPLIES_AT_HALF_CLOSE);
        wrong("s01.unfinished-line", 1, ANSWERS_UNFINISHED_LINE, STAYS_OPEN_AFTER_HALF_CLOSE);
        wrong("s01.unfinished-line", 4, ACTS_ON_UNFINISHED_LINE);
        wrong("s01.late-reader", 1, ECHO_CUTS_AT_A_MEGABYTE, CLOSES_AFTER_A_MEGABYTE);
        wrong("s01.next-client", 1, SERVES_ONE_CLIENT, DIES_OF_A_RESET);
    }

    private static void limits() {
        wrong(
                "s03.line-limit",
                3,
                LIMIT_ONE_LOWER,
                LIMIT_ONE_HIGHER,
                LIMIT_COUNTS_CARRIAGE_RETURN,
                LIMIT_COUNTS_CARRIAGE_RETURN_ALONE,
                LIMIT_CUTS_OFF_A_BYTE,
                STRIPS_ALL_CARRIAGE_RETURNS,
                STAYS_OPEN_AFTER_LAST_REPLY);
        wrong(
                "s03.line-too-long",
                3,
                LAST_REPLY_HAS_NO_NEWLINE,
                LIMIT_ONE_HIGHER,
                LIMIT_COUNTS_CHARACTERS,
                LIMIT_SPARES_ONE_BYTE_OF_A_WHOLE_LINE,
                LIMIT_SPARES_ONE_BYTE_OF_HALF_A_LINE,
                LIMIT_WAITS_FOR_NEWLINE,
                NO_REPLY_TO_A_LONG_LINE,
                LAST_REPLY_COMES_FIRST,
                STAYS_OPEN_AFTER_LAST_REPLY,
                RESETS_AFTER_LAST_REPLY,
                CLOSES_OVER_UNREAD_INPUT,
                SERVES_ON_AFTER_LAST_REPLY,
                HTTP_BEFORE_LENGTH);
        wrong(
                "s03.lingering",
                3,
                NO_REPLY_TO_A_LONG_LINE,
                RESETS_AFTER_LAST_REPLY,
                CLOSES_OVER_UNREAD_INPUT,
                STAYS_OPEN_AFTER_LAST_REPLY,
                SERVES_ON_AFTER_LAST_REPLY,
                TOLD_OFF_KEEPS_ITS_PLACE);
        wrong("s03.lingering", 4, ACTS_AFTER_LAST_REPLY);
        wrong(
                "s03.not-http",
                3,
                LAST_REPLY_HAS_NO_NEWLINE,
                HTTP_IS_INVALID_JSON,
                HTTP_1_0_IS_INVALID_JSON,
                HTTP_ANYWHERE,
                HTTP_IN_ANY_CASE,
                HTTP_IN_QUOTES,
                HTTP_NEEDS_A_METHOD,
                HTTP_NEEDS_NO_SPACE,
                HTTP_MAY_BE_THE_WHOLE_LINE,
                HTTP_MAY_END_IN_A_SPACE,
                HTTP_OF_ANY_VERSION,
                HTTP_WITH_CARRIAGE_RETURN_IS_INVALID_JSON,
                HTTP_BODY_IS_ANSWERED,
                STAYS_OPEN_AFTER_LAST_REPLY,
                SERVES_ON_AFTER_LAST_REPLY);
        wrong("s03.not-http", 4, ACTS_AFTER_LAST_REPLY, HTTP_BODY_IS_ACTED_UPON);
        wrong(
                "s03.max-connections",
                3,
                NO_CONNECTION_LIMIT,
                ONE_CONNECTION_MORE,
                ONE_CONNECTION_LESS,
                TURNS_AWAY_WITHOUT_A_WORD,
                TURNED_AWAY_STAYS_OPEN,
                TURNING_AWAY_ENDS_THE_FIRST,
                FULL_SERVES_NOBODY,
                LEAVING_MAKES_NO_ROOM,
                DIES_OF_A_RESET_BY_A_CLIENT_TURNED_AWAY,
                A_RESET_MAKES_NO_ROOM,
                TOLD_OFF_KEEPS_ITS_PLACE,
                TOLD_OFF_TAKES_NO_PLACE,
                A_LAST_REPLY_MAKES_NO_ROOM);
    }

    private static void isolation() {
        wrong(
                "s02.silent-client",
                2,
                SERVES_ONE_AT_A_TIME,
                WAITS_FOR_THE_FIRST_BYTE,
                SERVES_64_AT_A_TIME,
                SERVES_128_AT_A_TIME,
                CLIENTS_SHARE_A_BUFFER);
        wrong("s02.silent-client", 9, SERVES_64_AT_A_TIME);
        wrong("s02.idle-client", 2, HANGS_UP_AFTER_A_SECOND, HANGS_UP_AFTER_FIVE_SECONDS);
        wrong("s02.idle-client", 2, HANGS_UP_AFTER_A_REPLY, HANGS_UP_IN_MID_LINE, FORGETS_THE_SILENT);
        wrong("s02.resets", 2, DIES_OF_A_BROKEN_PIPE);
        wrong("s02.deaf-client", 2, SERVES_ONE_AT_A_TIME, DEAF_HOLDS_EVERYBODY, READS_ON_WITHOUT_WRITING);
        wrong("s02.own-replies", 2, SERVES_ONE_AT_A_TIME, ANSWERS_ANOTHER_CLIENT, SWALLOWS_A_LATE_REPLY);
        wrong("s02.own-replies", 3, ANSWERS_ANOTHER_CLIENT, SWALLOWS_A_LATE_REPLY);
        wrong("s02.resets", 2, DIES_OF_A_RESET, SERVES_ONE_CLIENT);
        wrong("s02.resets", 3, DIES_OF_A_RESET_AFTER_A_LAST_REPLY);
    }

    private static void json() {
        wrong(
                "s03.invalid-json",
                3,
                COMMENTS_ARE_JSON,
                HASH_COMMENTS_ARE_JSON,
                SINGLE_QUOTES_ARE_JSON,
                UNQUOTED_NAMES_ARE_JSON,
                TRAILING_COMMAS_ARE_JSON,
                MISSING_VALUES_ARE_JSON,
                NAN_IS_JSON,
                LEADING_ZEROS_ARE_JSON,
                LEADING_PLUS_IS_JSON,
                LEADING_POINT_IS_JSON,
                TRAILING_POINT_IS_JSON,
                CONTROL_CHARACTERS_ARE_JSON,
                ANY_ESCAPE_IS_JSON,
                SECOND_VALUE_IS_IGNORED,
                BLANK_IS_NULL,
                BYTE_ORDER_MARK_IS_SKIPPED,
                ANY_SPACE_IS_SPACE,
                SPLITS_AT_ANY_LINE_BREAK,
                LINE_ENDS_AT_NUL,
                LINE_IS_TRIMMED,
                BYTE_ORDER_MARK_BEGINS_A_CONNECTION,
                LITERALS_OF_PYTHON_ARE_JSON,
                LITERALS_IN_ANY_CASE_ARE_JSON,
                UNDEFINED_IS_JSON,
                EXPRESSIONS_ARE_JSON,
                UNQUOTED_STRINGS_ARE_JSON,
                EQUALS_SIGN_IS_A_COLON,
                SEMICOLON_IS_A_COMMA,
                DIGITS_OF_ANY_SCRIPT_ARE_JSON,
                HEXADECIMAL_IS_JSON,
                UNDERSCORES_ARE_JSON,
                SHORT_ESCAPES_ARE_JSON,
                SIGNED_ESCAPES_ARE_JSON,
                ESCAPED_APOSTROPHE_IS_JSON,
                INVALID_IS_NULL,
                HANGS_UP_AFTER_INVALID_JSON);
        wrong(
                "s03.valid-json",
                3,
                SCALARS_ARE_NO_JSON,
                NUMBERS_OF_1000_ARE_NO_JSON,
                LONG_STRINGS_ARE_NO_JSON,
                LONG_NAMES_ARE_NO_JSON,
                GREAT_EXPONENTS_ARE_NO_JSON,
                SPLITS_AT_CARRIAGE_RETURNS,
                SPLITS_AT_ANY_LINE_BREAK,
                NULL_HANGS_UP,
                EMPTY_ARRAY_IS_AN_OBJECT,
                NONCHARACTERS_ARE_NO_JSON,
                LONG_NUMBER_HANGS_UP,
                LONG_AMOUNT_HANGS_UP,
                LONE_SURROGATE_HANGS_UP,
                LONE_SURROGATE_IN_A_USER_HANGS_UP);
        wrong(
                "s03.utf-8",
                3,
                UTF8_IS_REPAIRED,
                UTF8_IS_REPAIRED_WHERE_NO_USER_IS,
                UTF16_IS_GUESSED,
                BYTES_ARE_LATIN_1,
                OVERLONG_UTF8_IS_TAKEN,
                SURROGATES_IN_UTF8_ARE_TAKEN,
                UTF8_BEYOND_UNICODE_IS_TAKEN,
                HALF_A_CHARACTER_IS_KEPT);
        wrong(
                "s03.depth",
                3,
                DEPTH_32_IS_NO_JSON,
                BRACKETS_IN_STRINGS_COUNT,
                ESCAPED_QUOTE_ENDS_A_STRING,
                ESCAPED_BACKSLASH_ESCAPES_A_QUOTE,
                OBJECTS_ARE_TWO_LEVELS,
                DEEP_ARRAYS_ARE_NOT_READ_TO_THE_END,
                DEEP_NESTING_HANGS_UP,
                DEEP_NESTING_ENDS_THE_SERVER,
                DEEP_OBJECTS_HANG_UP,
                HANGS_UP_AFTER_DEEP_OBJECTS);
    }

    private static void requests() {
        wrong(
                "s03.accepted",
                3,
                FIELD_NAMES_ARE_NOT_UNESCAPED,
                FIELDS_COME_IN_ONE_ORDER,
                FIRST_OF_EQUAL_NAMES_COUNTS,
                EQUAL_NAMES_ARE_REFUSED,
                UNKNOWN_FIELDS_ARE_REFUSED,
                REPLIES_WITH_SPACES);
        wrong(
                "s03.invalid-request",
                3,
                DETAIL_ECHOES_THE_CLIENT,
                AMOUNT_IS_CHECKED_FIRST,
                USER_OF_127,
                USER_OF_129,
                USER_MAY_BE_BLANK,
                USER_MAY_BE_A_LINE_END,
                USER_0_IS_NONE,
                USER_TAKES_NO_MARKS,
                USER_TAKES_NO_CONTROL_CHARACTERS,
                FIELD_NAMES_IN_ANY_CASE,
                FIELD_NAMES_ARE_TRIMMED,
                FIELD_NAMES_END_AT_NUL,
                FIELDS_COME_FROM_PROTO,
                NESTED_FIELDS_COUNT,
                NULL_DOES_NOT_OVERWRITE,
                ARRAY_OF_ONE_IS_AN_OBJECT,
                STRING_OF_JSON_IS_AN_OBJECT,
                EMPTY_OBJECT_IS_AN_ARRAY,
                ACTION_IN_ANY_CASE,
                ACTION_IS_TRIMMED,
                ACTION_ENDS_AT_NUL,
                ACTION_COMES_FROM_PROTO,
                ACTION_MAY_BE_MISSING,
                AMOUNT_MAY_BE_0,
                AMOUNT_MAY_BE_NEGATIVE,
                AMOUNT_ONE_HIGHER,
                AMOUNT_WRAPS,
                AMOUNT_WRAPS_AT_32_BITS);
        wrong("s03.mixed-order", 3, ERRORS_OVERTAKE, REPLIES_WITH_SPACES);
        wrong("s03.mixed-order", 4, ERRORS_OVERTAKE, REPLIES_BALANCE_BEFORE);
        wrong("s03.mixed-order", 5, ERRORS_OVERTAKE, WORKS_BEFORE_IT_REPLIES);
        wrong(
                "s03.type",
                3,
                NULL_TYPE_IS_NONE,
                EVENT_IS_A_TYPE,
                UNKNOWN_TYPE_IS_NOT_NAMED,
                FIELD_NAMES_IN_ANY_CASE,
                FIELD_NAMES_ARE_TRIMMED,
                FIELDS_COME_FROM_PROTO,
                TYPE_COMES_FROM_PROTO,
                TYPE_IS_FOUND_IN_THE_TEXT,
                TYPE_NAME_IS_NOT_UNESCAPED,
                TYPE_IS_CHECKED_LAST,
                EMPTY_TYPE_IS_NONE,
                NESTED_TYPE_COUNTS,
                WHOLE_EVENT_NEEDS_NO_LOOK_AT_ITS_TYPE);
        wrong("s03.type", 4, TYPE_IN_ANY_CASE, TYPED_EVENTS_ARE_APPLIED, TYPE_IS_TRIMMED, TYPE_MAY_BE_AN_ARRAY);
        wrong("s03.type", 4, TYPE_ENDS_AT_NUL);
        wrong("s03.type", 9, TYPE_MAY_BE_AN_ARRAY);
        wrong("s03.most", 3, USER_IN_CODE_POINTS, USER_IN_BYTES, AMOUNT_ONE_LOWER, AMOUNT_ONE_HIGHER, USER_OF_127);
        wrong("s03.most", 3, AMOUNT_OF_A_SELL_HAS_NO_LIMIT);
        wrong("s03.most", 4, APPLIES_REFUSED_AMOUNTS);
        wrong("s03.most", 5, APPLIES_TWICE);
        wrong(
                "s03.no-coercion",
                3,
                AMOUNT_MAY_BE_A_STRING,
                AMOUNT_MAY_BE_A_FRACTION,
                AMOUNT_MAY_BE_TRUE,
                AMOUNT_MAY_BE_AN_ARRAY,
                AMOUNT_MAY_HAVE_AN_EXPONENT,
                AMOUNT_IS_FOUND_IN_THE_TEXT,
                AMOUNT_IS_SPOILT_BY_ANY_FRACTION,
                ACTION_MAY_BE_AN_ARRAY,
                USER_MAY_BE_A_NUMBER,
                USER_MAY_BE_NULL,
                USER_MAY_BE_AN_ARRAY);
    }

    private static void balances() {
        wrong("s04.applied", 4, REPLIES_BALANCE_BEFORE, SELL_ADDS, NEVER_BELOW_ZERO, APPLIES_TWICE, FORGETS);
        wrong("s04.applied", 4, LOSES_WORK_AT_HALF_CLOSE, ERRORS_OVERTAKE_WORK);
        wrong("s04.applied", 4, READS_ARE_OLD, UNKNOWN_FIELDS_ARE_REFUSED);
        wrong("s04.unknown-user", 4, BALANCE_OF_A_STRANGER_IS_1, STRANGERS_ARE_REFUSED);
        wrong("s04.query", 4, QUERY_NEEDS_NO_USER, QUERY_TAKES_NO_OTHER_FIELD, UNKNOWN_TYPE_IS_NOT_NAMED);
        wrong("s04.query", 4, USER_MAY_BE_A_NUMBER, USER_MAY_BE_NULL, USER_MAY_BE_AN_ARRAY);
        wrong("s04.query", 4, QUERY_TAKES_ANY_USER, QUERY_USER_MAY_BE_BLANK, QUERY_USER_MAY_BE_LONG);
        wrong("s04.shared", 4, BALANCES_PER_CLIENT, APPLIES_TWICE);
        wrong(
                "s04.errors-change-nothing",
                4,
                APPLIES_REFUSED_AMOUNTS,
                APPLIES_REFUSED_ACTIONS,
                APPLIES_INVALID_JSON,
                SELL_ADDS);
    }

    private static void users() {
        wrong(
                "s04.unknown-user",
                4,
                FOLDS_CASE,
                TRIMS_USERS,
                TRIMS_THE_BEGINNING_OF_USERS,
                TRIMS_THE_END_OF_USERS,
                USERS_END_AT_NUL,
                USERS_END_AT_A_SPACE,
                USERS_ARE_CUT_AT_64,
                USERS_ARE_CUT_AT_255_BYTES,
                USERS_ARE_HASH_CODES,
                USERS_ARE_COMPOSED,
                USERS_ARE_COMPATIBLE,
                USERS_HAVE_NO_ACCENTS,
                USERS_ARE_ASCII,
                USERS_HAVE_NO_EMOJI,
                INVISIBLE_CHARACTERS_ARE_DROPPED,
                USERS_LIKE_NUMBERS_ARE_NUMBERS,
                USERS_ARE_FILE_NAMES,
                USERS_ARE_URL_DECODED,
                USERS_ARE_UNESCAPED_TWICE,
                USERS_ARE_NOT_UNESCAPED,
                USERS_ARE_PATTERNS,
                PROTO_IS_NO_USER,
                PROTOTYPE_IS_KNOWN);
        wrong("s04.unknown-user", 8, USERS_ARE_HASH_CODES, PROTO_IS_NO_USER, USERS_ARE_NOT_UNESCAPED);
    }

    private static void more() {
        wrong("s04.many-clients", 4, RACES, FORGETS);
        wrong("s04.many-clients", 7, LOSES_UPDATES, LOSES_AN_ACCEPTED_EVENT, NEVER_APPLIES);
        wrong("s04.shared", 4, READS_ARE_OLD);
        wrong("s04.big-balance", 4, BALANCES_ARE_FLOATS, BALANCES_HAVE_32_BITS, A_BIG_BALANCE_KILLS);
        wrong("s04.big-balance", 5, BALANCES_HAVE_32_BITS, A_BIG_BALANCE_KILLS);
        wrong("s04.split-character", 4, A_READ_IS_TEXT);
        wrong("s04.hang-up", 4, HANGING_UP_UNDOES, FORGETS, APPLIES_TWICE);
        wrong("s04.hang-up", 5, HANGING_UP_UNDOES, APPLIES_TWICE);
    }

    private static void queue() {
        wrong("s05.accepted", 5, UNKNOWN_FIELDS_ARE_REFUSED);
        wrong("s05.accepted", 5, WORKS_BEFORE_IT_REPLIES, NEVER_APPLIES, APPLIES_TWICE, SELL_ADDS, NEVER_BELOW_ZERO);
        wrong(
                "s05.busy",
                5,
                LONG_QUEUE,
                SHORT_QUEUE,
                UNBOUNDED_QUEUE,
                WAITS_FOR_ROOM,
                BUSY_IS_ANOTHER_REPLY,
                WORKS_NOT_AT_ALL,
                WORKS_HALF_AS_LONG,
                WORKS_BEFORE_IT_REPLIES,
                LOSES_AN_ACCEPTED_EVENT,
                APPLIES_A_REFUSED_EVENT);
        wrong(
                "s05.room",
                5,
                LONG_QUEUE,
                SHORT_QUEUE,
                UNBOUNDED_QUEUE,
                QUEUE_OF_FIVE,
                QUEUE_PER_CLIENT,
                QUEUE_ONE_SHORT,
                QUEUE_COUNTS_WORK_IN_HAND,
                FOUR_WORKERS,
                MORE_WORKERS_FOR_A_LONG_QUEUE);
        wrong("s06.parallel", 6, ONE_WORKER, TWO_WORKERS, WORKS_NOT_AT_ALL);
        wrong("s06.parallel", 7, SIXTEEN_WORKERS);
        wrong("s06.parallel", 7, WORKS_UNDER_THE_LOCK);
        wrong("s06.parallel", 8, WORKS_UNDER_THE_LOCK);
        wrong(
                "s07.exact",
                7,
                LOSES_UPDATES,
                CHANGES_WITHOUT_A_LOCK,
                LOCKS_TWICE,
                HOLDS_OUTSIDE_THE_LOCK,
                HOLDS_NOT_AT_ALL,
                APPLIES_TWICE,
                LOSES_AN_ACCEPTED_EVENT);
        wrong("s07.exact", 8, CHANGES_WITHOUT_A_LOCK, LOCKS_TWICE, HOLDS_OUTSIDE_THE_LOCK);
        wrong("s08.other-stripes", 8, ONE_LOCK, ONE_LOCK_FOR_CHANGES, LOCKS_ALL_STRIPES, HOLDS_NOT_AT_ALL);
    }

    private static void metrics() {
        wrong("s09.health", 9, HEALTH_IS_FINE, HEALTH_IS_DRAINING);
        wrong(
                "s09.metrics",
                9,
                RECEIVED_ONE_MORE,
                PROCESSED_ONE_LESS,
                DROPPED_ONE_MORE,
                FAILED_ONE_MORE,
                COUNTS_INVALID_LINES,
                COUNTS_INVALID_LINES_AS_FAILED,
                COUNTS_REFUSED_AS_FAILED,
                COUNTS_BEFORE_IT_CHECKS,
                COUNTERS_PER_CLIENT,
                ERRORS_OVERTAKE,
                RECEIVED_IS_NOT_ATOMIC,
                DROPPED_IS_NOT_COUNTED,
                COUNTERS_DO_NOT_ADD_UP,
                PENDING_IS_NEGATIVE,
                NEVER_COMES_TO_REST,
                METRICS_IN_ANOTHER_ORDER,
                METRICS_ARE_REFUSED);
        wrong(
                "s09.many-clients",
                9,
                COUNTS_AFTER_OFFERING,
                COUNTERS_ARE_NOT_ATOMIC,
                COUNTERS_PER_CLIENT,
                RECEIVED_IS_READ_FIRST,
                PENDING_IS_CUT_AT_ZERO,
                LOSES_AN_ACCEPTED_EVENT);
    }

    private static void drain() {
        for (String item : List.of("s10.drain", "s10.terminate")) {
            wrong(
                    item,
                    10,
                    SIGNAL_KILLS,
                    DRAIN_EXITS_WITH_1,
                    DRAIN_NEVER_ENDS,
                    DRAIN_ACCEPTS_EVENTS,
                    DRAIN_ACCEPTS_CLIENTS,
                    DRAIN_LEAVES_CLIENTS_OPEN,
                    DRAIN_WAITS_FOR_CLIENTS_TO_LEAVE,
                    DRAIN_WAITS_FOR_HALF_A_LINE,
                    DRAIN_WAITS_FOR_THE_SILENT,
                    DRAIN_HANGS_UP_AT_ONCE,
                    DRAIN_SAYS_GOODBYE_TO_THE_SILENT,
                    DRAIN_REFUSES_BALANCES,
                    DRAIN_LOSES_AN_EVENT,
                    DRAIN_FORGETS_WORK_IN_HAND,
                    DRAIN_INTERRUPTS_WORK,
                    DRAIN_TAKES_HALF_A_SECOND,
                    DRAIN_DOES_NOT_COUNT_REFUSED,
                    COUNTS_REFUSED_AS_FAILED,
                    HEALTH_STAYS_OK,
                    NEVER_COMES_TO_REST,
                    NO_LAST_LINE,
                    LAST_LINE_IS_NOT_LAST);
        }
        wrong("s10.terminate", 10, TERM_KILLS);
        wrong(
                "s10.deadline",
                10,
                SIGNAL_KILLS,
                DRAIN_NEVER_ENDS,
                LATE_DRAIN_EXITS_WITH_0,
                LOSS_IS_NOT_TOLD,
                LOSS_FORGETS_WORK_IN_HAND,
                WORK_IN_HAND_FAILS_AT_THE_DEADLINE,
                DEADLINE_OF_ITS_OWN,
                DEADLINE_WAITS_FOR_WORK_IN_HAND,
                DRAIN_WAITS_FOR_THE_DEAF,
                NO_LAST_LINE,
                LAST_LINE_WITHOUT_PENDING);
        wrong("s10.late-reader", 10, DRAIN_LOSES_REPLIES, DRAIN_EXITS_WITH_1, NO_LAST_LINE, DRAIN_LEAVES_CLIENTS_OPEN);
        wrong("s10.late-reader", 10, DRAIN_LINGERS_BEFORE_IT_HAS_WRITTEN);
        wrong("s10.flood", 10, DRAIN_CLOSES_THE_QUEUE_FIRST, DRAIN_FORGETS_EVENTS_AT_THE_SIGNAL, SIGNAL_KILLS);
        wrong("s10.flood", 10, DRAIN_COUNTS_WHAT_IT_THROWS_AWAY);
        wrong(
                "s10.second-signal",
                10,
                SIGNAL_KILLS,
                SECOND_SIGNAL_IS_IGNORED,
                SECOND_SIGNAL_EXITS_WITH_1,
                SECOND_SIGNAL_ACCOUNTS);
        wrong("s10.second-terminate", 10, SECOND_TERM_IS_IGNORED, SECOND_TERM_EXITS_WITH_130, SIGNAL_KILLS);
    }

    private static void wrong(String item, int stage, Fault... faults) {
        for (Fault fault : faults) {
            ALL.add(new Wrong(item, stage, fault));
        }
    }
}
