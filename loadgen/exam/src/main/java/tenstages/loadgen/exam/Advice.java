package tenstages.loadgen.exam;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/**
 * What helps somebody whose server fails an item.
 *
 * @param cause the most likely mistake
 * @param hint how to go about it
 */
public record Advice(String cause, String hint) {
    private static final Properties ALL = load();

    static Advice of(String id) {
        return new Advice(text(id + ".cause"), text(id + ".hint"));
    }

    private static String text(String key) {
        return Objects.requireNonNull(ALL.getProperty(key), key);
    }

    private static Properties load() {
        Properties properties = new Properties();
        try (Reader reader = new InputStreamReader(Advice.class.getResourceAsStream("advice.properties"), UTF_8)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
