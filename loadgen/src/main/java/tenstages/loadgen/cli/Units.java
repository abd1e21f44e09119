package tenstages.loadgen.cli;

import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import tenstages.loadgen.engine.OkExpression;
import tenstages.loadgen.process.Knock;

/** Numbers and addresses as people write them. */
final class Units {
    private static final Pattern COUNT = Pattern.compile("(\\d{1,12})([kKmM]?)");
    private static final Pattern RATE = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)([kKmM]?)");
    private static final Pattern TIME = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(us|ms|s|m)");

    private Units() {}

    /** Reads {@code 250}, {@code 10k}, {@code 1m}. */
    static final class Count implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            Matcher matcher = match(COUNT, text, "a number such as 250 or 10k");
            return Long.parseLong(matcher.group(1)) * (long) factor(matcher.group(2));
        }
    }

    /** Reads {@code 2000}, {@code 0.5}, {@code 2.5k}. */
    static final class Rate implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            Matcher matcher = match(RATE, text, "a rate such as 0.5, 2000 or 10k");
            return Double.parseDouble(matcher.group(1)) * factor(matcher.group(2));
        }
    }

    /** Reads {@code 500ms}, {@code 10s}, {@code 1.5m}. */
    static final class Time implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            Matcher matcher = match(TIME, text, "a time such as 500ms, 10s or 2m");
            double nanos =
                    switch (matcher.group(2)) {
                        case "us" -> 1e3;
                        case "ms" -> 1e6;
                        case "s" -> 1e9;
                        default -> 60e9;
                    };
            return Duration.ofNanos(Math.round(Double.parseDouble(matcher.group(1)) * nanos));
        }
    }

    /** Reads what makes a reply a success, such as {@code status=ok} or {@code !error}. */
    static final class Condition implements ITypeConverter<OkExpression> {
        @Override
        public OkExpression convert(String text) {
            try {
                return OkExpression.of(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** Reads {@code 127.0.0.1:7001}, {@code localhost:7001}, {@code :7001} and {@code [::1]:7001}. */
    static final class Address implements ITypeConverter<InetSocketAddress> {
        private static final Pattern FORMAT = Pattern.compile("(.*):(\\d{1,5})");

        @Override
        public InetSocketAddress convert(String text) {
            if (text.contains("://")) {
                throw new TypeConversionException(
                        "'" + text + "' is an address of the web, and ten speaks lines of JSON"
                                + " over TCP: give HOST:PORT, as in 127.0.0.1:7001");
            }
            Matcher matcher = match(FORMAT, text, "an address such as 127.0.0.1:7001");
            int port = Integer.parseInt(matcher.group(2));
            if (port > 65_535) {
                throw new TypeConversionException("port " + port + " is above 65535");
            }
            String host = matcher.group(1).replaceAll("[\\[\\]]", "");
            try {
                return Knock.ofName(host.isEmpty() ? "127.0.0.1" : host, port);
            } catch (UnknownHostException e) {
                throw new TypeConversionException("there is no host '" + host + "'");
            }
        }
    }

    private static Matcher match(Pattern pattern, String text, String expected) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.matches()) {
            throw new TypeConversionException("'" + text + "' is not " + expected);
        }
        return matcher;
    }

    private static double factor(String unit) {
        return switch (unit) {
            case "k", "K" -> 1e3;
            case "m", "M" -> 1e6;
            default -> 1;
        };
    }
}
