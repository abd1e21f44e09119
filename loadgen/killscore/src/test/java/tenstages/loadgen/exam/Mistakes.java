package tenstages.loadgen.exam;

import static tenstages.loadgen.model.Fault.*;

import java.util.ArrayList;
import java.util.List;
import tenstages.loadgen.model.Fault;

/** What people get wrong when they build such a server, stage by stage, and the item that finds each of them out. */
final class Mistakes {
    /**
     * A whole server with one mistake.
     *
     * @param stage what it claims to be
     * @param fault its mistake
     * @param words the mistake, for people
     * @param item the first item that fails
     */
    record Mistake(int stage, Fault fault, String words, String item) {}

    static final List<Mistake> ALL = new ArrayList<>();

    static {
        echo();
        validation();
        languages();
        balances();
        users();
        queue();
        workers();
        metrics();
        drain();
    }

    private Mistakes() {}

    private static void echo() {
        mistake(1, ANSWERS_NOTHING, "answers nothing", "s01.echo");
        mistake(1, ECHO_TRIMS, "takes the spaces off a line", "s01.echo");
        mistake(1, KEEPS_CARRIAGE_RETURN, "leaves the \\r in the line", "s01.echo");
        mistake(1, ECHO_REPAIRS_UTF8, "turns bytes into text and back", "s01.echo");
        mistake(1, A_READ_IS_A_LINE, "takes what a read returns for a line", "s01.echo");
        mistake(1, ECHO_CUTS_AT_NUL, "ends a line at a NUL", "s01.echo");
        mistake(1, ECHO_CUTS_AT_255, "takes the byte 255 for the end, as char c == EOF does", "s01.echo");
        mistake(1, ECHO_IS_A_FORMAT, "prints the line as a format, as printf does", "s01.echo");
        mistake(1, SPLITS_AT_CARRIAGE_RETURNS, "takes any \\r for the end of a line", "s01.echo");
        mistake(1, HALF_A_LINE_HOLDS_REPLIES_BACK, "keeps replies back while half a line waits", "s01.pieces");
        mistake(1, SWAPS_TWO_REPLIES, "lets two replies change places", "s01.order");
        mistake(1, SKIPS_EMPTY_LINES, "does not answer an empty line", "s01.empty-line");
        mistake(1, LOSES_REPLIES_AT_HALF_CLOSE, "hangs up when the client has sent its end", "s01.half-close");
        mistake(2, STAYS_OPEN_AFTER_HALF_CLOSE, "does not close when it has answered everything", "s01.half-close");
        mistake(1, ANSWERS_UNFINISHED_LINE, "answers what stands behind the last newline", "s01.unfinished-line");
        mistake(1, CLOSES_AFTER_A_MEGABYTE, "writes only as much as fits", "s01.late-reader");
        mistake(1, SERVES_ONE_CLIENT, "ends with its first client", "s01.next-client");
        mistake(2, SERVES_ONE_AT_A_TIME, "waits in a read for one client", "s02.silent-client");
        mistake(
                2,
                WAITS_FOR_THE_FIRST_BYTE,
                "waits for the first byte before it accepts the next",
                "s02.silent-client");
        mistake(2, SERVES_64_AT_A_TIME, "has 64 threads, so that client 65 waits for ever", "s02.silent-client");
        mistake(2, CLIENTS_SHARE_A_BUFFER, "collects the bytes of all clients in one buffer", "s02.silent-client");
        mistake(2, HANGS_UP_AFTER_FIVE_SECONDS, "hangs up on whoever was silent for 5 s", "s02.idle-client");
        mistake(2, HANGS_UP_AFTER_A_REPLY, "hangs up on whoever is silent for 5 s after a reply", "s02.idle-client");
        mistake(2, HANGS_UP_IN_MID_LINE, "hangs up on whoever takes 5 s for a line", "s02.idle-client");
        mistake(2, FORGETS_THE_SILENT, "listens no more to whoever has said nothing for 5 s", "s02.idle-client");
        mistake(2, DEAF_HOLDS_EVERYBODY, "waits in a write for one client", "s02.deaf-client");
        mistake(2, READS_ON_WITHOUT_WRITING, "keeps replies without a limit", "s02.deaf-client");
        mistake(2, ANSWERS_ANOTHER_CLIENT, "gives a reply to another client", "s02.own-replies");
        mistake(2, DIES_OF_A_RESET, "ends when a client hangs up", "s02.resets");
        mistake(2, DIES_OF_A_BROKEN_PIPE, "ends when it writes to a client that has left", "s02.resets");
    }

