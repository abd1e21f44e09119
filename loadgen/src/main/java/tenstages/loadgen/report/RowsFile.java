package tenstages.loadgen.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The rows of printed tables, for programs. */
public final class RowsFile {
    private RowsFile() {}

    /** An object with {@code rows} of texts, without a final newline. */
    public static String json(List<List<String>> rows) throws IOException {
        return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(Map.of("rows", rows));
    }
}
