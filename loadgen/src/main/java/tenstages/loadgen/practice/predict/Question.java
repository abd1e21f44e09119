package tenstages.loadgen.practice.predict;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.IntStream;
import tenstages.loadgen.pains.Scenario;

/**
 * What somebody is asked before a break: for the one number that hurts, on the side where it hurts. All of them stand
 * in {@code questions.properties}.
 *
 * @param number that of the scenario
 * @param scene all that one has to know for the answer
 * @param text the question
 * @param figure the name of the measured figure that answers it
 * @param unit what the number counts
 * @param of how many there are altogether; 0 if that is not known beforehand
 * @param right how far from the measured number is still right
 * @param near how far from it is near
 * @param because how the number comes about
 * @param slips the typical wrong guesses, the narrowest first
 */
public record Question(
        int number,
        String scene,
        String text,
        String figure,
        Unit unit,
        double of,
        Tolerance right,
        Tolerance near,
        String because,
        List<Slip> slips) {
    private static final List<Question> ALL = load();

    /** A distance: a number, or a part of what was measured. */
    public record Tolerance(double number, boolean isPart) {
        /** Written as {@code 2} or {@code 10%}. */
        static Tolerance of(String text) {
            return text.endsWith("%")
                    ? new Tolerance(Double.parseDouble(text.substring(0, text.length() - 1)) / 100, true)
                    : new Tolerance(Double.parseDouble(text), false);
        }

        /** Whether the guess is so close to what was measured. */
        public boolean has(double guess, double measured) {
            return Math.abs(guess - measured) <= (isPart ? number * measured : number);
        }
    }

    /** One for each scenario, in their order. */
    public static List<Question> all() {
        return ALL;
    }

    /** The slip that such a guess is, if it is a typical one. */
    public Optional<Slip> slip(double guess) {
        return slips.stream().filter(slip -> slip.has(guess)).findFirst();
    }

    /** The guesses that a slip stands for, as people write them: {@code 19}, {@code 2 to 17}, {@code 500 or more}. */
    public String text(Slip slip) {
        if (slip.to() == Double.POSITIVE_INFINITY) {
            return unit.text(slip.from()) + " or more";
        }
        String to = unit.text(slip.to());
        return slip.width() == 0 ? to : unit.digits(slip.from()) + " to " + to;
    }

    private static List<Question> load() {
        Properties properties = new Properties();
        try (Reader reader = new InputStreamReader(Question.class.getResourceAsStream("questions.properties"), UTF_8)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return IntStream.rangeClosed(1, Scenario.all().size())
                .mapToObj(number -> of(number, properties))
                .toList();
    }

    private static Question of(int number, Properties properties) {
        String prefix = number + ".";
        return new Question(
                number,
                text(properties, prefix + "scene"),
                text(properties, prefix + "question"),
                text(properties, prefix + "figure"),
                Unit.valueOf(text(properties, prefix + "unit")),
                Double.parseDouble(properties.getProperty(prefix + "of", "0")),
                Tolerance.of(text(properties, prefix + "right")),
                Tolerance.of(text(properties, prefix + "near")),
                text(properties, prefix + "because"),
                slips(prefix + "slip.", properties));
    }

    private static List<Slip> slips(String prefix, Properties properties) {
        return properties.stringPropertyNames().stream()
                .filter(key -> key.startsWith(prefix))
                .map(key -> Slip.of(key.substring(prefix.length()), properties.getProperty(key)))
                .sorted(Comparator.comparingDouble(Slip::width).thenComparingDouble(Slip::from))
                .toList();
    }

    private static String text(Properties properties, String key) {
        return Objects.requireNonNull(properties.getProperty(key), key);
    }
}
