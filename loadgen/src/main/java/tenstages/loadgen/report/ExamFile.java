package tenstages.loadgen.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import tenstages.loadgen.exam.Advice;
import tenstages.loadgen.exam.Evidence;
import tenstages.loadgen.exam.Exam;
import tenstages.loadgen.exam.ExamFailure;
import tenstages.loadgen.exam.ExamItem;
import tenstages.loadgen.exam.ExamResult;
import tenstages.loadgen.exam.ItemResult;
import tenstages.loadgen.exam.ItemResult.Verdict;
import tenstages.loadgen.practice.teaching.Graded;
import tenstages.loadgen.practice.teaching.Points;
import tenstages.loadgen.protocol.Printable;

/**
 * An exam for programs: JSON as {@code docs/exam.schema.json} describes it, and the XML of JUnit that CI systems read.
 */
public final class ExamFile {
    private static final int WIDTH = 100;

    private ExamFile() {}

    /** What an exam at this stage asks, without a final newline. */
    public static String json(List<ExamItem> items, int stage) throws IOException {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("schema", 1).put("stage", stage);
        for (ExamItem item : items) {
            describe(json.withArray("items").addObject(), item, stage);
        }
        return Json.WRITER.writeValueAsString(json);
    }

    /** What came of an exam, without a final newline. */
    public static String json(ExamResult result) throws IOException {
        return json(result, Optional.empty());
    }

    /** The same, and what it is worth if that is known. */
    public static String json(ExamResult result, Optional<Graded> graded) throws IOException {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("schema", 1)
                .put("stage", result.stage())
                .put("verdict", result.verdict().name());
        for (Verdict verdict : Verdict.values()) {
            json.put(verdict.name().toLowerCase(Locale.ROOT), result.count(verdict));
        }
        json.put("seconds", result.seconds());
        graded.ifPresent(each -> addPoints(json, each.score(), each.most()));
        for (ItemResult item : result.items()) {
            ObjectNode node = json.withArray("items").addObject();
            add(node, item, result.stage());
            graded.ifPresent(each -> addPoints(node, each.score(item), each.most(item)));
        }
        return Json.WRITER.writeValueAsString(json);
    }

    /** A test suite with a test case for each item. */
    public static String junit(ExamResult result) {
        return junit(result, Optional.empty());
    }

    /** The same, with properties that say what it is worth if that is known. */
    public static String junit(ExamResult result, Optional<Graded> graded) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", "check " + result.stage());
            xml.writeAttribute("tests", String.valueOf(result.items().size()));
            xml.writeAttribute("failures", String.valueOf(result.count(Verdict.FAIL)));
            xml.writeAttribute("errors", String.valueOf(result.count(Verdict.INCONCLUSIVE)));
            xml.writeAttribute("skipped", String.valueOf(result.count(Verdict.NOT_RUN)));
            xml.writeAttribute("time", seconds(result.seconds()));
            if (graded.isPresent()) {
                addPoints(xml, graded.get().score(), graded.get().most());
            }
            for (ItemResult item : result.items()) {
                begin(xml, item);
                if (graded.isPresent()) {
                    addPoints(xml, graded.get().score(item), graded.get().most(item));
                }
                end(xml, item);
            }
            xml.writeCharacters("\n");
            xml.writeEndDocument();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        return text.toString();
    }

    private static void describe(ObjectNode json, ExamItem item, int stage) {
        Advice advice = item.advice();
        json.put("id", item.id()).put("promise", item.promise());
        json.put("options", String.join(" ", Exam.options(item, stage)))
                .put("needs_start", item.needsStart(stage))
                .put("likely_cause", advice.cause())
                .put("hint", advice.hint())
                .put("page", item.page());
    }

    private static void add(ObjectNode json, ItemResult result, int stage) {
        describe(json, result.item(), stage);
        if (!result.options().isEmpty()) {
            json.put("options", result.options());
        }
        json.put("likely_cause", result.likelyCause());
        json.put("verdict", result.verdict().name())
                .put("seconds", result.seconds())
                .put("reason", result.reason());
        json.putObject("operations")
                .put("ok", result.operations().ok())
                .put("failed", result.operations().failed())
                .put("unknown", result.operations().unknown());
        result.failure().ifPresent(failure -> add(json.putObject("failure"), failure));
        result.serverLines().forEach(json.putArray("server_output")::add);
    }

    private static void add(ObjectNode json, ExamFailure failure) {
        json.put("what", failure.what());
        failure.evidence().ifPresent(evidence -> add(json, evidence));
    }

    private static void add(ObjectNode json, Evidence evidence) {
        json.put("sent", evidence.sent()).put("expected", evidence.expected()).put("received", evidence.received());
        if (evidence.difference() >= 0) {
            json.put("first_difference", evidence.differenceByte());
        }
    }

    private static void begin(XMLStreamWriter xml, ItemResult result) throws XMLStreamException {
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testcase");
        xml.writeAttribute(
                "classname", "check.stage%02d".formatted(result.item().since()));
        xml.writeAttribute("name", result.item().id() + ": " + result.item().promise());
        xml.writeAttribute("time", seconds(result.seconds()));
    }

    private static void end(XMLStreamWriter xml, ItemResult result) throws XMLStreamException {
        switch (result.verdict()) {
            case FAIL -> {
                xml.writeStartElement("failure");
                xml.writeAttribute(
                        "message", allowed(result.failure().orElseThrow().what()));
                xml.writeCharacters(allowed("\n" + CheckReport.failure(result, WIDTH) + "\n"));
                xml.writeEndElement();
            }
            case INCONCLUSIVE -> empty(xml, "error", result.reason());
            case NOT_RUN -> empty(xml, "skipped", result.reason());
            default -> {}
        }
        xml.writeEndElement();
    }

    private static void addPoints(ObjectNode json, long score, long most) {
        json.put("points", Points.number(score)).put("max_points", Points.number(most));
    }

    private static void addPoints(XMLStreamWriter xml, long score, long most) throws XMLStreamException {
        xml.writeCharacters("\n  ");
        xml.writeStartElement("properties");
        addProperty(xml, "points", Points.text(score));
        addProperty(xml, "max_points", Points.text(most));
        xml.writeEndElement();
    }

    private static void addProperty(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        xml.writeEmptyElement("property");
        xml.writeAttribute("name", name);
        xml.writeAttribute("value", value);
    }

    private static void empty(XMLStreamWriter xml, String element, String message) throws XMLStreamException {
        xml.writeEmptyElement(element);
        xml.writeAttribute("message", allowed(message));
    }

    /** XML has no way to say most control characters, nor half of a surrogate pair; a server's output may have them. */
    private static String allowed(String text) {
        return Printable.text(text)
                .replaceAll("[^\\t\\n\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]", "?");
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.3f", seconds);
    }
}
