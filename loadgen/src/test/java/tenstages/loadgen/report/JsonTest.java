package tenstages.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class JsonTest {
    @Test
    void whatWouldWorkOnATerminalIsEscapedAndAllElseIsNot() throws IOException {
        String text = "é日\ud83d\ude00\u001b\u007f\u009b\u202e\u2028\u200b";
        String json = Json.ON_ONE_LINE.writeValueAsString(text);
        assertThat(json).isEqualToIgnoringCase("\"é日\ud83d\ude00\\u001b\\u007f\\u009b\\u202e\\u2028\\u200b\"");
        assertThat(Json.MAPPER.readTree(json).asText()).isEqualTo(text);
    }
}
