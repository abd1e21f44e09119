package tenstages.server;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a request is for, in the forms that RFC 9112 (3.2) has: the path alone, a whole address, or {@code *}. */
final class Target {
    /** A name or an address, and perhaps a port. An address of IPv6 stands in brackets. It may all be missing. */
    private static final String AUTHORITY = "(?:\\[[0-9A-Fa-f:.]+]|[-._~!$&'()*+,;=%0-9A-Za-z]*)(?::[0-9]*)?";

    private static final Pattern HOST = Pattern.compile(AUTHORITY);
    private static final Pattern ORIGIN = Pattern.compile("https?://(?=[^:/?])" + AUTHORITY, Pattern.CASE_INSENSITIVE);
    private static final Pattern BAD_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    private Target() {}

    /** The path, without a query. Throws {@link BadRequest} if the target is none, or none for this method. */
    static String path(String method, Slice target) throws BadRequest {
        if (method.equals("CONNECT")) {
            throw new BadRequest(Reply.CONNECT_NOT_IMPLEMENTED);
        }
        String text = target.text();
        Matcher origin = ORIGIN.matcher(text);
        int start = origin.lookingAt() ? origin.end() : 0;
        if (!target.part(start, target.length()).isAll(Characters.TARGET) || hasBadEscape(text)) {
            throw bad();
        }
        String asked = text.substring(start);
        return asked.startsWith("/") ? withoutQuery(asked) : pathOfServer(method, asked, start > 0);
    }

    private static String withoutQuery(String path) {
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }

    /** An address without a path is that of the server as such if its options are asked for. */
    private static String pathOfServer(String method, String asked, boolean isAddress) throws BadRequest {
        if (method.equals("OPTIONS") && asked.equals(isAddress ? "" : "*")) {
            return "*";
        }
        if (isAddress && (asked.isEmpty() || asked.startsWith("?"))) {
            return "/";
        }
        throw bad();
    }

    /** Whether it may stand in the field Host (RFC 9110, 7.2): as in an address, or nothing at all. */
    static boolean isHost(String text) {
        return HOST.matcher(text).matches() && !hasBadEscape(text);
    }

    private static boolean hasBadEscape(String text) {
        return text.indexOf('%') >= 0 && BAD_ESCAPE.matcher(text).find();
    }

    private static BadRequest bad() {
        return new BadRequest(Reply.badRequest("the target must be a path or an address, percent-encoded"));
    }
}
