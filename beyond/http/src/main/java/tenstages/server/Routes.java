package tenstages.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Set;
import java.util.function.Consumer;

/** Which path and which method ask for what: {@link HttpRequest} to {@link Request}. It has no state. */
final class Routes {
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH");

    /** What can be asked for. */
    private enum Resource {
        SERVER("GET, HEAD, POST, OPTIONS"),
        PAGE("GET, HEAD, OPTIONS"),
        EVENTS("POST, OPTIONS"),
        BALANCE("GET, HEAD, OPTIONS"),
        METRICS("GET, HEAD, OPTIONS"),
        HEALTH("GET, HEAD, OPTIONS"),
        SLEEP("GET, HEAD, OPTIONS"),
        FAST("GET, HEAD, OPTIONS");

        private final String allowed;
        private final Set<String> methods;

        Resource(String allowed) {
            this.allowed = allowed;
            methods = Set.of(allowed.split(", ", -1));
        }
    }

    // fixed at construction
    private final RequestParser parser = new RequestParser();

    /** Throws {@link BadRequest}, with the reply, if the head alone is a reason to refuse the request. */
    void check(RequestHead head) throws BadRequest {
        resource(head);
    }

    /** What is asked for. Whoever asks for work is told {@code later}. Throws {@link BadRequest} for anything else. */
    Request request(HttpRequest request, Consumer<Reply> later) throws BadRequest {
        RequestHead head = request.head();
        Resource resource = resource(head);
        if (head.method().equals("OPTIONS")) {
            return new Request.OptionsQuery(resource.allowed);
        }
        return switch (resource) {
            case EVENTS -> parser.parse(request.body());
            case BALANCE -> new Request.BalanceQuery(RequestParser.user(segments(head.path())[1]));
            case METRICS -> new Request.MetricsQuery(MetricsText.isOpenMetrics(head.accept()));
            case HEALTH -> new Request.HealthQuery();
            case SLEEP -> new Request.Sleep(later);
            case FAST -> new Request.Ping();
            case PAGE -> new Request.PageQuery();
            case SERVER -> throw new AssertionError("only its options can be asked for");
        };
    }

    private static Resource resource(RequestHead head) throws BadRequest {
        if (!METHODS.contains(head.method())) {
            throw new BadRequest(Reply.METHOD_NOT_IMPLEMENTED);
        }
        Resource resource = resourceAt(head.path());
        if (!resource.methods.contains(head.method())) {
            throw new BadRequest(Reply.methodNotAllowed(resource.allowed));
        }
        if (head.method().equals("POST")) {
            requireOwnJson(head);
        }
        return resource;
    }

    private static Resource resourceAt(String path) throws BadRequest {
        if (path.equals("*")) {
            return Resource.SERVER;
        }
        String[] segments = segments(path);
        if (segments.length == 2 && segments[0].equals("balances")) {
            return Resource.BALANCE;
        }
        return switch (segments.length == 1 ? segments[0] : "none") {
            case "" -> Resource.PAGE;
            case "events" -> Resource.EVENTS;
            case "metrics" -> Resource.METRICS;
            case "health" -> Resource.HEALTH;
            case "sleep" -> Resource.SLEEP;
            case "fast" -> Resource.FAST;
            default -> throw new BadRequest(Reply.NOT_FOUND);
        };
    }

    /**
     * A web page may have a browser send an event to this machine, if it looks like a form. JSON does not, and then the
     * browser asks first. What has no type looks like a form too, but a browser says where it comes from.
     */
    private static void requireOwnJson(RequestHead head) throws BadRequest {
        if (head.isCrossSite()) {
            throw new BadRequest(Reply.CROSS_SITE);
        }
        String type = head.contentType();
        if (type != null && !type.split(";", 2)[0].strip().equalsIgnoreCase("application/json")) {
            throw new BadRequest(Reply.NOT_JSON);
        }
    }

    /** What stands between the slashes. It is decoded only then: a slash of a name is no slash of the path. */
    private static String[] segments(String path) throws BadRequest {
        String[] segments = path.substring(1).split("/", -1);
        if (path.indexOf('%') >= 0) {
            for (int i = 0; i < segments.length; i++) {
                segments[i] = decoded(segments[i]);
            }
        }
        return segments;
    }

    /** Each % has two digits behind it: the target was checked. The bytes must be UTF-8. */
    private static String decoded(String segment) throws BadRequest {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < segment.length(); i++) {
            if (segment.charAt(i) == '%') {
                bytes.write(Integer.parseInt(segment.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                bytes.write(segment.charAt(i));
            }
        }
        try {
            return UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new BadRequest(Reply.invalidRequest("target: must be UTF-8, percent-encoded"));
        }
    }
}
