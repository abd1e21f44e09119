package tenstages.loadgen.protocol;

import java.util.regex.Pattern;

/**
 * What a stranger has sent, so that it can be shown: on a terminal it must not move the cursor, hide, or turn the words
 * beside it round; in a file it must be text.
 */
public final class Printable {
    /**
     * Control characters, also those of 8 bits; what has no shape of its own, such as the marks that turn the direction
     * of writing; the separators of lines and paragraphs; halves of characters.
     */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]");

    private static final Pattern UNSEEN_IN_TEXT = Pattern.compile("[" + UNSEEN + "&&[^\n\t]]");

    private Printable() {}

    /** The text with a blank for each character that is not to be shown. */
    public static String line(String text) {
        return UNSEEN.matcher(text).replaceAll(" ");
    }

    /** The same for what has lines and tabs of its own. */
    public static String text(String lines) {
        return UNSEEN_IN_TEXT.matcher(lines).replaceAll(" ");
    }

    /** The text with a number for each character that is not to be shown: it may be what is wrong. */
    public static String escaped(String text) {
        return UNSEEN.matcher(text)
                .replaceAll(unseen -> "\\\\u%04x".formatted(unseen.group().codePointAt(0)));
    }

    /** Whether a character is not to be shown. */
    public static boolean isUnseen(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    /** The text, if it has at most so many chars, else its beginning and a mark; no character is cut in two. */
    public static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end) + " …";
    }
}
