package tenstages.loadgen.model;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.text.Normalizer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Under which key a user's balance is kept: the user, but for its faults. */
final class ModelUsers {
    private static final int BYTES = 255;
    private static final int CHARACTERS = 64;
    private static final Map<Fault, UnaryOperator<String>> KEYS = new EnumMap<>(Fault.class);

    static {
        KEYS.put(Fault.FOLDS_CASE, user -> user.toLowerCase(Locale.ROOT));
        KEYS.put(Fault.TRIMS_USERS, String::strip);
        KEYS.put(Fault.TRIMS_THE_BEGINNING_OF_USERS, String::stripLeading);
        KEYS.put(Fault.TRIMS_THE_END_OF_USERS, String::stripTrailing);
        KEYS.put(Fault.USERS_END_AT_NUL, user -> user.split("\0", 2)[0]);
        KEYS.put(Fault.USERS_END_AT_A_SPACE, user -> user.split(" ", 2)[0]);
        KEYS.put(Fault.USERS_ARE_CUT_AT_64, user -> user.substring(0, Math.min(user.length(), CHARACTERS)));
        KEYS.put(Fault.USERS_ARE_CUT_AT_255_BYTES, ModelUsers::firstBytes);
        KEYS.put(Fault.USERS_ARE_HASH_CODES, user -> String.valueOf(user.hashCode()));
        KEYS.put(Fault.USERS_ARE_COMPOSED, user -> Normalizer.normalize(user, Normalizer.Form.NFC));
        KEYS.put(Fault.USERS_ARE_COMPATIBLE, user -> Normalizer.normalize(user, Normalizer.Form.NFKC));
        KEYS.put(Fault.USERS_HAVE_NO_ACCENTS, user -> Normalizer.normalize(user, Normalizer.Form.NFD)
                .replaceAll("\\p{Mn}", ""));
        KEYS.put(Fault.USERS_ARE_ASCII, user -> new String(user.getBytes(US_ASCII), US_ASCII));
        KEYS.put(Fault.USERS_HAVE_NO_EMOJI, user -> user.replaceAll("[\ud800\udc00-\udbff\udfff]", "?"));
        KEYS.put(Fault.INVISIBLE_CHARACTERS_ARE_DROPPED, user -> user.replaceAll("\\p{Cf}", ""));
        KEYS.put(
                Fault.USERS_LIKE_NUMBERS_ARE_NUMBERS,
                user -> user.matches("(?U)\\d{1,18}") ? String.valueOf(Long.parseLong(user)) : user);
        KEYS.put(Fault.USERS_ARE_FILE_NAMES, user -> user.replaceAll("[/\\\\:]", "_")
                .replaceAll("\\.$", ""));
        KEYS.put(Fault.USERS_ARE_URL_DECODED, ModelUsers::urlDecoded);
        KEYS.put(Fault.USERS_ARE_UNESCAPED_TWICE, user -> user.replace("\\u0041", "A"));
        KEYS.put(Fault.LONE_SURROGATES_ARE_REPLACED, user -> new String(user.getBytes(UTF_8), UTF_8));
    }

    private ModelUsers() {}

    static String key(String user, Set<Fault> faults) {
        String key = user;
        for (Map.Entry<Fault, UnaryOperator<String>> each : KEYS.entrySet()) {
            key = faults.contains(each.getKey()) ? each.getValue().apply(key) : key;
        }
        return key;
    }

    private static String firstBytes(String user) {
        byte[] bytes = user.getBytes(UTF_8);
        return new String(bytes, 0, Math.min(bytes.length, BYTES), UTF_8);
    }

    private static String urlDecoded(String user) {
        try {
            return URLDecoder.decode(user, UTF_8);
        } catch (IllegalArgumentException e) {
            return user;
        }
    }
}
