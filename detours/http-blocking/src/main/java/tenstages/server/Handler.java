package tenstages.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** What the server does with one request: its first line in, reply out. */
final class Handler {
    private final int napMs;

    /** Whoever asks for /sleep waits so many milliseconds. */
    Handler(int napMs) {
        this.napMs = napMs;
    }

    /** Answers a request, given as its first line without the line end. May block. */
    byte[] handle(byte[] firstLine) {
        return switch (new String(firstLine, ISO_8859_1)) {
            case "GET /fast HTTP/1.1" -> reply("200 OK", "{\"status\":\"ok\"}");
            case "GET /sleep HTTP/1.1" -> {
                sleep();
                yield reply("200 OK", "{\"status\":\"ok\"}");
            }
            default -> reply("404 Not Found", "{\"status\":\"error\",\"reason\":\"not_found\"}");
        };
    }

    private void sleep() {
        try {
            Thread.sleep(napMs);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The connection ends with each reply, so nobody has to know where a body of the request would end. */
    private static byte[] reply(String status, String body) {
        String head = "HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nContent-Length: "
                + (body.length() + 1) + "\r\nConnection: close\r\n\r\n";
        return (head + body + "\n").getBytes(ISO_8859_1);
    }
}
