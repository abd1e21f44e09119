package tenstages.server;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a request is for, in the forms that RFC 9112 (3.2) has: the path alone, a whole address, or {@code *}. */
final class Target {
    private static final Pattern ADDRESS =
            Pattern.compile("https?://[^/?@]+(/[^?]*)?(\\?.*)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern BAD_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    private Target() {}

    /** The path, without a query. Throws {@link BadRequest} if the target is none, or none for this method. */
    static String path(String method, Slice target) throws BadRequest {
        if (method.equals("CONNECT")) {
            throw new BadRequest(Reply.CONNECT_NOT_IMPLEMENTED);
        }
        String text = target.text();
        if (!target.isAll(Characters.TARGET)
                || text.indexOf('%') >= 0 && BAD_ESCAPE.matcher(text).find()) {
            throw bad();
        }
        if (text.startsWith("/")) {
            int query = text.indexOf('?');
            return query < 0 ? text : text.substring(0, query);
        }
        return text.equals("*") && method.equals("OPTIONS") ? text : pathOfAddress(method, text);
    }

    /** As a proxy sends it. An address without a path is that of the server as such if its options are asked for. */
    private static String pathOfAddress(String method, String address) throws BadRequest {
        Matcher parts = ADDRESS.matcher(address);
        if (!parts.matches()) {
            throw bad();
        }
        if (parts.group(1) != null) {
            return parts.group(1);
        }
        return method.equals("OPTIONS") && parts.group(2) == null ? "*" : "/";
    }

    private static BadRequest bad() {
        return new BadRequest(Reply.badRequest("the target must be a path or an address, percent-encoded"));
    }
}
