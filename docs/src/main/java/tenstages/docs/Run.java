package tenstages.docs;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import tenstages.loadgen.report.WholeFile;

/**
 * Commands of the course, and what they printed when they were last run.
 *
 * @param server the command in the first terminal; null if there is none
 * @param client the command in the second one
 * @param recorded when and on what
 * @param serverOutput what the server printed
 * @param output what the client printed
 * @param cells of the tables that the client printed, by the words that their row begins with; null if nobody knows
 * @param charts the chart of a break; null otherwise
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Run(
        String server,
        String client,
        String recorded,
        List<String> serverOutput,
        List<String> output,
        Map<String, List<String>> cells,
        JsonNode charts) {
    private static final Pattern NUMBER = Pattern.compile("\\d(?:[\\d,.]*\\d)?");
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** Reads {@code docs/runs/NAME.json}. */
    static Run read(Path docs, String name) throws IOException {
        return MAPPER.readValue(file(docs, name).toFile(), Run.class);
    }

    void write(Path docs, String name) throws IOException {
        WholeFile.write(file(docs, name), MAPPER.writeValueAsString(this) + "\n");
    }

    static Path file(Path docs, String name) {
        return docs.resolve("runs").resolve(name + ".json");
    }

    /** A cell of a table: in the row that begins with the label, the column counted from 1. */
    String cell(String label, int column) throws IOException {
        List<String> row = cells == null ? List.of() : cells.getOrDefault(label, List.of());
        return counted(row, column, "no row '" + label + "' with " + column + " columns in what was recorded");
    }

    /**
     * The number that stands behind these words, counted from 1, in the first line with them that was printed. Of words
     * in parts, each is looked for below the line of the last one.
     */
    String number(String words, int number) throws IOException {
        List<String> printed = new ArrayList<>(output);
        printed.addAll(serverOutput == null ? List.of() : serverOutput);
        return counted(
                numbersBehind(words, printed),
                number,
                "no line '" + words + "' with " + number + " numbers behind it in what was printed");
    }

    private static String counted(List<String> all, int number, String message) throws IOException {
        if (number < 1 || all.size() < number) {
            throw new IOException(message);
        }
        return all.get(number - 1);
    }

    private static List<String> numbersBehind(String words, List<String> printed) {
        int next = 0;
        String rest = "";
        for (String part : words.split(" … ", -1)) {
            int line = next;
            while (line < printed.size() && !printed.get(line).contains(part)) {
                line++;
            }
            if (line == printed.size()) {
                return List.of();
            }
            rest = printed.get(line).substring(printed.get(line).indexOf(part) + part.length());
            next = line + 1;
        }
        return NUMBER.matcher(rest).results().map(MatchResult::group).toList();
    }
}