    private static void validation() {
        mistake(3, GARBAGE_IS_ACCEPTED, "replies before it has parsed the line", "s03.invalid-json");
        mistake(3, SECOND_VALUE_IS_IGNORED, "ignores what follows the first value", "s03.invalid-json");
        mistake(3, SCALARS_ARE_NO_JSON, "takes JSON that is no object for no JSON", "s03.valid-json");
        mistake(3, UTF8_IS_REPAIRED, "decodes malformed UTF-8 without complaint", "s03.utf-8");
        mistake(3, DEEP_NESTING_HANGS_UP, "overflows its stack on deep nesting", "s03.depth");
        mistake(3, ERRORS_OVERTAKE, "writes errors at once and other replies later", "s03.mixed-order");
        mistake(3, AMOUNT_IS_CHECKED_FIRST, "names the last wrong field", "s03.invalid-request");
        mistake(3, NULL_TYPE_IS_NONE, "takes a type of null for no type", "s03.type");
        mistake(3, AMOUNT_MAY_BE_A_FRACTION, "takes 100.0 for an amount", "s03.no-coercion");
        mistake(3, AMOUNT_ONE_LOWER, "refuses the greatest amount", "s03.most");
        mistake(3, UNKNOWN_FIELDS_ARE_REFUSED, "refuses an event with a field it does not know", "s03.accepted");
        mistake(3, REPLIES_WITH_SPACES, "has spaces in its replies", "s03.accepted");
        mistake(3, LAST_REPLY_HAS_NO_NEWLINE, "ends its last reply without a newline", "s03.line-too-long");
        mistake(3, LIMIT_ONE_LOWER, "refuses a line of exactly the limit", "s03.line-limit");
        mistake(3, LIMIT_WAITS_FOR_NEWLINE, "waits for the newline of a line too long", "s03.line-too-long");
        mistake(
                3,
                LIMIT_SPARES_ONE_BYTE_OF_A_WHOLE_LINE,
                "takes a line that is one byte too long if it comes whole",
                "s03.line-too-long");
        mistake(
                3,
                LIMIT_SPARES_ONE_BYTE_OF_HALF_A_LINE,
                "waits for one byte more than the limit, be it a \\r or not",
                "s03.line-too-long");
        mistake(3, LIMIT_COUNTS_CHARACTERS, "counts the characters of a line, and not its bytes", "s03.line-too-long");
        mistake(3, STRIPS_ALL_CARRIAGE_RETURNS, "takes every \\r off the end of a line", "s03.line-limit");
        mistake(3, LIMIT_CUTS_OFF_A_BYTE, "cuts a byte off the longest line, as fgets does", "s03.line-limit");
        mistake(3, RESETS_AFTER_LAST_REPLY, "resets the connection after its last reply", "s03.line-too-long");
        mistake(
                3,
                CLOSES_OVER_UNREAD_INPUT,
                "closes over unread input: a reset instead of an end",
                "s03.line-too-long");
        mistake(3, HTTP_BEFORE_LENGTH, "asks for HTTP before it asks for the length", "s03.line-too-long");
        http();
        mistake(3, TOLD_OFF_KEEPS_ITS_PLACE, "never closes a client that stays after its last reply", "s03.lingering");
        mistake(3, LEAVING_MAKES_NO_ROOM, "counts connections up and not down", "s03.max-connections");
        mistake(3, NO_CONNECTION_LIMIT, "takes any number of connections", "s03.max-connections");
        mistake(3, A_RESET_MAKES_NO_ROOM, "does not count down after a reset", "s03.max-connections");
        mistake(3, A_LAST_REPLY_MAKES_NO_ROOM, "does not count down after a last reply", "s03.max-connections");
        mistake(3, TOLD_OFF_TAKES_NO_PLACE, "counts down before the connection is closed", "s03.max-connections");
        mistake(
                3,
                DIES_OF_A_RESET_BY_A_CLIENT_TURNED_AWAY,
                "ends when a client that was turned away resets its connection",
                "s03.max-connections");
        mistake(
                3,
                DIES_OF_A_RESET_AFTER_A_LAST_REPLY,
                "ends when a client resets its connection after its last reply",
                "s02.resets");
        mistake(3, TURNS_AWAY_WITHOUT_A_WORD, "turns clients away without a word", "s03.max-connections");
        mistake(3, SWAPS_TWO_REPLIES, "lets two replies change places", "s03.mixed-order");
        mistake(3, SWALLOWS_A_REPLY, "swallows a reply", "s03.mixed-order");
        mistake(3, DOUBLES_A_REPLY, "sends a reply twice", "s03.mixed-order");
        mistake(3, MERGES_TWO_REPLIES, "sends two replies in one line", "s03.mixed-order");
        mistake(3, TEARS_A_REPLY, "sends half a reply", "s03.mixed-order");
        mistake(3, ANSWERS_UNFINISHED_LINE, "answers what stands behind the last newline", "s01.unfinished-line");
    }

