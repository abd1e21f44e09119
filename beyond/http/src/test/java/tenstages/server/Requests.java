package tenstages.server;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Requests as they are sent, with the status of the reply to each. Each character is a byte. */
final class Requests {
    static final String BUY = "{\"user\":\"ada\",\"action\":\"buy\",\"amount\":1}";
    static final String FAST = "GET /fast HTTP/1.1\r\nHost: x\r\n\r\n";

    private static final String GET = "GET /fast HTTP/1.1\r\nHost: x\r\n";
    private static final String POST = "POST /events HTTP/1.1\r\nHost: x\r\n";
    private static final String CHUNKED = POST + "Transfer-Encoding: chunked\r\n";

    private Requests() {}

    static String post(String body) {
        return POST + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    static String get(String target) {
        return "GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n";
    }

    static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }

    /** Those that are answered, and another request may follow. */
    static Map<String, Integer> thatGoOn() {
        Map<String, Integer> all = new LinkedHashMap<>();
        all.put(get("/fast"), 200);
        all.put(get("/"), 200);
        all.put(get("/health"), 200);
        all.put(get("/health?x=1&y=%20/?"), 200);
        all.put(get("/he%61lth"), 200);
        all.put(get("http://x/health"), 200);
        all.put(get("HTTPS://x:1?"), 200);
        all.put(get("http://x:/health?http://y"), 200);
        all.put(get("http://[::1]:80/health"), 200);
        all.put("OPTIONS http://x HTTP/1.1\r\nHost: x\r\n\r\n", 200);
        all.put("OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", 200);
        all.put("OPTIONS /events HTTP/1.1\r\nHost: x\r\n\r\n", 200);
        all.put("HEAD / HTTP/1.1\r\nHost: x\r\n\r\n", 200);
        all.put("HEAD /nothing HTTP/1.1\r\nHost: x\r\n\r\n", 404);
        all.put(get("/nothing"), 404);
        all.put(get("/events/"), 404);
        all.put(get("/balances"), 404);
        all.put(get("/balances/ada/x"), 404);
        all.put(get("/balances/ada"), 200);
        all.put(get("/balances/%C3%A4da%2F%00"), 200);
        all.put(get("/balances/%E4"), 400);
        all.put(get("/balances/"), 400);
        all.put(get("/balances/%20"), 400);
        all.put(get("/events"), 405);
        all.put("DELETE / HTTP/1.1\r\nHost: x\r\n\r\n", 405);
        all.put("get / HTTP/1.1\r\nHost: x\r\n\r\n", 501);
        all.put("GET /health HTTP/1.0\r\nConnection: x, Keep-Alive\r\n\r\n", 200);
        all.put("GET /fast HTTP/1.7\r\nhOST:x:80\r\n\r\n", 200);
        all.put("GET /fast HTTP/1.1\r\nHost: [::1]:80\r\n\r\n", 200);
        all.put("GET /fast HTTP/1.1\r\nHost:\r\n\r\n", 200);
        all.put("\r\n\r\n" + FAST, 200);
        all.put(GET + "X:\r\nY: \t \r\nZ: \u00e4\t\u00ff \r\n!#$%&'*+-.^_`|~09azAZ: \r\n\r\n", 200);
        all.put(post(BUY), 202);
        all.put(post(""), 400);
        all.put(post("{"), 400);
        all.put(post("{\"type\":\"health\"}"), 400);
        all.put(POST + "\r\n", 400);
        all.put(post(" ".repeat(Talk.MAX_BODY_BYTES - BUY.length()) + BUY), 202);
        all.put(POST + "content-length:  0040\t\r\nCONTENT-LENGTH:40\r\n\r\n" + BUY, 202);
        all.put(POST + "Content-Type: Application/JSON ; charset=utf-8\r\nContent-Length: 40\r\n\r\n" + BUY, 202);
        all.put(POST + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 40\r\n\r\n" + BUY, 415);
        all.put(POST + "Content-Type:\r\nContent-Length: 40\r\n\r\n" + BUY, 415);
        all.put(POST + "Sec-Fetch-Site: cross-site\r\nContent-Length: 40\r\n\r\n" + BUY, 403);
        String json = "Content-Type: application/json\r\n";
        all.put(POST + json + "Content-Type: text/plain\r\nContent-Length: 40\r\n\r\n" + BUY, 415);
        all.put(POST + "Content-Type: text/plain\r\n" + json + "Content-Length: 40\r\n\r\n" + BUY, 415);
        String site = "Sec-Fetch-Site: ";
        all.put(POST + site + "cross-site\r\n" + site + "none\r\nContent-Length: 40\r\n\r\n" + BUY, 403);
        all.put(POST + "Sec-Fetch-Site: same-origin\r\nContent-Length: 40\r\n\r\n" + BUY, 202);
        all.put(CHUNKED + "\r\n" + chunk(BUY) + "0\r\n\r\n", 202);
        all.put(
                CHUNKED + "\r\n" + chunk("{\"user\":\"a") + chunk("da\",\"action\":\"buy\",\"amount\":1}")
                        + "000\r\n\r\n",
                202);
        all.put(CHUNKED + "\r\n028 \t; a=\"b;c\"\r\n" + BUY + "\r\n0;x\r\nX: y\r\nContent-Length: 5\r\n\r\n", 202);
        all.put(POST + "transfer-encoding:CHUNKED\r\n\r\n" + chunk(BUY) + "0\r\n\r\n", 202);
        all.put(POST + "Expect: 100-Continue\r\nContent-Length: 40\r\n\r\n" + BUY, 100);
        all.put(CHUNKED + "Expect: 100-continue\r\n\r\n" + chunk(BUY) + "0\r\n\r\n", 100);
        all.put(GET + "Expect: 100-continue\r\n\r\n", 200);
        all.put(GET + "Content-Length: 3\r\n\r\nabc", 200);
        return all;
    }

    /** Those that are answered, and the connection ends, because the client wants it so. */
    static Map<String, Integer> thatEnd() {
        Map<String, Integer> all = new LinkedHashMap<>();
        all.put(GET + "Connection: close\r\n\r\n", 200);
        all.put(GET + "connection: keep-alive,\tCLOSE ,\r\n\r\n", 200);
        all.put(GET + "Connection: keep-alive\r\nConnection: close\r\n\r\n", 200);
        all.put("GET /fast HTTP/1.0\r\n\r\n", 200);
        all.put("GET /fast HTTP/1.0\r\nConnection: keep-alive, close\r\n\r\n", 200);
        all.put("POST /events HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 40\r\n\r\n" + BUY, 202);
        all.put("POST /nothing HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 40\r\n\r\n", 404);
        all.put(POST + "Content-Type: text/plain\r\nExpect: 100-continue\r\nContent-Length: 40\r\n\r\n", 415);
        return all;
    }

    /** Those after which nobody knows where the next request begins. */
    static Map<String, Integer> thatAreRefused() {
        Map<String, Integer> all = new LinkedHashMap<>();
        for (String bad : List.of(
                "x\r\n",
                "GET\r\n",
                "GET /fast\r\n",
                " GET /fast HTTP/1.1\r\n",
                "GET  /fast HTTP/1.1\r\n",
                "GET /fast  HTTP/1.1\r\n",
                "GET /fast HTTP/1.1 \r\n",
                "GET\t/fast\tHTTP/1.1\r\n",
                "GET /fast http/1.1\r\n",
                "GET /fast HTTP/1.1x\r\n",
                "GET /fast HTTP/1\r\n",
                "GET /fast HTTP/1,1\r\n",
                "GET /fast HTTP/x.1\r\n",
                "GET /fast HTTP/1.x\r\n",
                "GE(T /fast HTTP/1.1\r\n",
                "GET fast HTTP/1.1\r\n",
                "GET * HTTP/1.1\r\n",
                "GET x:80 HTTP/1.1\r\n",
                "GET ftp://x/fast HTTP/1.1\r\n",
                "GET http:///fast HTTP/1.1\r\n",
                "GET http://:80/fast HTTP/1.1\r\n",
                "GET http://x:y/fast HTTP/1.1\r\n",
                "GET http://[x]/fast HTTP/1.1\r\n",
                "GET http://[::1/fast HTTP/1.1\r\n",
                "GET http://x%2/fast HTTP/1.1\r\n",
                "GET http://a@x/fast HTTP/1.1\r\n",
                "OPTIONS *?x HTTP/1.1\r\n",
                "GET /fast[1] HTTP/1.1\r\n",
                "GET /fa st HTTP/1.1\r\n",
                "GET /fast#x HTTP/1.1\r\n",
                "GET /fast%2 HTTP/1.1\r\n",
                "GET /fast%zz HTTP/1.1\r\n",
                "GET /f\u00e4st HTTP/1.1\r\n",
                "GET /f\0st HTTP/1.1\r\n",
                "GET /fast HTTP/1.1\n",
                "\nGET /fast HTTP/1.1\r\n",
                "GET /fa\rst HTTP/1.1\r\n",
                "\rGET /fast HTTP/1.1\r\n",
                "GET /fast HTTP/1.1\r\r\n",
                "GET /fast HTTP/1.1\r\n\r\n",
                "GET /fast HTTP/1.1\r\nHost: x\r\nHost: x\r\n\r\n",
                "GET /fast HTTP/1.0\r\nHost: x\r\nHost: x\r\n\r\n",
                "GET /fast HTTP/1.1\r\nHost: x y\r\n",
                "GET /fast HTTP/1.1\r\nHost: x/y\r\n",
                "GET /fast HTTP/1.1\r\nHost: a@x\r\n",
                "GET /fast HTTP/1.1\r\nHost: x:y\r\n",
                "GET /fast HTTP/1.1\r\nHost: x:1:2\r\n",
                "GET /fast HTTP/1.1\r\nHost: [::1\r\n",
                "GET /fast HTTP/1.1\r\nHost: [x]\r\n",
                "GET /fast HTTP/1.1\r\nHost: %zz\r\n",
                "GET /fast HTTP/1.1\r\nHost: \u00e4\r\n")) {
            all.put(bad, 400);
        }
        for (String field : List.of(
                "Content-Length : 3",
                "Content-Length\t: 3",
                " Content-Length: 3",
                "X: y\r\n z",
                "X: y\r\n\tz",
                "X",
                ": x",
                "X y: z",
                "X(: z",
                "X\u00e4: z",
                "X: \0",
                "X: \u0001",
                "X: \u007f",
                "X: y\rz",
                "X: y\r",
                "X: y\nZ: z",
                "Content-Length: +5",
                "Content-Length: -5",
                "Content-Length: 0x5",
                "Content-Length: 5 5",
                "Content-Length: 5, 5",
                "Content-Length: 5,",
                "Content-Length: 5.0",
                "Content-Length: 1e1",
                "Content-Length:",
                "Content-Length: \u00b2",
                "Content-Length: 9223372036854775808",
                "Content-Length: 18446744073709551621",
                "Content-Length: 99999999999999999999999999",
                "Content-Length: 5\r\nContent-Length: 6")) {
            all.put(GET + field + "\r\n", 400);
        }
        for (String fields : List.of(
                "Content-Length: 5\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: 5",
                "Transfer-Encoding: x\r\nContent-Length: 0",
                "Transfer-Encoding:",
                "Transfer-Encoding: ,",
                "Transfer-Encoding: chunked, chunked",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked")) {
            all.put(GET + fields + "\r\n\r\n", 400);
        }
        all.put("POST /events HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400);
        for (String coding : List.of(
                "gzip",
                "identity",
                "gzip, chunked",
                "chunked, gzip",
                "gzip\r\nTransfer-Encoding: chunked",
                "xchunked",
                "chunked;q=1",
                "\"chunked\"")) {
            all.put(GET + "Transfer-Encoding: " + coding + "\r\n\r\n", 501);
        }
        for (String size : List.of(
                "\r\n",
                "x\r\n",
                "+1\r\n",
                "-1\r\n",
                "0x1\r\n",
                " 1\r\n",
                "1 \r\n",
                ";x\r\n",
                "1,1\r\n",
                "g\r\n",
                "1;\0\r\n",
                "1;x\ry\r\n",
                "1\n",
                "1\r1\r\n",
                "\u00b2\r\n",
                "ffffffffffffffff\r\n",
                "10000000000000001\r\n",
                "8000000000000000\r\n",
                "1" + "0".repeat(40) + "\r\n",
                "1;" + "x".repeat(1023),
                "0".repeat(1025))) {
            all.put(CHUNKED + "\r\n" + size, 400);
        }
        for (String rest : List.of(
                "1\r\nab\r\n",
                "1\r\na\n",
                "1\r\na\r\r\n",
                "0\r\nx\r\n",
                "0\r\nX : y\r\n",
                "0\r\n X: y\r\n",
                "0\r\nX: \0\r\n",
                "0\r\n\n")) {
            all.put(CHUNKED + "\r\n" + rest, 400);
        }
        all.put("GET /fast HTTP/2.0\r\n", 505);
        all.put("PRI * HTTP/2.0\r\n", 505);
        all.put("CONNECT x:443 HTTP/1.1\r\n", 501);
        all.put(POST + "Expect: 200-ok\r\n", 417);
        all.put(POST + "Content-Length: " + (Talk.MAX_BODY_BYTES + 1) + "\r\n\r\n", 413);
        all.put(POST + "Content-Length: 9000000000000000000\r\n\r\n", 413);
        all.put(POST + "Expect: 100-continue\r\nContent-Length: 1000\r\n\r\n", 413);
        all.put(CHUNKED + "\r\nc9\r\n", 413);
        all.put(CHUNKED + "\r\n" + chunk("x".repeat(150)) + "33\r\n", 413);
        all.put(CHUNKED + "\r\n7ffffffffffffff\r\n", 413);
        return all;
    }

    /** Those that are refused because of their length, with the last byte that is too much. */
    static Map<String, Integer> thatAreTooLong() {
        Map<String, Integer> all = new LinkedHashMap<>();
        all.put("GET /" + "x".repeat(8192 - 4), 414);
        all.put("x".repeat(8193), 414);
        all.put(GET + "X: y\r\n".repeat(99) + "X: y\r\n", 431);
        all.put("GET /fast HTTP/1.1\r\n" + ("X: " + "y".repeat(8189) + "\r\n").repeat(4) + "x", 431);
        all.put("GET /fast HTTP/1.1\r\nX: " + "y".repeat(32766), 431);
        all.put(CHUNKED + "\r\n" + ("1;" + "x".repeat(1000) + "\r\na\r\n").repeat(33), 431);
        return all;
    }
}
