package tenstages.loadgen.exam;

import java.util.List;
import java.util.Locale;

/**
 * A user, and how others are like him, as JSON writes them: between quotation marks.
 *
 * @param user who buys
 * @param same the same user, written in another way
 * @param others who are not he, and have bought nothing
 */
record Lookalike(String user, List<String> same, List<String> others) {
    /** The longest name, in characters. */
    private static final int LONGEST = 128;

    /** One for each way in which two users are taken for one, or one for two. The names end with the suffix. */
    static List<Lookalike> all(String suffix) {
        String nora = "Nora" + suffix;
        String caf = "caf" + suffix;
        return List.of(
                new Lookalike(
                        nora,
                        List.of("\\u004eora" + suffix),
                        List.of(
                                nora.toLowerCase(Locale.ROOT),
                                nora.toUpperCase(Locale.ROOT),
                                " " + nora,
                                nora + " ",
                                nora + "\\u0000",
                                nora + "\\u0000x",
                                nora + ".",
                                nora + "\\r",
                                nora + "\u00a0",
                                nora + "\u200b",
                                "\ufeff" + nora,
                                "\u202e" + nora,
                                "No\u00adra" + suffix,
                                "N\u00f3ra" + suffix,
                                nora + "\u0301",
                                nora + " Smith",
                                "N%" + suffix,
                                "N_ra" + suffix,
                                "N*" + suffix)),
                unlike("Aa" + suffix, "BB" + suffix),
                unlike("\u00e9" + caf, "e\u0301" + caf, "e" + caf, "\u00c9" + caf),
                unlike("\ufb01n" + suffix, "fin" + suffix, "\uff46in" + suffix),
                unlike("\u00e4" + suffix, "\u00f6" + suffix, "?" + suffix, "\u00c3\u00a4" + suffix),
                new Lookalike(
                        "\ud83d\ude42" + suffix,
                        List.of("\\ud83d\\ude42" + suffix, "\\uD83D\\uDE42" + suffix),
                        List.of("\ud83d\ude43" + suffix, "?" + suffix, "\ufffd" + suffix)),
                unlike("10" + suffix, "010" + suffix, "10.0" + suffix, "1e1" + suffix, "\uff11\uff10" + suffix),
                new Lookalike("a/b" + suffix, List.of("a\\/b" + suffix), List.of("a_b" + suffix, "a\\\\b" + suffix)),
                unlike("c%20d" + suffix, "c d" + suffix, "c+d" + suffix),
                unlike("\\\\u0041" + suffix, "A" + suffix),
                unlike(longest(suffix, "x", "1"), longest(suffix, "x", "2")),
                unlike(longest(suffix, "\u20ac", "1"), longest(suffix, "\u20ac", "2")));
    }

    private static String longest(String suffix, String character, String last) {
        return suffix + character.repeat(LONGEST - 1 - suffix.length()) + last;
    }

    private static Lookalike unlike(String user, String... others) {
        return new Lookalike(user, List.of(), List.of(others));
    }
}