    private static void http() {
        mistake(3, HTTP_IS_INVALID_JSON, "goes on after a line of HTTP", "s03.not-http");
        mistake(3, HTTP_WITH_CARRIAGE_RETURN_IS_INVALID_JSON, "asks for HTTP before the \\r is off", "s03.not-http");
        mistake(3, HTTP_NEEDS_A_METHOD, "knows HTTP only behind a method", "s03.not-http");
        mistake(3, HTTP_NEEDS_NO_SPACE, "knows HTTP without the space before it", "s03.not-http");
        mistake(3, HTTP_OF_ANY_VERSION, "takes HTTP/2.0 for HTTP too", "s03.not-http");
        mistake(3, HTTP_MAY_END_IN_A_SPACE, "trims a line before it asks for HTTP", "s03.not-http");
        mistake(3, HTTP_IN_QUOTES, "takes HTTP in quotation marks for HTTP", "s03.not-http");
        mistake(3, HTTP_BODY_IS_ANSWERED, "answers what came in one read with a line of HTTP", "s03.not-http");
        mistake(4, HTTP_BODY_IS_ACTED_UPON, "acts on the body of an HTTP request", "s03.not-http");
    }

    /** What libraries and languages do by themselves. */
    private static void languages() {
        mistake(
                3,
                SPLITS_AT_ANY_LINE_BREAK,
                "takes U+2028 for the end of a line, as splitlines does",
                "s03.invalid-json");
        mistake(3, LINE_ENDS_AT_NUL, "ends a line at a NUL", "s03.invalid-json");
        mistake(3, LINE_IS_TRIMMED, "trims control characters off a line", "s03.invalid-json");
        mistake(
                3,
                BYTE_ORDER_MARK_BEGINS_A_CONNECTION,
                "takes a byte order mark off the first line",
                "s03.invalid-json");
        mistake(3, LITERALS_OF_PYTHON_ARE_JSON, "knows True and None", "s03.invalid-json");
        mistake(3, LITERALS_IN_ANY_CASE_ARE_JSON, "knows TRUE", "s03.invalid-json");
        mistake(3, UNDEFINED_IS_JSON, "knows undefined", "s03.invalid-json");
        mistake(3, EXPRESSIONS_ARE_JSON, "evaluates the line as a program", "s03.invalid-json");
        mistake(3, UNQUOTED_STRINGS_ARE_JSON, "takes a word for a string, as Gson does", "s03.invalid-json");
        mistake(3, EQUALS_SIGN_IS_A_COLON, "takes = for a colon, as Gson does", "s03.invalid-json");
        mistake(3, DIGITS_OF_ANY_SCRIPT_ARE_JSON, "takes the digits of any script, as int() does", "s03.invalid-json");
        mistake(3, SIGNED_ESCAPES_ARE_JSON, "reads \\u with a function that takes a sign", "s03.invalid-json");
        mistake(3, INVALID_IS_NULL, "takes what is no JSON for null, as json_decode says it", "s03.invalid-json");
        mistake(3, NULL_HANGS_UP, "falls over a line that is null", "s03.valid-json");
        mistake(3, EMPTY_ARRAY_IS_AN_OBJECT, "takes [] for an object, as PHP does", "s03.valid-json");
        mistake(3, SPLITS_AT_CARRIAGE_RETURNS, "takes any \\r for the end of a line", "s03.valid-json");
        mistake(3, LONG_NUMBER_HANGS_UP, "falls over a number of 5,000 digits", "s03.valid-json");
        mistake(3, LONE_SURROGATE_HANGS_UP, "falls over half a surrogate pair", "s03.valid-json");
        mistake(3, LONG_AMOUNT_HANGS_UP, "falls over an amount of 5,000 digits", "s03.valid-json");
        mistake(3, LONE_SURROGATE_IN_A_USER_HANGS_UP, "falls over a user of half a surrogate pair", "s03.valid-json");
        mistake(3, UTF8_IS_REPAIRED_WHERE_NO_USER_IS, "decodes nothing but users strictly", "s03.utf-8");
        mistake(3, UTF16_IS_GUESSED, "guesses the encoding of a line", "s03.utf-8");
        mistake(3, BYTES_ARE_LATIN_1, "takes each byte for a character", "s03.utf-8");
        mistake(3, OVERLONG_UTF8_IS_TAKEN, "decodes UTF-8 by hand, overlong forms too", "s03.utf-8");
        mistake(3, SURROGATES_IN_UTF8_ARE_TAKEN, "takes surrogates that are encoded in UTF-8", "s03.utf-8");
        mistake(3, HALF_A_CHARACTER_IS_KEPT, "decodes all clients with one decoder", "s03.utf-8");
        mistake(3, DEPTH_32_IS_NO_JSON, "takes 31 levels and not 32", "s03.depth");
        mistake(3, BRACKETS_IN_STRINGS_COUNT, "counts the brackets in strings as levels", "s03.depth");
        mistake(3, ESCAPED_QUOTE_ENDS_A_STRING, "counts levels and knows no escapes", "s03.depth");
        mistake(
                3,
                ESCAPED_BACKSLASH_ESCAPES_A_QUOTE,
                "counts levels, and takes any mark behind a \\ for escaped",
                "s03.depth");
        mistake(3, DEEP_NESTING_ENDS_THE_SERVER, "ends on deep nesting", "s03.depth");
        mistake(3, DEEP_OBJECTS_HANG_UP, "overflows its stack on deep objects", "s03.depth");
        mistake(3, HANGS_UP_AFTER_DEEP_OBJECTS, "answers deep objects and hangs up", "s03.depth");
        mistake(3, FIELD_NAMES_ARE_NOT_UNESCAPED, "does not decode the escapes of names", "s03.accepted");
        mistake(3, FIELDS_COME_IN_ONE_ORDER, "finds fields only in the usual order", "s03.accepted");
        mistake(3, FIRST_OF_EQUAL_NAMES_COUNTS, "takes the first of two equal names", "s03.accepted");
        mistake(3, FIELD_NAMES_IN_ANY_CASE, "takes USER for user, as Go and C# do", "s03.invalid-request");
        mistake(3, NULL_DOES_NOT_OVERWRITE, "does not let a null overwrite, as Go does", "s03.invalid-request");
        mistake(3, FIELDS_COME_FROM_PROTO, "finds fields in __proto__", "s03.invalid-request");
        mistake(3, NESTED_FIELDS_COUNT, "finds fields in nested objects", "s03.invalid-request");
        mistake(3, ARRAY_OF_ONE_IS_AN_OBJECT, "takes an array of one object for the object", "s03.invalid-request");
        mistake(3, STRING_OF_JSON_IS_AN_OBJECT, "parses a string once more", "s03.invalid-request");
        mistake(3, EMPTY_OBJECT_IS_AN_ARRAY, "takes {} for an array, as PHP does", "s03.invalid-request");
        mistake(3, FIELD_NAMES_END_AT_NUL, "ends names at a NUL", "s03.invalid-request");
        mistake(3, USER_MAY_BE_NULL, "takes null for a user of that name", "s03.invalid-request");
        mistake(3, USER_0_IS_NONE, "takes the user 0 for none, as PHP does", "s03.invalid-request");
        mistake(3, USER_TAKES_NO_MARKS, "refuses users with quotation marks", "s03.invalid-request");
        mistake(3, ACTION_COMES_FROM_PROTO, "finds the action toString", "s03.invalid-request");
        mistake(3, ACTION_ENDS_AT_NUL, "ends the action at a NUL", "s03.invalid-request");
        mistake(3, AMOUNT_WRAPS_AT_32_BITS, "lets an amount overflow 32 bits", "s03.invalid-request");
        mistake(3, ACTION_MAY_BE_AN_ARRAY, "compares with ==, so that [\"buy\"] is buy", "s03.no-coercion");
        mistake(3, AMOUNT_IS_SPOILT_BY_ANY_FRACTION, "looks for fractions in the whole line", "s03.accepted");
        mistake(3, USER_IN_BYTES, "counts a user in bytes", "s03.most");
        mistake(3, TYPE_COMES_FROM_PROTO, "finds the type toString", "s03.type");
        mistake(3, TYPE_IS_FOUND_IN_THE_TEXT, "looks for the type in the text", "s03.type");
        mistake(3, TYPE_NAME_IS_NOT_UNESCAPED, "does not decode the escapes of the name type", "s03.type");
        mistake(3, EMPTY_TYPE_IS_NONE, "takes an empty type for none, as Go does", "s03.type");
        mistake(3, WHOLE_EVENT_NEEDS_NO_LOOK_AT_ITS_TYPE, "takes an event with a type for an event", "s03.type");
        mistake(4, TYPE_ENDS_AT_NUL, "ends a type at a NUL", "s03.type");
        mistake(4, TYPED_EVENTS_ARE_APPLIED, "refuses an event with a type, and applies it", "s03.type");
        mistake(3, AMOUNT_OF_A_SELL_HAS_NO_LIMIT, "checks an amount with its sign: a sell may be any", "s03.most");
        mistake(3, LIMIT_COUNTS_CARRIAGE_RETURN_ALONE, "counts a \\r until its \\n has come", "s03.line-limit");
        mistake(
                3,
                LOSES_MANY_REPLIES_AT_HALF_CLOSE,
                "loses replies that wait when the client sends its end",
                "s01.half-close");
    }

