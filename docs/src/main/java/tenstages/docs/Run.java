package tenstages.docs;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Commands of the course, and what they printed when they were last run.
 *
 * @param server the command in the first terminal; null if there is none
 * @param client the command in the second one
 * @param recorded when and on what
 * @param serverOutput what the server printed
 * @param output what the client printed
 * @param charts the chart of a break; null otherwise
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Run(
        String server,
        String client,
        String recorded,
        List<String> serverOutput,
        List<String> output,
        JsonNode charts) {
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final String GAP = " {3,}";

    /** Reads {@code docs/runs/NAME.json}. */
    static Run read(Path docs, String name) throws IOException {
        return MAPPER.readValue(file(docs, name).toFile(), Run.class);
    }

    void write(Path docs, String name) throws IOException {
        Files.writeString(file(docs, name), MAPPER.writeValueAsString(this) + "\n");
    }

    static Path file(Path docs, String name) {
        return docs.resolve("runs").resolve(name + ".json");
    }

    /** A cell of a table in the output: in the row that begins with the label, the column counted from 1. */
    String cell(String label, int column) throws IOException {
        for (String line : output) {
            String[] cells = line.strip().split(GAP, -1);
            if (cells[0].equals(label) && cells.length > column) {
                return cells[column];
            }
        }
        throw new IOException("no row '" + label + "' with " + column + " columns in what was recorded");
    }
}
