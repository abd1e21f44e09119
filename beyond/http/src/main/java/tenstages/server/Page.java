package tenstages.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The page for people, {@code page.html}: what can be asked here, and the counters as they change. */
final class Page {
    static final Reply REPLY = reply(read());

    private Page() {}

    private static String read() {
        try (InputStream page = Page.class.getResourceAsStream("page.html")) {
            return new String(page.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A browser runs and shows only what has these hashes, and loads nothing from anywhere but here. */
    private static Reply reply(String page) {
        String policy = "Content-Security-Policy: default-src 'none'; script-src " + hash(page, "script")
                + "; style-src " + hash(page, "style") + "; connect-src 'self'; img-src data:; base-uri 'none'"
                + "; form-action 'none'; frame-ancestors 'none'";
        return Reply.text("text/html; charset=utf-8", page, policy, "X-Content-Type-Options: nosniff");
    }

    private static String hash(String page, String element) {
        int from = page.indexOf("<" + element + ">") + element.length() + 2;
        byte[] text = page.substring(from, page.indexOf("</" + element + ">")).getBytes(UTF_8);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text);
            return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has it", e);
        }
    }
}