    private static void balances() {
        mistake(4, SELL_ADDS, "adds what is sold", "s04.applied");
        mistake(4, REPLIES_BALANCE_BEFORE, "replies with the balance before the event", "s04.applied");
        mistake(4, NEVER_BELOW_ZERO, "lets no balance fall below 0", "s04.applied");
        mistake(4, STRANGERS_ARE_REFUSED, "knows no balance of a user without events", "s04.unknown-user");
        mistake(4, FOLDS_CASE, "takes Nora and nora for one", "s04.unknown-user");
        mistake(4, RACES, "lets two clients overwrite each other's change", "s04.many-clients");
        mistake(4, READS_ARE_OLD, "answers from a copy that is a moment old", "s04.applied");
        mistake(4, QUERY_NEEDS_NO_USER, "answers a query without a user", "s04.query");
        mistake(4, BALANCES_PER_CLIENT, "has balances for each connection", "s04.shared");
        mistake(4, APPLIES_REFUSED_AMOUNTS, "applies an event before it has checked it", "s04.errors-change-nothing");
        mistake(4, BALANCES_HAVE_32_BITS, "keeps balances in 32 bits", "s04.big-balance");
        mistake(4, A_READ_IS_TEXT, "decodes each read: split characters break", "s04.split-character");
        mistake(4, HANGING_UP_UNDOES, "undoes the events of a client that hangs up", "s04.hang-up");
        mistake(4, ACTS_AFTER_LAST_REPLY, "acts on what follows a line too long", "s03.lingering");
        mistake(4, ACTS_ON_UNFINISHED_LINE, "applies what stands behind the last newline", "s01.unfinished-line");
    }

