package tenstages.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Cells have the words of the report that is printed beside them. */
class CellsTest {
    @Test
    void aClosedLoopHasOneColumn() throws IOException {
        Map<String, List<String>> cells = cells("closed");
        assertThat(cells.get("p50")).containsExactly("44.1 ms");
        assertThat(cells.get("p99.9")).containsExactly("1.40 s");
        assertThat(cells.get("accepted")).containsExactly("1,196");
        assertThat(cells.get("rejected server_busy")).containsExactly("3,804");
        assertThat(cells.get("Replies/s")).containsExactly("50,000");
        assertThat(cells.get("Goodput/s")).containsExactly("12,000");
    }

    @Test
    void anOpenLoopHasThree() throws IOException {
        assertThat(cells("open").get("p50")).containsExactly("44.1 ms", "2.00 ms", "5.00 µs");
    }

    @Test
    void whatHasNoTablesHasNoCells() throws IOException {
        assertThat(Cells.of(new ObjectMapper().readTree("{\"charts\": []}"))).isEmpty();
    }

    private static Map<String, List<String>> cells(String loop) throws IOException {
        return Cells.of(new ObjectMapper()
                .readTree(
                        """
                                {"plan": {"loop": "%s"}, "replies_per_second": 50000.4, "goodput_per_second": 12000,
                                 "replies": {"accepted": 1196, "rejected server_busy": 3804},
                                 "times": {"response": {"p50_ms": 44.1, "p99.9_ms": 1400}, "service": {"p50_ms": 2},
                                           "send_lag": {"p50_ms": 0.005}}}
                                """
                                .formatted(loop)));
    }
}
