package tenstages.loadgen.practice.predict;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is counted or measured: how people write it, and how they read it. */
public enum Unit {
    /** Things, often of a known number. */
    COUNT("", "(?:clients?|lines?|events?|payments?|users?)?(?: ?(?:of|/) ?[\\d,.]{1,9})?"),

    /** A time. */
    MILLIS("ms", "(?:ms|millis|milliseconds?|s|secs?|seconds?)?"),

    /** Events per second. */
    PER_SECOND("a second", "(?:events?)? ?(?:/ ?s|/ ?sec|/ ?second|(?:per|a) second)?");

    private static final int LONGEST = 40;
    private static final Pattern BLANKS = Pattern.compile("(?:[\\s\\u00a0\\u2009\\u202f]|^~)+");
    private static final Pattern THOUSANDS = Pattern.compile("(?<=\\d)[,.'_ ](?=\\d{3}(?!\\d))");
    private static final Pattern WHOLE = Pattern.compile("[1-9]\\d{0,2}([,.'_ ])\\d{3}(?:\\1\\d{3}){0,2}");
    private static final Pattern NUMBER = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?) ?(k?) ?(%?)(.*)");

    private final String called;
    private final Pattern words;

    Unit(String called, String words) {
        this.called = called;
        this.words = Pattern.compile(words);
    }

    /** The number, as somebody is asked for it and told of it. */
    String text(double number) {
        return digits(number) + suffix();
    }

    /** The same without what it counts. */
    String digits(double number) {
        return String.format(Locale.ROOT, "%,.2f", number).replaceFirst("\\.?0+$", "");
    }

    /** What follows a number that is written already. */
    String suffix() {
        return called.isEmpty() ? "" : " " + called;
    }

    /** Behind the word "guess"; empty where the question says all. */
    String hint() {
        return this == MILLIS ? ", in ms" : "";
    }

    /**
     * The number that somebody has typed, such as {@code 1,000}, {@code 1 000}, {@code 2k}, {@code 2 s}, {@code 50%}
     * or {@code 0 of 19}; empty if that is none, or is one of something else. Of so many, which is 0 if nobody knows,
     * are a percentage and words such as {@code all}.
     */
    OptionalDouble read(String typed, double of) {
        if (typed.length() > LONGEST) {
            return OptionalDouble.empty();
        }
        String text = BLANKS.matcher(typed.strip().toLowerCase(Locale.ROOT)).replaceAll(" ");
        OptionalDouble part = part(text.strip());
        if (part.isPresent()) {
            return this == COUNT && of > 0 ? OptionalDouble.of(part.getAsDouble() * of) : none(part);
        }
        Matcher number = NUMBER.matcher(plain(text.strip()));
        if (!number.matches()) {
            return OptionalDouble.empty();
        }
        double value = Double.parseDouble(number.group(1)) * (number.group(2).isEmpty() ? 1 : 1000);
        return scaled(value, !number.group(3).isEmpty(), number.group(4).strip(), of);
    }

    private OptionalDouble scaled(double value, boolean isPercent, String rest, double of) {
        if (isPercent) {
            return this == COUNT && of > 0 && rest.isEmpty()
                    ? OptionalDouble.of(value / 100 * of)
                    : OptionalDouble.empty();
        }
        if (!words.matcher(rest).matches()) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(this == MILLIS && rest.startsWith("s") ? value * 1000 : value);
    }

    private static OptionalDouble part(String text) {
        return switch (text) {
            case "none", "zero", "nobody", "nothing" -> OptionalDouble.of(0);
            case "half" -> OptionalDouble.of(0.5);
            case "all" -> OptionalDouble.of(1);
            default -> OptionalDouble.empty();
        };
    }

    /** Nothing is nothing in every unit. */
    private static OptionalDouble none(OptionalDouble part) {
        return part.getAsDouble() == 0 ? part : OptionalDouble.empty();
    }

    /** Without marks between its thousands, and with a point before its decimals. A point in a time is always one. */
    private String plain(String text) {
        Matcher whole = WHOLE.matcher(text);
        boolean marked = whole.lookingAt()
                && !(this == MILLIS && ".".equals(whole.group(1)))
                && (whole.end() == text.length() || !Character.isDigit(text.charAt(whole.end())));
        if (marked) {
            return THOUSANDS.matcher(whole.group()).replaceAll("") + text.substring(whole.end());
        }
        return text.replaceFirst("^(\\d{1,9}),(\\d{1,2})(?!\\d)", "$1.$2");
    }
}