    /** Two users taken for one, or one for two. */
    private static void users() {
        mistake(4, TRIMS_USERS, "takes the spaces off a user", "s04.unknown-user");
        mistake(4, TRIMS_THE_BEGINNING_OF_USERS, "takes the spaces off the beginning of a user", "s04.unknown-user");
        mistake(4, USERS_END_AT_NUL, "cuts a user off at a NUL", "s04.unknown-user");
        mistake(4, USERS_END_AT_A_SPACE, "cuts a user off at a space", "s04.unknown-user");
        mistake(4, USERS_ARE_CUT_AT_64, "keeps 64 characters of a user", "s04.unknown-user");
        mistake(4, USERS_ARE_CUT_AT_255_BYTES, "keeps 255 bytes of a user", "s04.unknown-user");
        mistake(4, USERS_ARE_HASH_CODES, "takes Aa and BB for one: they share a hash code", "s04.unknown-user");
        mistake(4, USERS_ARE_COMPOSED, "normalizes users (NFC)", "s04.unknown-user");
        mistake(4, USERS_ARE_COMPATIBLE, "normalizes users (NFKC)", "s04.unknown-user");
        mistake(4, USERS_HAVE_NO_ACCENTS, "compares users without their accents, as databases do", "s04.unknown-user");
        mistake(4, USERS_ARE_ASCII, "puts ? for what is not ASCII", "s04.unknown-user");
        mistake(4, USERS_HAVE_NO_EMOJI, "puts ? for characters beyond 16 bits, as MySQL does", "s04.unknown-user");
        mistake(4, INVISIBLE_CHARACTERS_ARE_DROPPED, "drops characters that nobody sees", "s04.unknown-user");
        mistake(4, USERS_LIKE_NUMBERS_ARE_NUMBERS, "takes 10 and 010 for one", "s04.unknown-user");
        mistake(4, USERS_ARE_FILE_NAMES, "has a file for each user", "s04.unknown-user");
        mistake(4, USERS_ARE_URL_DECODED, "decodes users as URLs are", "s04.unknown-user");
        mistake(4, USERS_ARE_UNESCAPED_TWICE, "decodes the escapes of a user twice", "s04.unknown-user");
        mistake(4, USERS_ARE_NOT_UNESCAPED, "does not decode the escapes of a user", "s04.unknown-user");
        mistake(4, USERS_ARE_PATTERNS, "looks for users with LIKE", "s04.unknown-user");
        mistake(4, PROTO_IS_NO_USER, "has no place for the user __proto__", "s04.unknown-user");
        mistake(4, PROTOTYPE_IS_KNOWN, "knows a user constructor from the start", "s04.unknown-user");
        mistake(4, QUERY_TAKES_ANY_USER, "does not check the user of a query", "s04.query");
        mistake(4, QUERY_USER_MAY_BE_BLANK, "answers a query for a blank user", "s04.query");
        mistake(4, QUERY_USER_MAY_BE_LONG, "answers a query for a user of any length", "s04.query");
        mistake(4, TYPE_MAY_BE_AN_ARRAY, "takes [\"balance\"] for a type", "s03.type");
        mistake(4, BALANCES_ARE_FLOATS, "keeps balances as 32 bit floats", "s04.big-balance");
        mistake(4, LOSES_WORK_AT_HALF_CLOSE, "forgets what it works on when the client sends its end", "s04.applied");
        mistake(4, ERRORS_OVERTAKE_WORK, "answers the next read while it works on the last", "s04.applied");
    }

