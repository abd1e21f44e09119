package tenstages.loadgen.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.Callable;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tenstages.loadgen.report.ResultFile;
import tenstages.loadgen.report.Text;

/** The verb {@code compare}: two results side by side. */
@Command(name = "compare", header = "Lays two results of run -o over each other.", mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {
    private static final int CURVE = 24;

    @Parameters(index = "0", paramLabel = "A.json", description = "A result of run -o.")
    private Path first;

    @Parameters(index = "1", paramLabel = "B.json", description = "Another one.")
    private Path second;

    /** A result as it stands in a file. */
    private record Result(Path file, JsonNode json, Histogram response) {
        double number(String pointer) {
            return json.at(pointer).asDouble();
        }

        static Result read(Path file) throws IOException {
            if (!Files.isReadable(file)) {
                throw new IOException("cannot read " + file + ": "
                        + (Files.exists(file) ? "no permission" : "there is no such file"));
            }
            try {
                JsonNode json = new ObjectMapper().readTree(file.toFile());
                byte[] histogram = Base64.getDecoder()
                        .decode(json.at("/times/response/histogram").asText());
                return new Result(file, json, Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(histogram), 1));
            } catch (IOException | DataFormatException | RuntimeException e) {
                throw new IOException(file + " is no result of run -o: it has no JSON with a histogram", e);
            }
        }
    }

    @Override
    public Integer call() throws IOException {
        Result a = Result.read(first);
        Result b = Result.read(second);
        System.out.printf("  %-16s%16s%16s%10s%n", "", "A", "B", "B/A");
        numbers("replies/s", a.number("/replies_per_second"), b.number("/replies_per_second"));
        numbers("goodput/s", a.number("/goodput_per_second"), b.number("/goodput_per_second"));
        numbers("rejected", a.number("/accounting/rejected"), b.number("/accounting/rejected"));
        numbers("timed out", a.number("/accounting/timed_out"), b.number("/accounting/timed_out"));
        System.out.println();
        double longest = Math.max(a.response.getMaxValue(), b.response.getMaxValue());
        for (double percentile : ResultFile.percentiles()) {
            double left = a.response.getValueAtPercentile(percentile);
            double right = b.response.getValueAtPercentile(percentile);
            System.out.printf(
                    "  %-16s%16s%16s%10s   %s%n",
                    ResultFile.name(percentile),
                    Text.time(left),
                    Text.time(right),
                    ratio(left, right),
                    curve(left, right, longest));
        }
        System.out.printf(
                "%n  A = %s (%s)%n", a.file, a.json.at("/verdict/status").asText());
        System.out.printf(
                "  B = %s (%s)%n", b.file, b.json.at("/verdict/status").asText());
        return ExitCodes.OK;
    }

    private static void numbers(String name, double a, double b) {
        System.out.printf("  %-16s%16s%16s%10s%n", name, Text.count(a), Text.count(b), ratio(a, b));
    }

    private static String ratio(double a, double b) {
        return a == 0 ? "-" : "%.2f".formatted(b / a);
    }

    /** Where the two are on a logarithmic line from 10 µs to the longest of all. */
    private static String curve(double a, double b, double longest) {
        char[] line = "·".repeat(CURVE + 1).toCharArray();
        int left = position(a, longest);
        int right = position(b, longest);
        line[left] = 'A';
        line[right] = left == right ? '=' : 'B';
        return new String(line);
    }

    private static int position(double nanos, double longest) {
        double decades = Math.log10(Math.max(longest, 1e5) / 1e4);
        double position = CURVE * Math.log10(Math.max(nanos, 1e4) / 1e4) / decades;
        return (int) Math.max(0, Math.min(CURVE, Math.round(position)));
    }
}
