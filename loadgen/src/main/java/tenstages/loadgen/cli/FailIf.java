package tenstages.loadgen.cli;

import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import tenstages.loadgen.engine.LoadResult;

/** A limit that a run is not to pass, such as {@code p99>50ms}. Times are response times. */
final class FailIf {
    private static final Pattern FORMAT =
            Pattern.compile("\\s*([a-z]+)([\\d.]*)\\s*([<>])\\s*([\\d.]+)\\s*(us|ms|s|%)?\\s*");
    private static final Map<String, ToDoubleFunction<LoadResult>> COUNTS = Map.of(
            "rejected", LoadResult::rejected,
            "error", LoadResult::error,
            "timeouts", LoadResult::timedOut,
            "violations", LoadResult::violationCount);
    private static final Map<String, ToDoubleFunction<LoadResult>> RATES =
            Map.of("goodput", LoadResult::goodput, "replies", LoadResult::throughput);

    private final String text;
    private final ToDoubleFunction<LoadResult> value;
    private final String unit;
    private final boolean above;
    private final double limit;

    private FailIf(String text, ToDoubleFunction<LoadResult> value, String unit, boolean above, double limit) {
        this.text = text;
        this.value = value;
        this.unit = unit;
        this.above = above;
        this.limit = limit;
    }

    /** Whether the result is beyond the limit. Where nothing succeeded, no limit on the time of successes is kept. */
    boolean strikes(LoadResult result) {
        if (isTime() && result.succeeded() == 0) {
            return true;
        }
        double actual = value.applyAsDouble(result);
        return above ? actual > limit : actual < limit;
    }

    /** What the result has instead, in the gate's own unit. */
    String actual(LoadResult result) {
        return isTime() && result.succeeded() == 0
                ? "no time at all, because no request succeeded"
                : (unit.isEmpty() ? "%.0f" : "%.2f%s").formatted(value.applyAsDouble(result), unit);
    }

    private boolean isTime() {
        return unit.endsWith("s");
    }

    @Override
    public String toString() {
        return text;
    }

    static final class Converter implements ITypeConverter<FailIf> {
        @Override
        public FailIf convert(String text) {
            Matcher matcher = FORMAT.matcher(text);
            if (!matcher.matches()) {
                throw wrong(text);
            }
            String unit = matcher.group(5) == null ? "" : matcher.group(5);
            ToDoubleFunction<LoadResult> value = value(text, matcher.group(1), matcher.group(2), unit);
            try {
                return new FailIf(
                        text, value, unit, matcher.group(3).equals(">"), Double.parseDouble(matcher.group(4)));
            } catch (NumberFormatException e) {
                throw wrong(text);
            }
        }

        private static ToDoubleFunction<LoadResult> value(String text, String name, String percentile, String unit) {
            if (percentile.isEmpty() && unit.isEmpty() && RATES.containsKey(name)) {
                return RATES.get(name);
            }
            if (percentile.isEmpty() && unit.isEmpty() && COUNTS.containsKey(name)) {
                return COUNTS.get(name);
            }
            if (percentile.isEmpty() && unit.equals("%") && COUNTS.containsKey(name)) {
                return result -> 100 * COUNTS.get(name).applyAsDouble(result) / result.scheduled();
            }
            double nanos =
                    switch (unit) {
                        case "us" -> 1e3;
                        case "ms" -> 1e6;
                        case "s" -> 1e9;
                        default -> throw wrong(text);
                    };
            if (name.equals("p") && percentile.matches("\\d{1,2}(\\.\\d+)?")) {
                double percent = Double.parseDouble(percentile);
                return result -> result.response().getValueAtPercentile(percent) / nanos;
            }
            if (name.equals("max") && percentile.isEmpty()) {
                return result -> result.response().getMaxValue() / nanos;
            }
            if (name.equals("mean") && percentile.isEmpty()) {
                return result -> result.response().getMean() / nanos;
            }
            throw wrong(text);
        }

        private static TypeConversionException wrong(String text) {
            return new TypeConversionException(
                    "'" + text + "' is not a gate: it should be like p99>50ms, mean>5ms, max>1s,"
                            + " rejected>1%, error>0, timeouts>0, violations>0, goodput<1000 or replies<1000");
        }
    }
}