    private static void queue() {
        mistake(5, UNBOUNDED_QUEUE, "has a queue without a bound", "s05.busy");
        mistake(5, WAITS_FOR_ROOM, "waits for room in the queue (put)", "s05.busy");
        mistake(5, LONG_QUEUE, "has more places in its queue than it is told", "s05.busy");
        mistake(5, QUEUE_OF_FIVE, "has a queue of five, whatever it is told", "s05.room");
        mistake(5, QUEUE_ONE_SHORT, "has one place less in its queue than it is told", "s05.room");
        mistake(5, QUEUE_COUNTS_WORK_IN_HAND, "counts the event in hand as one in the queue", "s05.room");
        mistake(5, FOUR_WORKERS, "has the workers of stage 6 already", "s05.busy");
        mistake(5, MORE_WORKERS_FOR_A_LONG_QUEUE, "starts another worker when many events wait", "s05.room");
        mistake(3, USER_IN_CODE_POINTS, "counts the characters of a user in another way", "s03.most");
        mistake(5, WORKS_HALF_AS_LONG, "works half as long as it is told", "s05.busy");
        mistake(5, SHORT_QUEUE, "has fewer places in its queue than it is told", "s05.busy");
        mistake(5, BUSY_IS_ANOTHER_REPLY, "refuses in words of its own", "s05.busy");
        mistake(5, APPLIES_A_REFUSED_EVENT, "applies an event that it has refused", "s05.busy");
        mistake(5, WORKS_BEFORE_IT_REPLIES, "replies when the event is applied", "s05.accepted");
        mistake(5, APPLIES_TWICE, "applies each event twice", "s05.accepted");
        mistake(5, NEVER_APPLIES, "accepts, and nobody takes events out of the queue", "s05.accepted");
        mistake(5, A_BIG_BALANCE_KILLS, "loses its worker at the first exception", "s04.big-balance");
    }

