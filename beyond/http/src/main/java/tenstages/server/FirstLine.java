package tenstages.server;

import java.util.regex.Pattern;

/**
 * The first line of a request.
 *
 * @param path the path of the target as it was sent, percent-encoded, without a query; {@code *} for the server as such
 * @param isHttp11 whether the version is 1.1, or a later one that begins with 1
 */
record FirstLine(String method, String path, boolean isHttp11) {
    private static final Pattern VERSION = Pattern.compile("HTTP/[0-9]\\.[0-9]");

    /** A method, a target and a version, with one space between them. */
    static FirstLine of(Slice line) throws BadRequest {
        int first = line.indexOf(' ');
        int last = line.lastIndexOf(' ');
        if (first < 1 || first == last) {
            throw bad("the first line must be METHOD TARGET HTTP/1.1");
        }
        String method = method(line.part(0, first));
        boolean isHttp11 = isHttp11(line.part(last + 1, line.length()).text());
        return new FirstLine(method, Target.path(method, line.part(first + 1, last)), isHttp11);
    }

    private static String method(Slice method) throws BadRequest {
        if (!method.isAll(Characters.TOKEN)) {
            throw bad("the method must be a token");
        }
        return method.text();
    }

    private static boolean isHttp11(String version) throws BadRequest {
        if (version.equals("HTTP/1.1")) {
            return true;
        }
        if (!VERSION.matcher(version).matches()) {
            throw bad("the first line must end with HTTP/1.1");
        }
        if (!version.startsWith("HTTP/1.")) {
            throw new BadRequest(Reply.VERSION_NOT_SUPPORTED);
        }
        return !version.equals("HTTP/1.0");
    }

    private static BadRequest bad(String detail) {
        return new BadRequest(Reply.badRequest(detail));
    }
}
