package tenstages.loadgen.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;
import tenstages.loadgen.exam.Exam;
import tenstages.loadgen.exam.ExamFailure;
import tenstages.loadgen.exam.ExamResult;
import tenstages.loadgen.exam.ItemResult;

/** An exam as programs read it. */
class ExamFileTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final ExamResult exam = MadeExam.exam(
            5,
            MadeExam.passed("s05.accepted", 5),
            MadeExam.failed("s05.busy", 5),
            MadeExam.failedWithoutBytes("s03.depth", 5),
            MadeExam.notJudged("s01.order", 5),
            MadeExam.notRun("s01.pieces", 5, "an item before it failed"));

    @Test
    void theJsonSaysEverythingUnderItsName() throws IOException {
        JsonNode json = MAPPER.readTree(ExamFile.json(exam));
        JsonNode failed = json.get("items").get(1);
        ((ObjectNode) json).remove("items");
        assertThat(json)
                .isEqualTo(
                        MAPPER.readTree(
                                """
                                {"schema": 1, "stage": 5, "verdict": "FAIL", "pass": 1, "fail": 2, "inconclusive": 1,
                                 "not_run": 1, "seconds": 12.345}
                                """));
        assertThat(failed)
                .isEqualTo(
                        MAPPER.readTree(
                                """
                                {"id": "s05.busy",
                                 "promise": "a full queue answers server_busy at once, and what is accepted is applied",
                                 "options": "--made up", "needs_start": true,
                                 "likely_cause": "The cause that is known.",
                                 "hint": "Ask the queue to take the event if it has room now (offer, put_nowait,\
                                 try_send), and say server_busy if it has none.",
                                 "page": "docs/exam.md#s05busy",
                                 "verdict": "FAIL", "seconds": 1.5, "reason": "the server has ended, with exit code 3",
                                 "operations": {"ok": 7, "failed": 1, "unknown": 2},
                                 "failure": {"what": "what was seen",
                                             "sent": "sent <&\\\\n", "expected": "expected \\"1\\"",
                                             "received": "expected 2", "first_difference": 9},
                                 "server_output": ["one\\u0007", "two <b>"]}
                                """));
    }

    @Test
    void theJsonIsAsItsSchemaSays() throws IOException {
        String schema = Files.readString(Path.of("../docs/exam.schema.json"));
        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(schema)
                        .validate(MAPPER.readTree(ExamFile.json(exam))))
                .isEmpty();
        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(schema)
                        .validate(MAPPER.readTree(ExamFile.json(Exam.of(10), 10))))
                .isEmpty();
    }

    @Test
    void theListHasWhatIsKnownBeforeAnyItemIsRun() throws IOException {
        JsonNode json = MAPPER.readTree(ExamFile.json(Exam.of(10), 10));
        assertThat(json.get("stage").asInt()).isEqualTo(10);
        assertThat(json.get("items")).hasSize(Exam.of(10).size());
        assertThat(json.at("/items/0/id").asText()).isEqualTo("s10.drain");
        assertThat(json.at("/items/0/likely_cause").asText())
                .isEqualTo(Exam.of(10).get(0).advice().cause());
        assertThat(json.at("/items/0").has("verdict")).isFalse();
    }

    @Test
    void junitsXmlHasATestCaseForEachItem() throws Exception {
        Element suite = parsed(ExamFile.junit(exam));
        assertThat(suite.getAttribute("name")).isEqualTo("check 5");
        assertThat(suite.getAttribute("tests")).isEqualTo("5");
        assertThat(suite.getAttribute("failures")).isEqualTo("2");
        assertThat(suite.getAttribute("errors")).isEqualTo("1");
        assertThat(suite.getAttribute("skipped")).isEqualTo("1");
        assertThat(suite.getAttribute("time")).isEqualTo("12.345");
        Element passed = testCase(suite, 0);
        assertThat(passed.getAttribute("classname")).isEqualTo("check.stage05");
        assertThat(passed.getAttribute("name")).isEqualTo("s05.accepted: a valid event is accepted");
        assertThat(passed.getAttribute("time")).isEqualTo("1.500");
        assertThat(passed.getChildNodes().getLength()).isZero();
        assertThat(child(testCase(suite, 1), "failure").getAttribute("message")).isEqualTo("what was seen");
        assertThat(child(testCase(suite, 1), "failure").getTextContent())
                .contains("sent      sent <&\\n", "likely    The cause that is known.", "server | two <b>");
        assertThat(child(testCase(suite, 3), "error").getAttribute("message")).isEqualTo("too busy");
        assertThat(child(testCase(suite, 4), "skipped").getAttribute("message")).isEqualTo("an item before it failed");
        assertThat(testCase(suite, 2).getAttribute("classname")).isEqualTo("check.stage03");
    }

    @Test
    void whatXmlCannotSayDoesNotBreakIt() throws Exception {
        ExamFailure failure = new ExamFailure("a \u0000 b \ud800 c \ud83d\ude00", null);
        ItemResult made = MadeExam.failed("s05.busy", 5);
        ItemResult failed = new ItemResult(
                made.item(),
                made.verdict(),
                "",
                1,
                made.operations(),
                Optional.of(failure),
                "",
                List.of("\u2028\u001c\u001b[2J\u202e\u0085\u2028\uffff"));
        Element xml = child(testCase(parsed(ExamFile.junit(MadeExam.exam(5, failed))), 0), "failure");
        assertThat(xml.getAttribute("message")).isEqualTo("a   b   c \ud83d\ude00");
        assertThat(xml.getTextContent()).contains("server |    [2J   ?");
    }

    private static Element parsed(String xml) throws ParserConfigurationException, IOException, SAXException {
        assertThat(xml).startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(UTF_8)))
                .getDocumentElement();
    }

    private static Element testCase(Element suite, int number) {
        return (Element) suite.getElementsByTagName("testcase").item(number);
    }

    private static Element child(Element testCase, String name) {
        return (Element) testCase.getElementsByTagName(name).item(0);
    }
}