    private static void workers() {
        mistake(6, ONE_WORKER, "has one worker, whatever it is told", "s06.parallel");
        mistake(6, TWO_WORKERS, "has two workers, whatever it is told", "s06.parallel");
        mistake(6, WORKS_NOT_AT_ALL, "ignores --work-ms", "s06.parallel");
        mistake(6, APPLIES_A_REFUSED_EVENT, "applies an event that it has refused", "s05.busy");
        mistake(7, SIXTEEN_WORKERS, "has sixteen workers, whatever it is told", "s06.parallel");
        mistake(7, LOSES_UPDATES, "lets two workers overwrite each other", "s07.exact");
        mistake(7, LOSES_AN_ACCEPTED_EVENT, "accepts an event and drops it", "s07.exact");
        mistake(7, WORKS_UNDER_THE_LOCK, "holds the lock during the work", "s06.parallel");
        mistake(
                7,
                CHANGES_WITHOUT_A_LOCK,
                "reads, waits and writes without a lock (one thread and await)",
                "s07.exact");
        mistake(7, LOCKS_TWICE, "locks to read, and once more to write", "s07.exact");
        mistake(7, HOLDS_OUTSIDE_THE_LOCK, "waits --hold-ms before it locks", "s07.exact");
        mistake(7, HOLDS_NOT_AT_ALL, "ignores --hold-ms", "s07.exact");
        mistake(8, HOLDS_NOT_AT_ALL, "ignores --hold-ms", "s08.other-stripes");
        mistake(8, ONE_LOCK, "has one stripe for all", "s08.other-stripes");
        mistake(8, LOSES_UPDATES, "locks one stripe and changes another", "s07.exact");
        mistake(8, ONE_LOCK_FOR_CHANGES, "has one lock for all changes, and none for reads", "s08.other-stripes");
        mistake(8, LOCKS_ALL_STRIPES, "locks its own stripe and then all others (deadlock)", "s08.other-stripes");
        mistake(8, WORKS_UNDER_THE_LOCK, "works while it holds the stripe", "s06.parallel");
        mistake(8, HOLDS_OUTSIDE_THE_LOCK, "waits --hold-ms outside of the stripe's lock", "s07.exact");
        mistake(8, A_BIG_BALANCE_KILLS, "loses a worker at each exception", "s04.big-balance");
    }

    private static void metrics() {
        mistake(9, DROPPED_IS_NOT_COUNTED, "does not count what it refuses", "s09.metrics");
        mistake(9, PENDING_IS_NEGATIVE, "tells a pending below zero", "s09.metrics");
        mistake(9, COUNTS_INVALID_LINES, "counts lines that are no events", "s09.metrics");
        mistake(9, COUNTS_INVALID_LINES_AS_FAILED, "counts lines that are no events as failed", "s09.metrics");
        mistake(9, COUNTS_REFUSED_AS_FAILED, "counts what it refuses as failed", "s09.metrics");
        mistake(9, COUNTS_BEFORE_IT_CHECKS, "counts events before it has checked them", "s09.metrics");
        mistake(9, COUNTERS_PER_CLIENT, "has counters for each connection", "s09.metrics");
        mistake(9, ERRORS_OVERTAKE, "writes errors at once and other replies later", "s09.metrics");
        mistake(9, COUNTS_AFTER_OFFERING, "counts after offering, on several threads", "s09.many-clients");
        mistake(9, COUNTERS_ARE_NOT_ATOMIC, "counts with ++, on several threads", "s09.many-clients");
        mistake(9, RECEIVED_IS_READ_FIRST, "reads received first, and the others a moment later", "s09.many-clients");
        mistake(9, PENDING_IS_CUT_AT_ZERO, "takes 0 for a pending below zero", "s09.many-clients");
        mistake(9, COUNTERS_DO_NOT_ADD_UP, "keeps pending as a counter of its own", "s09.metrics");
        mistake(9, METRICS_IN_ANOTHER_ORDER, "has the counters in another order", "s09.metrics");
        mistake(9, PROCESSED_ONE_LESS, "forgets to count the last event", "s09.metrics");
        mistake(9, DROPPED_ONE_MORE, "counts a refusal twice", "s09.metrics");
        mistake(9, NEVER_COMES_TO_REST, "leaves an event pending for ever", "s09.metrics");
        mistake(9, RECEIVED_IS_NOT_ATOMIC, "lets two clients count at the same time", "s09.metrics");
        mistake(9, LOSES_AN_ACCEPTED_EVENT, "counts an event as processed that it has lost", "s09.many-clients");
        mistake(9, HEALTH_IS_FINE, "says it is fine in other words", "s09.health");
    }

