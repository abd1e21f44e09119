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
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tenstages.loadgen.report.CompareReport;
import tenstages.loadgen.report.ResultFile;
import tenstages.loadgen.report.RowsFile;
import tenstages.loadgen.report.Terminal;
import tenstages.loadgen.report.WholeFile;

/** The verb {@code compare}: two results side by side. */
@Command(name = "compare", header = "Lays two results of run -o over each other.", mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "A.json", description = "A result of run -o.")
    private Path first;

    @Parameters(index = "1", paramLabel = "B.json", description = "Another one.")
    private Path second;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write the rows of the tables as JSON too.")
    private Path output;

    @Override
    public Integer call() throws IOException {
        OutputFile.check(spec.commandLine(), "-o", output);
        CompareReport.Result a = read(first);
        CompareReport.Result b = read(second);
        System.out.println(CompareReport.text(a, b, Terminal.width()));
        if (output != null) {
            WholeFile.write(output, RowsFile.json(CompareReport.rows(a, b)) + "\n");
        }
        return ExitCodes.OK;
    }

    private static CompareReport.Result read(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IOException(
                    "cannot read " + file + ": " + (Files.exists(file) ? "no permission" : "there is no such file"));
        }
        try {
            JsonNode json = new ObjectMapper().readTree(file.toFile());
            byte[] histogram = Base64.getDecoder()
                    .decode(json.at("/times/response/histogram").asText());
            if (json.path("schema").asInt() != ResultFile.SCHEMA
                    || !json.path("plan").isObject()) {
                throw new IOException("it is of another version");
            }
            return new CompareReport.Result(
                    file.toString(), json, Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(histogram), 1));
        } catch (IOException | DataFormatException | RuntimeException e) {
            throw new IOException(
                    file + " is no result of run -o: it has no JSON of version " + ResultFile.SCHEMA
                            + " with a plan and a histogram",
                    e);
        }
    }
}
