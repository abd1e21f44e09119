package tenstages.loadgen.report;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The rows of printed tables, for programs. */
public final class RowsFile {
    private RowsFile() {}

    /** An object with {@code rows} of texts, without a final newline. */
    public static String json(List<List<String>> rows) throws IOException {
        return Json.WRITER.writeValueAsString(Map.of("rows", rows));
    }
}