    private static void drain() {
        mistake(10, SIGNAL_KILLS, "ends at once", "s10.drain");
        mistake(10, DRAIN_LOSES_AN_EVENT, "loses the tail of the queue", "s10.drain");
        mistake(
                10,
                DRAIN_FORGETS_WORK_IN_HAND,
                "ends when the queue is empty, whatever its workers have in hand",
                "s10.drain");
        mistake(10, DRAIN_INTERRUPTS_WORK, "interrupts its workers", "s10.drain");
        mistake(10, DRAIN_TAKES_HALF_A_SECOND, "ends half a second after the signal", "s10.drain");
        mistake(10, DRAIN_LEAVES_CLIENTS_OPEN, "waits for an idle client to leave", "s10.drain");
        mistake(10, DRAIN_WAITS_FOR_CLIENTS_TO_LEAVE, "waits for a client to leave that has had the end", "s10.drain");
        mistake(10, DRAIN_WAITS_FOR_HALF_A_LINE, "waits for the rest of half a line", "s10.drain");
        mistake(10, NEVER_COMES_TO_REST, "leaves an event pending in its last line", "s10.drain");
        mistake(10, DRAIN_ACCEPTS_EVENTS, "accepts events while it drains", "s10.drain");
        mistake(10, DRAIN_ACCEPTS_CLIENTS, "accepts connections while it drains", "s10.drain");
        mistake(10, HEALTH_STAYS_OK, "says ok while it drains", "s10.drain");
        mistake(10, DRAIN_DOES_NOT_COUNT_REFUSED, "does not count what it refuses in the drain", "s10.drain");
        mistake(10, DRAIN_HANGS_UP_AT_ONCE, "hangs up on its clients at the signal", "s10.drain");
        mistake(10, DRAIN_NEVER_ENDS, "does not end when it is done", "s10.drain");
        mistake(10, DRAIN_EXITS_WITH_1, "ends a good drain with another exit code", "s10.drain");
        mistake(10, NO_LAST_LINE, "does not print its metrics at the end", "s10.drain");
        mistake(10, LAST_LINE_IS_NOT_LAST, "prints something behind its metrics", "s10.drain");
        mistake(10, TERM_KILLS, "does not know SIGTERM", "s10.terminate");
        mistake(10, LATE_DRAIN_EXITS_WITH_0, "ends a drain that failed as if it were a good one", "s10.deadline");
        mistake(10, LAST_LINE_WITHOUT_PENDING, "counts what is lost as failed", "s10.deadline");
        mistake(10, LOSS_IS_NOT_TOLD, "does not say how many events are lost", "s10.deadline");
        mistake(10, LOSS_FORGETS_WORK_IN_HAND, "tells only what is left in the queue as lost", "s10.deadline");
        mistake(
                10,
                WORK_IN_HAND_FAILS_AT_THE_DEADLINE,
                "counts what its workers have in hand at the deadline as failed",
                "s10.deadline");
        mistake(10, DEADLINE_OF_ITS_OWN, "drains for 6 s, whatever it is told", "s10.deadline");
        mistake(10, DEADLINE_WAITS_FOR_WORK_IN_HAND, "waits for its workers after the deadline", "s10.deadline");
        mistake(
                10,
                DRAIN_WAITS_FOR_THE_DEAF,
                "waits for a client that reads nothing after the deadline",
                "s10.deadline");
        mistake(10, DRAIN_LOSES_REPLIES, "closes over replies that wait", "s10.late-reader");
        mistake(
                10,
                DRAIN_LINGERS_BEFORE_IT_HAS_WRITTEN,
                "closes a second after the drain, written or not",
                "s10.late-reader");
        mistake(10, DRAIN_CLOSES_THE_QUEUE_FIRST, "closes its queue before it refuses events", "s10.flood");
        mistake(10, DRAIN_FORGETS_EVENTS_AT_THE_SIGNAL, "forgets what it accepts while the signal comes", "s10.flood");
        mistake(10, DRAIN_COUNTS_WHAT_IT_THROWS_AWAY, "counts as dropped what it throws away unanswered", "s10.flood");
        mistake(10, SECOND_TERM_IS_IGNORED, "ignores SIGTERM while it drains", "s10.second-terminate");
        mistake(10, SECOND_TERM_EXITS_WITH_130, "ends with 130 at a second SIGTERM too", "s10.second-terminate");
        mistake(10, SECOND_SIGNAL_EXITS_WITH_1, "ends with 1 at a second signal", "s10.second-signal");
        mistake(10, SECOND_SIGNAL_ACCOUNTS, "prints its metrics at a second signal too", "s10.second-signal");
        mistake(10, SECOND_SIGNAL_IS_IGNORED, "ignores a second signal", "s10.second-signal");
    }

    private static void mistake(int stage, Fault fault, String words, String item) {
        ALL.add(new Mistake(stage, fault, words, item));
    }
}
